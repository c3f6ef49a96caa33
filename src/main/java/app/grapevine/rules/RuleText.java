package app.grapevine.rules;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checked rules as a text, and back.
 *
 * <pre>
 * rules  := rule { line feed rule }
 * rule   := part { tab part }
 * part   := name=… | device=… | system=… | app=… | country=… | language=… | after=… | before=… | query=… | share=…
 *         | to=… | else=…
 * </pre>
 *
 * Words have commas between them, times are milliseconds since 1970 UTC; a parameter, of which there may be several, is
 * {@code name} or {@code name=value}, each as a form encodes it. {@code to} is the destination, {@code else} the fallback. A
 * part that is not given is left out. None of them can have a tab or a line feed.
 */
public final class RuleText {
    private RuleText() {}

    /** Null where there are no rules. */
    public static @Nullable String write(List<Rule> rules) {
        if (rules.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (Rule rule : rules) {
            text.append(text.isEmpty() ? "" : "\n").append(String.join("\t", parts(rule)));
        }
        return text.toString();
    }

    private static List<String> parts(Rule rule) {
        List<String> parts = new ArrayList<>();
        When when = rule.when();
        add(parts, "name", rule.name());
        add(parts, "device", list(when.device()));
        add(parts, "system", list(when.system()));
        add(parts, "app", list(when.app()));
        add(parts, "country", list(when.country()));
        add(parts, "language", list(when.language()));
        add(parts, "after", millis(when.after()));
        add(parts, "before", millis(when.before()));
        when.query().forEach(one -> add(parts, "query", parameter(one)));
        add(parts, "share", when.share());
        add(parts, "to", rule.destination());
        add(parts, "else", rule.fallback());
        return parts;
    }

    private static void add(List<String> parts, String name, @Nullable Object value) {
        if (value != null) {
            parts.add(name + "=" + value);
        }
    }

    private static @Nullable String list(Collection<String> words) {
        return words.isEmpty() ? null : String.join(",", words);
    }

    private static @Nullable Long millis(@Nullable Instant moment) {
        return moment == null ? null : moment.toEpochMilli();
    }

    private static String parameter(QueryParameter one) {
        String value = one.value();
        return encoded(one.name()) + (value == null ? "" : "=" + encoded(value));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** What {@link #write} wrote. */
    public static List<Rule> read(@Nullable String text) {
        return text == null
                ? List.of()
                : text.lines().map(line -> rule(line.split("\t", -1))).toList();
    }

    private static Rule rule(String[] parts) {
        Map<String, String> values = new HashMap<>();
        List<QueryParameter> query = new ArrayList<>();
        for (String part : parts) {
            String[] both = part.split("=", 2);
            if (both[0].equals("query")) {
                query.add(parameter(both[1]));
            } else {
                values.put(both[0], both[1]);
            }
        }
        When when = new When(
                words(values.get("device")),
                words(values.get("system")),
                words(values.get("app")),
                words(values.get("country")),
                words(values.get("language")),
                moment(values.get("after")),
                moment(values.get("before")),
                query,
                number(values.get("share")));
        return new Rule(values.get("name"), when, values.get("to"), values.get("else"));
    }

    private static QueryParameter parameter(String text) {
        String[] both = text.split("=", 2);
        return new QueryParameter(decoded(both[0]), both.length < 2 ? null : decoded(both[1]));
    }

    private static Set<String> words(@Nullable String list) {
        return list == null ? Set.of() : new LinkedHashSet<>(List.of(list.split(",", -1)));
    }

    private static @Nullable Instant moment(@Nullable String millis) {
        return millis == null ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static @Nullable Long number(@Nullable String text) {
        return text == null ? null : Long.valueOf(text);
    }
}
