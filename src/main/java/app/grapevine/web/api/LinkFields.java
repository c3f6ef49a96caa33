package app.grapevine.web.api;

import app.grapevine.attribution.Visibility;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.MergePatch;
import app.grapevine.web.http.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what somebody asks a link to be. What a field may hold says {@code links}; here, of what type it is. */
final class LinkFields {
    /** What the API shows of a link and nobody sets, beside its code and domain, which are set once. */
    private static final List<String> SHOWN_ONLY =
            List.of("shortUrl", "shareSet", "parent", "generation", "createdAt", "updatedAt");

    static final List<String> FIXED =
            Stream.concat(Stream.of("code", "domain"), SHOWN_ONLY.stream()).toList();

    private static final Map<String, Visibility> VISIBILITIES = visibilities();
    private static final Map<String, Boolean> DISABLED = Map.of("active", false, "disabled", true);

    private LinkFields() {}

    private static Map<String, Visibility> visibilities() {
        Map<String, Visibility> words = new HashMap<>();
        for (Visibility visibility : Visibility.values()) {
            words.put(visibility.label(), visibility);
        }
        return Map.copyOf(words);
    }

    /** A new link. @throws ProblemException 422 */
    static LinkDraft create(JsonNode body) {
        Fields fields = Fields.of(body);
        for (String name : SHOWN_ONLY) {
            if (fields.has(name)) {
                fields.fault(name, "cannot be set");
            }
        }
        String code = fields.string("code");
        String domain = fields.string("domain");
        LinkDraft draft = read(fields, code, domain);
        checkForwarding(fields, body, draft);
        fields.finish();
        return draft;
    }

    /** What all links of a share set are to be, of the fields of the set. The caller finishes. */
    static LinkDraft common(Fields fields, JsonNode body) {
        for (String name : List.of("channel", "audience")) {
            if (fields.has(name)) {
                fields.fault(name, "cannot be set of all links at once: use " + name + "s");
            }
        }
        LinkDraft draft = read(fields, null, fields.string("domain"));
        checkForwarding(fields, body, draft);
        return draft;
    }

    /** What is asked for in so many words must not be left out in silence. */
    private static void checkForwarding(Fields fields, JsonNode asked, LinkDraft draft) {
        if (asked.path("forwarding").asBoolean() && draft.maxClicks() != null) {
            fields.fault("forwarding", "cannot be true with maxClicks: each copy would have all of them");
        }
    }

    /**
     * A link as a merge patch makes it of the present one.
     *
     * @param changes the patch, without what it leaves as it is
     * @throws ProblemException 422
     */
    static LinkDraft change(LinkDraft present, JsonNode changes) {
        ObjectNode tree = Json.MAPPER.valueToTree(Changeable.of(present));
        Fields fields = Fields.of(MergePatch.apply(tree, changes));
        LinkDraft draft = read(fields, present.code(), present.domain());
        checkForwarding(fields, changes, draft);
        fields.finish();
        return draft;
    }

    private static LinkDraft read(Fields fields, @Nullable String code, @Nullable String domain) {
        Boolean disabled = fields.choice("status", DISABLED);
        return new LinkDraft(
                fields.string("destination"),
                code,
                domain,
                fields.string("channel"),
                fields.choice("visibility", VISIBILITIES),
                fields.string("audience"),
                fields.string("campaign"),
                fields.strings("tags"),
                fields.string("title"),
                fields.bool("forwarding", true),
                fields.instant("validFrom"),
                fields.instant("validUntil"),
                fields.number("maxClicks"),
                fields.string("expiredDestination"),
                fields.bool("forwardQuery", false),
                utm(fields.object("utm")),
                card(fields.object("card")),
                fields.bool("trackConversions", false),
                disabled != null && disabled);
    }

    private static Link.Utm utm(@Nullable Fields fields) {
        return fields == null
                ? Link.Utm.NONE
                : new Link.Utm(
                        fields.string("source"),
                        fields.string("medium"),
                        fields.string("campaign"),
                        fields.string("term"),
                        fields.string("content"));
    }

    private static Link.Card card(@Nullable Fields fields) {
        return fields == null
                ? Link.Card.NONE
                : new Link.Card(fields.string("title"), fields.string("description"), fields.string("image"));
    }

    /** What can be changed of a link, as JSON that {@link #read} reads. */
    private record Changeable(
            @Nullable String destination,
            @Nullable String channel,
            @Nullable String visibility,
            @Nullable String audience,
            @Nullable String campaign,
            List<String> tags,
            @Nullable String title,
            boolean forwarding,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil,
            @Nullable Long maxClicks,
            @Nullable String expiredDestination,
            boolean forwardQuery,
            LinkJson.UtmJson utm,
            LinkJson.CardJson card,
            boolean trackConversions,
            String status) {
        static Changeable of(LinkDraft draft) {
            Visibility visibility = draft.visibility();
            return new Changeable(
                    draft.destination(),
                    draft.channel(),
                    visibility == null ? null : visibility.label(),
                    draft.audience(),
                    draft.campaign(),
                    draft.tags(),
                    draft.title(),
                    draft.forwarding(),
                    draft.validFrom(),
                    draft.validUntil(),
                    draft.maxClicks(),
                    draft.expiredDestination(),
                    draft.forwardQuery(),
                    LinkJson.UtmJson.of(draft.utm()),
                    LinkJson.CardJson.of(draft.card()),
                    draft.trackConversions(),
                    draft.disabled() ? "disabled" : "active");
        }
    }
}
