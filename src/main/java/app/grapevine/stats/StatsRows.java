package app.grapevine.stats;

import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.rollups.Dimension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of an answer of what was added up: the wanted ones, in order, with time series filled up.
 * Used once, by one thread.
 *
 * <p>Rows are thought of as lines: a line is all dimensions but time. Without time, a line is a row. Lines
 * are ordered by their clicks, where they are of conversions alone by these, most first, and the last ones are cut off where there are too many.
 */
final class StatsRows {
    /** Rows of an answer with a time series: lines times steps. */
    static final int MOST_STEPS = 50_000;

    private static final Sum NOTHING = new Sum();

    /** What people know a link by. */
    record LinkName(
            String code,
            String domain,
            @Nullable String title,
            @Nullable String audience) {}

    record Result(List<StatsAnswer.Row> rows, boolean truncated) {}

    /** The sum of a line, and of each of its steps where there is a series. */
    private static final class Line {
        private final Sums.Key key;
        private final Sum sum = new Sum();
        private final Map<Integer, Sum> steps = new HashMap<>();

        Line(Sums.Key key) {
            this.key = key;
        }
    }

    private final StatsQuery query;
    private final String currency;
    private final ChannelCatalogue channels;
    private final Function<List<Long>, Map<Long, LinkName>> namesOf;
    private final @Nullable Buckets buckets;
    /** Where time stands among the dimensions; -1 without. */
    private final int time;

    StatsRows(
            StatsQuery query,
            String currency,
            ChannelCatalogue channels,
            Function<List<Long>, Map<Long, LinkName>> namesOf) {
        this.query = query;
        this.currency = currency;
        this.channels = channels;
        this.namesOf = namesOf;
        this.buckets = query.buckets();
        this.time = query.by().indexOf(Dimension.TIME);
    }

    Result of(Map<Sums.Key, Sum> sums) {
        if (query.by().isEmpty()) {
            return new Result(List.of(), false);
        }
        List<Line> lines = lines(sums);
        int most = buckets == null ? query.limit() : Math.min(query.limit(), Math.max(1, MOST_STEPS / buckets.size()));
        boolean truncated = lines.size() > most;
        List<Line> kept = truncated ? lines.subList(0, most) : lines;
        Map<Long, LinkName> names = names(kept);
        List<StatsAnswer.Row> rows = new ArrayList<>();
        for (int step = 0; step < (buckets == null ? 1 : buckets.size()); step++) {
            for (Line line : kept) {
                Sum sum = buckets == null ? line.sum : line.steps.getOrDefault(step, NOTHING);
                rows.add(new StatsAnswer.Row(keys(line, step, names), sum.figures(currency)));
            }
        }
        return new Result(rows, truncated);
    }

    private List<Line> lines(Map<Sums.Key, Sum> sums) {
        Map<Sums.Key, Line> lines = new HashMap<>();
        if (query.by().equals(List.of(Dimension.TIME))) {
            // A series alone has its zeros even where nothing was counted at all.
            lines.put(Sums.Key.NONE, new Line(Sums.Key.NONE));
        }
        sums.forEach((key, sum) -> {
            Line line = lines.computeIfAbsent(key.without(time), Line::new);
            line.sum.addAll(sum);
            if (time >= 0 && key.at(time) instanceof Integer step) {
                line.steps.put(step, sum);
            }
        });
        return lines.values().stream()
                .filter(line -> !line.sum.isEmpty() || query.by().size() == 1 && time == 0)
                .sorted(Comparator.comparingLong(
                                (Line line) -> query.isByConversions() ? line.sum.conversions() : line.sum.clicks())
                        .reversed()
                        .thenComparing(line -> line.key.first(), StatsRows::compare)
                        .thenComparing(line -> line.key.second(), StatsRows::compare)
                        .thenComparing(line -> line.key.third(), StatsRows::compare))
                .toList();
    }

    private static int compare(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == b ? 0 : a == null ? 1 : -1;
        }
        return a instanceof Long one && b instanceof Long other
                ? one.compareTo(other)
                : a.toString().compareTo(b.toString());
    }

    private Map<Long, LinkName> names(List<Line> lines) {
        List<Long> links = new ArrayList<>();
        int link = query.by().indexOf(Dimension.LINK);
        for (Line line : lines) {
            if (link >= 0 && line.key.at(link) instanceof Long id) {
                links.add(id);
            }
        }
        return links.isEmpty() ? Map.of() : namesOf.apply(links);
    }

    private Map<String, @Nullable String> keys(Line line, int step, Map<Long, LinkName> names) {
        Map<String, @Nullable String> keys = new LinkedHashMap<>();
        for (int i = 0; i < query.by().size(); i++) {
            Dimension dimension = query.by().get(i);
            @Nullable Object key = line.key.at(i);
            if (dimension == Dimension.TIME && buckets != null) {
                @Nullable Instant start = buckets.start(step);
                keys.put("time", start == null ? null : start.toString());
                keys.put("label", buckets.label(step));
            } else if (dimension == Dimension.LINK) {
                LinkName name = names.get(key);
                keys.put("link", name == null ? null : name.code());
                keys.put("domain", name == null ? null : name.domain());
                keys.put("title", name == null ? null : name.title());
                keys.put("audience", name == null ? null : name.audience());
            } else {
                keys.put(dimension.label(), key == null ? null : key.toString());
                if (dimension == Dimension.PREVIEW_BY) {
                    keys.put(
                            "sharesAre",
                            key == null
                                    ? null
                                    : channels.sharesBy(key.toString()).label());
                }
            }
        }
        return keys;
    }
}
