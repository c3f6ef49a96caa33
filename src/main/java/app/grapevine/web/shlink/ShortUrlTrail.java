package app.grapevine.web.shlink;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.base.ReadableHost;
import app.grapevine.links.Link;
import app.grapevine.rules.Rule;
import app.grapevine.web.audit.FieldChanges;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Json;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the audit log is told of links that are made and changed here, by the names that the API has for their fields. */
record ShortUrlTrail(
        String destination,
        @Nullable String campaign,
        List<String> tags,
        @Nullable String title,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable Long maxClicks,
        List<String> rules,
        @Nullable String forwardQuery,
        boolean crawlable) {
    /** Of destinations the host; titles may be of persons. */
    private static final FieldChanges CHANGES = new FieldChanges(
            Map.of(
                    "destination", value -> ReadableHost.place(value.asText()),
                    "campaign", FieldChanges::plain,
                    "tags", FieldChanges::plain,
                    "validFrom", FieldChanges::plain,
                    "validUntil", FieldChanges::plain,
                    "maxClicks", FieldChanges::plain,
                    "rules", ShortUrlTrail::hosts,
                    "forwardQuery", FieldChanges::plain,
                    "crawlable", FieldChanges::plain),
            Set.of());

    static ShortUrlTrail of(Link link, boolean crawlable) {
        return new ShortUrlTrail(
                link.destination(),
                link.campaign(),
                link.tags(),
                link.title(),
                link.validFrom(),
                link.validUntil(),
                link.maxClicks(),
                IntStream.range(0, link.rules().size())
                        .mapToObj(i -> told(link.rules(), i))
                        .toList(),
                link.forwardQuery() == null ? null : link.forwardQuery().name().toLowerCase(Locale.ROOT),
                crawlable);
    }

    /** A rule as a text that is another wherever the rule is: its name, a blank, where it leads, and when. */
    private static String told(List<Rule> rules, int place) {
        Rule rule = rules.get(place);
        return Rule.label(rules, place) + " " + rule.target() + " " + rule.when();
    }

    private static String hosts(JsonNode rules) {
        List<String> told = new ArrayList<>();
        rules.forEach(rule -> {
            String[] parts = rule.asText().split(" ", 3);
            told.add(parts[0] + " "
                    + (ReadableHost.isWeb(parts[1]) ? ReadableHost.host(parts[1]) : parts[1].split(":", 2)[0] + ":"));
        });
        return String.join(", ", told);
    }

    static void made(Trail trail, Context ctx, Link link, boolean crawlable) {
        trail.add(ctx, Action.LINK_CREATED, Subject.link(link.key()), CHANGES.of(tree(of(link, crawlable))));
    }

    static void changed(Trail trail, Context ctx, Link link, ShortUrlTrail before, ShortUrlTrail after) {
        trail.addIfAny(ctx, Action.LINK_CHANGED, Subject.link(link.key()), CHANGES.between(tree(before), tree(after)));
    }

    private static JsonNode tree(ShortUrlTrail told) {
        return Json.MAPPER.valueToTree(told);
    }
}
