package app.grapevine.visits;

import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Tier;
import app.grapevine.attribution.Verdict;
import app.grapevine.storage.SqlText;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What visits must have to be meant: in each of some properties one of the values. Values are in the API's words; null
 * among them means visits without one.
 */
public record VisitFilter(Map<Property, Set<@Nullable String>> wanted) {
    /** Any visit. */
    public static final VisitFilter ANY = new VisitFilter(Map.of());
    /** Visits of people. */
    public static final VisitFilter CLICKS = of(Property.KIND, Kind.CLICK.label());

    public VisitFilter {
        Map<Property, Set<@Nullable String>> copy = new EnumMap<>(Property.class);
        wanted.forEach((property, values) -> copy.put(property, Collections.unmodifiableSet(new HashSet<>(values))));
        wanted = Collections.unmodifiableMap(copy);
    }

    /** Those with one value of one property. */
    public static VisitFilter of(Property property, String value) {
        return new VisitFilter(Map.of(property, Set.of(value)));
    }

    /** What is known of a visit itself, as a text, and where the table of visits has it. */
    public enum Property {
        KIND("k.kind", true, visit -> visit.kind().label()),
        CHANNEL("k.channel", false, visit -> of(visit, Verdict::channel)),
        ORIGIN("k.origin", false, visit -> of(visit, Verdict::origin)),
        VISIBILITY("COALESCE(k.visibility, 'UNKNOWN')", true, visit -> {
            Verdict verdict = visit.verdict();
            return verdict == null ? "unknown" : verdict.visibility().label();
        }),
        TIER(
                "k.tier",
                true,
                visit -> of(visit, verdict -> {
                    Tier tier = verdict.tier();
                    return tier == null ? null : tier.label();
                })),
        PREVIEW_BY("CASE WHEN k.kind = 'PREVIEW' THEN k.preview_by END", false, visit -> of(visit, Verdict::previewBy)),
        SET_APART("CASE WHEN k.kind <> 'PREVIEW' THEN k.preview_by END", false, visit -> of(visit, Verdict::setApart)),
        COUNTRY("k.country", false, Click::country),
        LANGUAGE("k.language", false, Click::language),
        DEVICE("COALESCE(k.device, 'unknown')", false, visit -> visit.agent().device()),
        OS("COALESCE(k.os, 'unknown')", false, visit -> visit.agent().os()),
        BROWSER("COALESCE(k.browser, 'unknown')", false, visit -> visit.agent().browser()),
        REFERRER("k.referrer", false, Click::referrer),
        RULE("k.rule", false, Click::rule);

        private final String column;
        private final boolean constant;
        private final Function<Click, @Nullable String> value;

        Property(String column, boolean constant, Function<Click, @Nullable String> value) {
            this.column = column;
            this.constant = constant;
            this.value = value;
        }

        private static @Nullable String of(Click visit, Function<Verdict, @Nullable String> part) {
            Verdict verdict = visit.verdict();
            return verdict == null ? null : part.apply(verdict);
        }

        /** Of a visit, in the API's words. */
        public @Nullable String of(Click visit) {
            return value.apply(visit);
        }

        /** The column that it is told from, without its table. */
        String restsOn() {
            return (this == SET_APART ? PREVIEW_BY : this).name().toLowerCase(Locale.ROOT);
        }

        /** As SQL over {@code clicks k}. */
        public String column() {
            return column;
        }

        /** The API's word for what the table has. */
        public @Nullable String word(@Nullable String stored) {
            return stored == null || !constant ? stored : stored.toLowerCase(Locale.ROOT);
        }

        private String stored(String word) {
            return constant ? word.toUpperCase(Locale.ROOT) : word;
        }
    }

    /** Whether a visit is meant. */
    public boolean accepts(Click visit) {
        for (Map.Entry<Property, Set<@Nullable String>> one : wanted.entrySet()) {
            if (!one.getValue().contains(one.getKey().of(visit))) {
                return false;
            }
        }
        return true;
    }

    /** Narrows {@code clicks k}, or what has its columns. Each condition begins with AND. */
    public void where(SqlText sql) {
        wanted.keySet().forEach(property -> where(sql, property));
    }

    /** Narrows {@code clicks k} of an earlier version, which knew no rules. */
    void whereWithoutRules(SqlText sql) {
        wanted.forEach((property, values) -> {
            if (property != Property.RULE) {
                where(sql, property);
            } else if (!values.contains(null)) {
                sql.add("AND 1 = 0");
            }
        });
    }

    /** The same, by one property of those that are wanted. */
    void where(SqlText sql, Property property) {
        Set<@Nullable String> values = wanted.getOrDefault(property, Set.of());
        List<String> words = values.stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .map(property::stored)
                .sorted()
                .toList();
        String listed = words.isEmpty() ? "1 = 0" : property.column() + " IN " + sql.list(words);
        String missing = values.contains(null) ? " OR " + property.column() + " IS NULL" : "";
        sql.add("AND (" + listed + missing + ")");
    }
}
