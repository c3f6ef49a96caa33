package app.grapevine.web.shlink;

import app.grapevine.rules.QueryParameter;
import app.grapevine.rules.Rule;
import app.grapevine.rules.When;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rules of links in Shlink's words, and its words as rules.
 *
 * <p>A condition of Shlink's has one value, and all of a rule's have to hold; a condition of this program's has several, any of
 * which will do. So a rule for two countries is told as two rules, one behind the other, that lead to the same place. What Shlink
 * has no words for (an app's own browser, a share of the visitors, an address of an app) is told as nothing, see {@link #isTold}.
 *
 * <p>What this program has no rule for is refused: by address and by city, for these are not looked at; by a country's form of a
 * language; by the browser; and several conditions of one kind in a rule, where one alone can hold.
 */
final class RedirectRules {
    /** More than a link can have. */
    private static final int MOST_TOLD = 50;

    private static final Set<String> MOBILE = Set.of("ios", "android");
    private static final Set<String> DEVICES = Set.of("android", "ios", "desktop");
    private static final Set<String> SYSTEMS = Set.of("windows", "macos", "linux", "chromeos");
    private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}");

    private RedirectRules() {}

    /** A condition as Shlink writes it. */
    record Condition(
            String type,
            @Nullable String matchKey,
            @Nullable String matchValue) {}

    /** A rule as Shlink writes it. @param longUrl as it is kept */
    record Told(String longUrl, List<Condition> conditions) {
        Told {
            conditions = List.copyOf(conditions);
        }
    }

    /** The rules of a link; none of a rule that Shlink has no words for. */
    static List<Told> told(List<Rule> rules) {
        return rules.stream().flatMap(rule -> told(rule).stream()).toList();
    }

    /** Whether all of a link's rules can be told. */
    static boolean isTold(List<Rule> rules) {
        return rules.stream().noneMatch(rule -> told(rule).isEmpty());
    }

    private static List<Told> told(Rule rule) {
        When when = rule.when();
        if (!when.app().isEmpty() || when.share() != null || rule.isIntoApp()) {
            return List.of();
        }
        List<List<Condition>> each = List.of(List.of());
        each = times(each, devices(when.device()));
        each = times(each, all(when.system(), one -> new Condition("device", null, one)));
        each = times(each, all(when.language(), one -> new Condition("language", null, one)));
        each = times(each, all(when.country(), one -> new Condition("geolocation-country-code", null, one)));
        each = times(each, all(when.query(), RedirectRules::told), true);
        each = times(each, moment("after-date", when.after()));
        each = times(each, moment("before-date", when.before()));
        boolean few = each.size() <= MOST_TOLD;
        return few
                ? each.stream()
                        .map(conditions -> new Told(rule.target(), conditions))
                        .toList()
                : List.of();
    }

    private static List<Condition> devices(Set<String> words) {
        return words.equals(MOBILE)
                ? List.of(new Condition("device", null, "mobile"))
                : all(words, one -> new Condition("device", null, one));
    }

    private static <T> List<Condition> all(Iterable<T> values, Function<T, Condition> condition) {
        List<Condition> all = new ArrayList<>();
        values.forEach(value -> all.add(condition.apply(value)));
        return all;
    }

    private static Condition told(QueryParameter parameter) {
        String value = parameter.value();
        return value == null
                ? new Condition("any-value-query-param", parameter.name(), null)
                : value.isEmpty()
                        ? new Condition("valueless-query-param", parameter.name(), null)
                        : new Condition("query-param", parameter.name(), value);
    }

    private static List<Condition> moment(String type, @Nullable Instant moment) {
        return moment == null ? List.of() : List.of(new Condition(type, null, ShlinkDates.text(moment)));
    }

    private static List<List<Condition>> times(List<List<Condition>> each, List<Condition> any) {
        return times(each, any, false);
    }

    /** @param together whether all of these have to hold, and not any */
    private static List<List<Condition>> times(List<List<Condition>> each, List<Condition> some, boolean together) {
        if (some.isEmpty()) {
            return each;
        }
        List<List<Condition>> ways =
                together ? List.of(some) : some.stream().map(List::of).toList();
        return each.stream()
                .flatMap(before -> ways.stream()
                        .map(way -> Stream.concat(before.stream(), way.stream()).toList()))
                .toList();
    }

    /** A rule of conditions, being put together. Not safe for use by many threads. */
    static final class Reading {
        private final Set<String> device = new LinkedHashSet<>();
        private final Set<String> system = new LinkedHashSet<>();
        private final Set<String> country = new LinkedHashSet<>();
        private final Set<String> language = new LinkedHashSet<>();
        private final List<QueryParameter> query = new ArrayList<>();
        private @Nullable Instant after;
        private @Nullable Instant before;

        /** Takes a condition, all of which have to hold. @return why it cannot be taken; empty where it was */
        Optional<String> take(Condition condition) {
            String key = condition.matchKey == null ? "" : condition.matchKey;
            String value = condition.matchValue == null ? "" : condition.matchValue;
            return switch (condition.type) {
                case "device" -> device(value);
                case "language" ->
                    one(language, value.toLowerCase(Locale.ROOT), LANGUAGE, "must be a language alone, such as en");
                case "geolocation-country-code" ->
                    one(country, value.toUpperCase(Locale.ROOT), COUNTRY, "must be a country's code of two letters");
                case "query-param" -> value.isEmpty() ? Optional.of("must have a matchValue") : parameter(key, value);
                case "any-value-query-param" -> parameter(key, null);
                case "valueless-query-param" -> parameter(key, "");
                case "after-date", "before-date" -> moment(condition.type, value);
                case "ip-address", "geolocation-city-name" ->
                    Optional.of("is none here: visitors' addresses and cities are not looked at");
                case "browser" -> Optional.of("is none here: browsers are not told apart by rules");
                default -> Optional.of("is no type of condition");
            };
        }

        private Optional<String> device(String value) {
            if (value.equals("mobile")) {
                return some(device, MOBILE);
            }
            return DEVICES.contains(value)
                    ? some(device, Set.of(value))
                    : SYSTEMS.contains(value)
                            ? some(system, Set.of(value))
                            : Optional.of("must be a device that there is");
        }

        private static Optional<String> one(Set<String> all, String value, Pattern pattern, String otherwise) {
            return pattern.matcher(value).matches() ? some(all, Set.of(value)) : Optional.of(otherwise);
        }

        private static Optional<String> some(Set<String> all, Set<String> values) {
            if (!all.isEmpty() && !all.equals(values)) {
                return Optional.of("cannot hold together with another of its kind");
            }
            all.addAll(values);
            return Optional.empty();
        }

        private Optional<String> parameter(String name, @Nullable String value) {
            query.add(new QueryParameter(name, value));
            return name.isEmpty() ? Optional.of("must have a matchKey") : Optional.empty();
        }

        private Optional<String> moment(String type, String value) {
            boolean isAfter = type.startsWith("after");
            if ((isAfter ? after : before) != null) {
                return Optional.of("cannot be there twice");
            }
            try {
                Instant moment = ShlinkDates.parse(value);
                if (isAfter) {
                    after = moment;
                } else {
                    before = moment;
                }
                return Optional.empty();
            } catch (DateTimeException e) {
                return Optional.of("must be a date in ISO 8601");
            }
        }

        When when() {
            return new When(device, system, Set.of(), country, language, after, before, query, null);
        }
    }

    /** By its text: what is given as it is shown is the rule that it was. */
    static Map<Told, Rule> single(List<Rule> rules) {
        Map<Told, Rule> single = new HashMap<>();
        for (Rule rule : rules) {
            List<Told> told = told(rule);
            if (told.size() == 1) {
                single.putIfAbsent(told.get(0), rule);
            }
        }
        return single;
    }
}
