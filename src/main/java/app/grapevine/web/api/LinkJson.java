package app.grapevine.web.api;

import app.grapevine.attribution.Visibility;
import app.grapevine.base.FaultCode;
import app.grapevine.base.ReadableHost;
import app.grapevine.base.RefusedException;
import app.grapevine.campaigns.Utm;
import app.grapevine.links.Card;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import app.grapevine.security.Caller;
import app.grapevine.web.access.Guard;
import app.grapevine.web.audit.FieldChanges;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.MergePatch;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A link as the API writes it, and reads what somebody asks a link to be. What a field may hold says {@code links};
 * here, of what type it is.
 *
 * @param utm a {@link UtmJson}, or false where they are off
 */
record LinkJson(
        String code,
        List<String> aliases,
        String domain,
        String shortUrl,
        String destination,
        @Nullable String unicodeHost,
        @Nullable String channel,
        String visibility,
        @Nullable String audience,
        @Nullable Long people,
        @Nullable String campaign,
        List<String> tags,
        @Nullable String title,
        @Nullable String shareSet,
        @Nullable String parent,
        int generation,
        boolean forwarding,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable Long maxClicks,
        @Nullable String expiredDestination,
        List<RuleJson> rules,
        boolean hasPassword,
        JsonNode forwardQuery,
        String forwarded,
        Object utm,
        CardJson card,
        boolean trackConversions,
        String status,
        boolean archived,
        boolean blocked,
        List<WarningJson> warnings,
        @Nullable OpeningBalanceJson openingBalance,
        @Nullable CreatorJson createdBy,
        Instant createdAt,
        Instant updatedAt) {
    private static final String HAS_PASSWORD = "hasPassword";
    /** What the API shows of a link and nobody sets, beside its code and domain, which are set once. */
    private static final List<String> SHOWN_ONLY = List.of(
            "shortUrl",
            "unicodeHost",
            "shareSet",
            "parent",
            "generation",
            HAS_PASSWORD,
            "blocked",
            "warnings",
            "openingBalance",
            "createdBy",
            "createdAt",
            "updatedAt");

    private static final List<String> FIXED =
            Stream.concat(Stream.of("code", "domain"), SHOWN_ONLY.stream()).toList();

    /** What the audit log tells of links: of the destination its host. Names, titles and cards may be of persons. */
    static final FieldChanges CHANGES = new FieldChanges(
            Map.ofEntries(
                    Map.entry("destination", value -> ReadableHost.place(value.asText())),
                    Map.entry("channel", FieldChanges::plain),
                    Map.entry("visibility", FieldChanges::plain),
                    Map.entry("campaign", FieldChanges::plain),
                    Map.entry("aliases", FieldChanges::plain),
                    Map.entry("tags", FieldChanges::plain),
                    Map.entry("forwarding", FieldChanges::plain),
                    Map.entry("validFrom", FieldChanges::plain),
                    Map.entry("validUntil", FieldChanges::plain),
                    Map.entry("maxClicks", FieldChanges::plain),
                    Map.entry("rules", RuleJson::told),
                    Map.entry(HAS_PASSWORD, FieldChanges::plain),
                    Map.entry("forwardQuery", FieldChanges::plain),
                    Map.entry("forwarded", FieldChanges::plain),
                    Map.entry("trackConversions", FieldChanges::plain),
                    Map.entry("archived", FieldChanges::plain),
                    Map.entry("status", FieldChanges::plain)),
            FIXED.stream().filter(name -> !name.equals(HAS_PASSWORD)).collect(Collectors.toSet()));

    private static final Map<String, Visibility> VISIBILITIES = visibilities();
    private static final String IDS = "ids";
    private static final Map<JsonNode, LinkDraft.ForwardQuery> FORWARD_QUERY = Map.of(
            BooleanNode.TRUE,
            LinkDraft.ForwardQuery.ALL,
            BooleanNode.FALSE,
            LinkDraft.ForwardQuery.NONE,
            TextNode.valueOf(IDS),
            LinkDraft.ForwardQuery.IDS);
    private static final Map<String, Boolean> FORWARDED = Map.of("yields", false, "wins", true);
    private static final Map<String, Boolean> DISABLED = Map.of("active", false, "disabled", true);

    /**
     * How links are shown.
     *
     * @param viewer to whom
     * @param at when
     */
    record View(LinkSettings settings, Caller viewer, Instant at) {
        static View of(Context ctx, LinkSettings settings, Clock clock) {
            return new View(settings, Guard.admission(ctx).caller(), clock.instant());
        }
    }

    record CardJson(
            @Nullable String title,
            @Nullable String description,
            @Nullable String image) {
        static CardJson of(Card card) {
            return new CardJson(card.title(), card.description(), card.image());
        }
    }

    static LinkJson of(Link link, View view) {
        LinkSettings settings = view.settings();
        return new LinkJson(
                link.code(),
                link.aliases(),
                link.domain(),
                settings.shortUrl(link.domain(), link.code()),
                link.destination(),
                ReadableHost.of(link.destination()).unicode(),
                link.channel(),
                link.visibility().label(),
                link.audience(),
                link.people(),
                link.campaign(),
                link.tags(),
                link.title(),
                link.shareSet(),
                link.lineage().parent(),
                link.lineage().generation(),
                link.mayBeForwarded(),
                link.validFrom(),
                link.validUntil(),
                link.maxClicks(),
                link.expiredDestination(),
                RuleJson.of(link.rules()),
                link.isProtected(),
                forwardQuery(settings.forwardQuery(link)),
                link.forwardedWins() ? "wins" : "yields",
                utmJson(link.utm()),
                CardJson.of(link.card()),
                link.trackConversions(),
                link.status(view.at()).label(),
                link.archived(),
                settings.isBlocked(link),
                WarningJson.of(link.draft(), settings),
                OpeningBalanceJson.of(link.balance()),
                CreatorJson.of(link.creator(), view.viewer()),
                link.createdAt(),
                link.updatedAt());
    }

    private static Map<String, Visibility> visibilities() {
        Map<String, Visibility> words = new HashMap<>();
        for (Visibility visibility : Visibility.values()) {
            words.put(visibility.label(), visibility);
        }
        return Map.copyOf(words);
    }

    /** A new link. @param password of {@code body} @throws RefusedException INVALID */
    static LinkDraft draft(JsonNode body, PasswordField password) {
        return password.in(draft(body, password::read), null);
    }

    /** A new link, one of many. @throws RefusedException INVALID */
    static LinkDraft draft(JsonNode body) {
        return draft(body, PasswordField::refuse);
    }

    private static LinkDraft draft(JsonNode body, Consumer<Fields> password) {
        Fields fields = Fields.of(body);
        for (String name : SHOWN_ONLY) {
            if (fields.has(name)) {
                fields.fault(name, FaultCode.READ_ONLY);
            }
        }
        String code = fields.string("code");
        String domain = fields.string("domain");
        password.accept(fields);
        LinkDraft draft = read(fields, code, domain);
        fields.finish();
        return draft;
    }

    /** What all links of a share set are to be, of the fields of the set. The caller finishes. @param password of the set */
    static LinkDraft common(Fields fields, PasswordField password) {
        for (String name : List.of("channel", "audience")) {
            if (fields.has(name)) {
                fields.fault(name, FaultCode.NOT_OF_ALL, Map.of("use", name + "s"));
            }
        }
        if (fields.has("aliases")) {
            fields.fault("aliases", FaultCode.NOT_OF_MANY);
        }
        password.read(fields);
        return password.in(read(fields, null, fields.string("domain")), null);
    }

    /**
     * A link as a merge patch makes it of the present one, as the client sees it.
     *
     * @param password of {@code patch}
     * @throws RefusedException INVALID
     */
    static LinkDraft change(Link present, JsonNode patch, PasswordField password, View view) {
        ObjectNode shown = Json.MAPPER.valueToTree(of(present, view));
        ObjectNode changes = changes(patch, shown);
        Fields fields = Fields.of(MergePatch.apply(changeable(present.draft(), shown), changes));
        password.read(fields);
        LinkDraft draft = read(fields, present.code(), present.domain());
        fields.finish();
        return password.in(draft, present.passwordHash());
    }

    /** What is left of a patch without what it does not change, compared with the link as it is shown. */
    private static ObjectNode changes(JsonNode patch, ObjectNode shown) {
        ObjectNode changes = MergePatch.withoutFixed(patch, shown, FIXED);
        if (shown.get("status").equals(changes.get("status"))) {
            changes.remove("status");
        }
        // What is shown may be the setting's, and is to stay that.
        if (shown.get("forwardQuery").equals(changes.get("forwardQuery"))) {
            changes.remove("forwardQuery");
        }
        // What is shown may be so because of maxClicks, and the owner's switch is to stay as it is.
        if (shown.get("forwarding").equals(changes.get("forwarding"))) {
            changes.remove("forwarding");
        }
        // The visibility shown may be the channel's, and is to stay that; but with a new channel it is a wish.
        boolean sameChannel = !changes.has("channel") || changes.get("channel").equals(shown.get("channel"));
        if (sameChannel && shown.get("visibility").equals(changes.get("visibility"))) {
            changes.remove("visibility");
        }
        return changes;
    }

    /** What can be changed of a link as it is shown, in its owner's words where what is shown may have other reasons. */
    private static ObjectNode changeable(LinkDraft draft, ObjectNode shown) {
        Visibility visibility = draft.visibility();
        ObjectNode own = shown.deepCopy().remove(FIXED);
        LinkDraft.ForwardQuery forwardQuery = draft.forwardQuery();
        own.set("forwardQuery", forwardQuery == null ? null : forwardQuery(forwardQuery));
        return own.put("status", draft.disabled() ? "disabled" : "active")
                .put("forwarding", draft.forwarding())
                .put("visibility", visibility == null ? null : visibility.label());
    }

    private static LinkDraft read(Fields fields, @Nullable String code, @Nullable String domain) {
        return new LinkDraft.Builder()
                .destination(fields.string("destination"))
                .code(code)
                .aliases(fields.strings("aliases"))
                .domain(domain)
                .channel(fields.string("channel"))
                .visibility(fields.choice("visibility", VISIBILITIES))
                .audience(fields.string("audience"))
                .people(fields.number("people"))
                .campaign(fields.string("campaign"))
                .tags(fields.strings("tags"))
                .title(fields.string("title"))
                .forwarding(fields.bool("forwarding"))
                .validFrom(fields.instant("validFrom"))
                .validUntil(fields.instant("validUntil"))
                .maxClicks(fields.number("maxClicks"))
                .expiredDestination(fields.string("expiredDestination"))
                .rules(RuleJson.read(fields))
                .forwardQuery(fields.oneOf("forwardQuery", FORWARD_QUERY))
                .forwardedWins(Boolean.TRUE.equals(fields.choice("forwarded", FORWARDED)))
                .utm(fields.isFalse("utm") ? Utm.OFF : UtmJson.read(fields))
                .card(card(fields.object("card")))
                .trackConversions(fields.bool("trackConversions", false))
                .disabled(Boolean.TRUE.equals(fields.choice("status", DISABLED)))
                .archived(fields.bool("archived", false))
                .draft();
    }

    /** As the API writes it. */
    static JsonNode forwardQuery(LinkDraft.ForwardQuery what) {
        return what == LinkDraft.ForwardQuery.IDS
                ? TextNode.valueOf(IDS)
                : BooleanNode.valueOf(what == LinkDraft.ForwardQuery.ALL);
    }

    private static Object utmJson(Utm utm) {
        return utm.off() ? false : UtmJson.of(utm);
    }

    private static Card card(@Nullable Fields fields) {
        return fields == null
                ? Card.NONE
                : new Card(fields.string("title"), fields.string("description"), fields.string("image"));
    }
}
