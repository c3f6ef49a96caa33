package app.grapevine.moving;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Shlink's rules of redirection as ours: in the order of their priorities, each with all of its conditions, or not at all. What
 * cannot be brought is said of the link, for without a rule its visitors are led by the ones behind it.
 */
final class ShlinkRules {
    private ShlinkRules() {}

    /** @param answer of {@code /redirect-rules}, in which they come in the order of their priorities */
    static void bring(JsonNode answer, ForeignLink.Builder link) {
        ForeignRules rules = new ForeignRules();
        for (JsonNode rule : answer.path("redirectRules")) {
            String url = ForeignJson.text(rule, "longUrl");
            ForeignRules.Conditions conditions = new ForeignRules.Conditions();
            String obstacle = url == null ? "has no destination" : null;
            for (JsonNode condition : rule.path("conditions")) {
                String unlike = add(conditions, condition);
                obstacle = obstacle == null ? unlike : obstacle;
            }
            if (obstacle == null && conditions.isTwice()) {
                obstacle = "has two conditions of one kind";
            }
            if (url == null || obstacle != null) {
                link.lost("redirect rule " + ForeignJson.number(rule, "priority") + ": it " + obstacle);
            } else {
                rules.add(conditions.when(), url);
            }
        }
        link.rules(rules.rules());
    }

    /** What our rules do not have of it, in words; null where they have all. */
    private static @Nullable String add(ForeignRules.Conditions conditions, JsonNode condition) {
        String type = String.valueOf(ForeignJson.text(condition, "type"));
        String key = ForeignJson.text(condition, "matchKey");
        String value = ForeignJson.text(condition, "matchValue");
        boolean done = switch (type) {
            case "device" -> value != null && device(conditions, value);
            case "language" -> value != null && language(conditions, value);
            case "query-param" -> key != null && parameter(conditions, key, value == null ? "" : value);
            case "any-value-query-param" -> key != null && parameter(conditions, key, null);
            case "geolocation-country-code" -> value != null && country(conditions, value);
            case "after-date" -> dated(conditions, ForeignJson.time(condition, "matchValue"), true);
            case "before-date" -> dated(conditions, ForeignJson.time(condition, "matchValue"), false);
            default -> false;
        };
        return done ? null : "asks for " + type + (value == null ? "" : " " + value) + ", which rules here do not";
    }

    private static boolean parameter(ForeignRules.Conditions conditions, String name, @Nullable String value) {
        conditions.parameter(name, value);
        return true;
    }

    private static boolean country(ForeignRules.Conditions conditions, String code) {
        conditions.country(code);
        return true;
    }

    private static boolean dated(ForeignRules.Conditions conditions, @Nullable Instant time, boolean isAfter) {
        if (time == null) {
            return false;
        }
        if (isAfter) {
            conditions.after(time);
        } else {
            conditions.before(time);
        }
        return true;
    }

    private static boolean device(ForeignRules.Conditions conditions, String value) {
        switch (value) {
            case "ios", "android", "desktop" -> conditions.device(value);
            case "mobile" -> conditions.device("ios", "android");
            case "windows", "macos", "linux", "chromeos" -> conditions.system(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Ours know no regions. */
    private static boolean language(ForeignRules.Conditions conditions, String value) {
        if (!value.matches("[A-Za-z]{2,3}")) {
            return false;
        }
        conditions.language(value);
        return true;
    }
}
