package app.grapevine.web.notices;

import static java.util.Objects.requireNonNullElse;

import app.grapevine.notices.Language;
import app.grapevine.notices.Notice;
import app.grapevine.notices.NoticeDraft;
import app.grapevine.notices.NoticeKind;
import app.grapevine.notices.Period;
import app.grapevine.notices.Way;
import app.grapevine.web.http.Fields;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A notice as the API writes it. Its tokens are for its reader alone, and never shown. */
record NoticeJson(
        String id,
        @Nullable String account,
        String kind,
        String period,
        @Nullable String campaign,
        String language,
        String timezone,
        String way,
        String to,
        boolean paused,
        String state,
        Instant createdAt,
        @Nullable Instant nextAt,
        @Nullable Instant lastSentAt,
        @Nullable String error,
        @Nullable Instant failingSince,
        int waiting) {
    /** What nobody changes. */
    static final List<String> FIXED = List.of(
            "id",
            "account",
            "kind",
            "way",
            "to",
            "state",
            "createdAt",
            "nextAt",
            "lastSentAt",
            "error",
            "failingSince",
            "waiting");

    static NoticeJson of(Notice notice) {
        Notice.Terms terms = notice.terms();
        return new NoticeJson(
                notice.id(),
                notice.account(),
                terms.kind().label(),
                terms.period().label(),
                terms.campaign(),
                terms.language().label(),
                terms.zone().getId(),
                terms.way().label(),
                terms.way() == Way.MAIL ? terms.to() : masked(terms.to()),
                terms.paused(),
                notice.state().label(),
                notice.createdAt(),
                notice.state() == Notice.State.ACTIVE ? notice.nextAt() : null,
                notice.last().sentAt(),
                notice.last().error(),
                notice.last().failingSince(),
                notice.last().waiting());
    }

    /** Who has the address of a chat can write there; its host and its end tell those apart who know it. */
    private static String masked(String url) {
        return "https://" + URI.create(url).getHost() + "/…" + url.substring(Math.max(0, url.length() - 4));
    }

    /** What can be changed, as JSON that {@link #change} reads. */
    record Changeable(String period, @Nullable String campaign, String language, String timezone, boolean paused) {
        static Changeable of(NoticeDraft draft) {
            return new Changeable(
                    requireNonNullElse(draft.period(), draft.kind().periods().get(0))
                            .label(),
                    draft.campaign(),
                    draft.language().label(),
                    draft.zone(),
                    draft.paused());
        }
    }

    /** Reads a new one. @throws app.grapevine.base.RefusedException INVALID with all that cannot be read */
    static NoticeDraft draft(Fields fields) {
        NoticeKind kind = fields.required("kind", fields.choice("kind", NoticeKind.labels()));
        Way way = fields.choice("way", Way.labels());
        String to = fields.required("to", fields.string("to"));
        return read(
                fields,
                requireNonNullElse(kind, NoticeKind.REPORT),
                requireNonNullElse(way, Way.MAIL),
                requireNonNullElse(to, ""));
    }

    /** Reads what one becomes. @throws app.grapevine.base.RefusedException INVALID with all that cannot be read */
    static NoticeDraft change(Fields fields, NoticeDraft present) {
        return read(fields, present.kind(), present.way(), present.to());
    }

    private static NoticeDraft read(Fields fields, NoticeKind kind, Way way, String to) {
        Period period = fields.choice("period", Period.labels());
        String campaign = fields.string("campaign");
        Language language = fields.choice("language", Language.labels());
        String zone = fields.string("timezone");
        boolean paused = fields.bool("paused", false);
        fields.finish();
        return new NoticeDraft(
                kind,
                period,
                campaign,
                requireNonNullElse(language, Language.EN),
                requireNonNullElse(zone, "UTC"),
                way,
                to,
                paused);
    }
}
