package app.grapevine.stats;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param query the question, as answered
 * @param total of the whole selection, also where the rows leave some of it out or count some of it twice
 * @param rows by time, else by clicks, or conversions where they are of these alone, most first
 * @param truncated whether there were more rows than asked for
 * @param asOf visits recorded up to then may be counted, later ones are not
 * @param totalHidden whether the total is not to be shown
 * @param openingSum what was counted of its links before they were brought here; null where nothing was
 * @param smallCells of how many people a row must be to be shown, see {@link SmallCells}; 0 where all are
 */
public record StatsAnswer(
        StatsQuery query,
        Figures total,
        List<Row> rows,
        boolean truncated,
        Instant asOf,
        @Nullable OpeningSum openingSum,
        boolean totalHidden,
        int smallCells) {
    public StatsAnswer {
        rows = List.copyOf(rows);
    }

    /** One of which all is shown. */
    StatsAnswer(StatsQuery query, Figures total, List<Row> rows, boolean truncated, Instant asOf) {
        this(query, total, rows, truncated, asOf, null, false, 0);
    }

    /** The same beside what was counted before. */
    StatsAnswer with(@Nullable OpeningSum sum) {
        return new StatsAnswer(query, total, rows, truncated, asOf, sum, totalHidden, smallCells);
    }

    /** The same with other rows, as it is shown to who is not to see what few people did. */
    StatsAnswer shown(List<Row> newRows, boolean hidesTotal, int least) {
        boolean few = openingSum != null && openingSum.visits() < least;
        return new StatsAnswer(query, total, newRows, truncated, asOf, few ? null : openingSum, hidesTotal, least);
    }

    /**
     * @param keys by name what the row is about: the dimension's label and its value, null for none; with
     *     {@code time}, the step's begin, also its {@code label}; with {@code link}, a code, also its {@code
     *     domain} and {@code title}; with {@code previewBy}, an app, also {@code sharesAre}, what its shares are
     * @param hidden whether its figures are not to be shown
     */
    public record Row(Map<String, @Nullable String> keys, Figures figures, boolean hidden) {
        public Row {
            keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        }

        Row(Map<String, @Nullable String> keys, Figures figures) {
            this(keys, figures, false);
        }
    }

    /** The names of the rows' keys that a table has, in their order. */
    public List<String> keyNames() {
        return query.by().stream()
                .flatMap(dimension -> switch (dimension) {
                    case TIME -> List.of("time", "label").stream();
                    case LINK -> List.of("link", "domain", "title").stream();
                    case PREVIEW_BY -> List.of("previewBy", "sharesAre").stream();
                    default -> List.of(dimension.label()).stream();
                })
                .toList();
    }
}
