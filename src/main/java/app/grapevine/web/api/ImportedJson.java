package app.grapevine.web.api;

import app.grapevine.base.RefusedException;
import app.grapevine.importing.LinkFile;
import app.grapevine.links.BulkLinks;
import app.grapevine.links.Destinations;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import app.grapevine.web.http.Problem;
import app.grapevine.web.http.Problems;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a line of a file came to, or would.
 *
 * @param status 201 for a link, else the problem's
 * @param destination as the file has it, where the line is refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportedJson(
        int line,
        int status,
        @Nullable String destination,
        @Nullable LinkOfFileJson link,
        @Nullable Problem problem) {
    /**
     * Of a link what a table of many has room for.
     *
     * @param code null where one is yet to be made
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LinkOfFileJson(
            @Nullable String code,
            String domain,
            @Nullable String shortUrl,
            String destination,
            @Nullable String channel,
            @Nullable String audience,
            @Nullable Long people,
            @Nullable String campaign,
            List<String> tags,
            @Nullable String title,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil,
            @Nullable Long maxClicks,
            List<WarningJson> warnings) {
        static LinkOfFileJson of(LinkDraft draft, LinkSettings settings) {
            String domain = String.valueOf(draft.domain());
            String code = draft.code();
            return new LinkOfFileJson(
                    code,
                    domain,
                    code == null ? null : settings.shortUrl(domain, code),
                    String.valueOf(draft.destination()),
                    draft.channel(),
                    draft.audience(),
                    draft.people(),
                    draft.campaign(),
                    draft.tags(),
                    draft.title(),
                    draft.validFrom(),
                    draft.validUntil(),
                    draft.maxClicks(),
                    WarningJson.of(draft, settings));
        }
    }

    boolean isRight() {
        return link != null;
    }

    static ImportedJson of(LinkFile.Row row, BulkLinks.Rehearsed result, LinkSettings settings) {
        return of(row, result.draft(), result.refusal(), settings);
    }

    static ImportedJson of(LinkFile.Row row, BulkLinks.Result result, LinkSettings settings) {
        Link link = result.link();
        return of(row, link == null ? null : link.draft(), result.refusal(), settings);
    }

    private static ImportedJson of(
            LinkFile.Row row, @Nullable LinkDraft draft, @Nullable RefusedException refusal, LinkSettings settings) {
        if (draft != null) {
            return new ImportedJson(row.line(), 201, null, LinkOfFileJson.of(draft, settings), null);
        }
        if (refusal == null) {
            throw new IllegalStateException("neither made nor refused");
        }
        return refused(row, refusal);
    }

    static ImportedJson refused(LinkFile.Row row, RefusedException refusal) {
        Problem problem = Problems.ofRefusal(refusal);
        return new ImportedJson(row.line(), problem.status(), shown(row.destination()), null, problem);
    }

    /** As much of it as an address can have: a file can be one line. */
    private static @Nullable String shown(@Nullable String destination) {
        int most = Destinations.MAX_LENGTH;
        if (destination == null || destination.length() <= most) {
            return destination;
        }
        boolean isHalf = Character.isHighSurrogate(destination.charAt(most - 1));
        return destination.substring(0, isHalf ? most - 1 : most) + "…";
    }
}
