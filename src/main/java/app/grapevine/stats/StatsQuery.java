package app.grapevine.stats;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import app.grapevine.rollups.Dimension;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A question to the stats.
 *
 * @param selection which visits it is about
 * @param zone whose days, weeks and months are meant
 * @param buckets the steps of a time series; null exactly when {@code by} has no time
 * @param by none or up to {@value #MOST_DIMENSIONS} different dimensions
 * @param limit the most values of a dimension other than time (or combinations of them) that rows are wanted for
 * @param conversions whether conversions and revenue are wanted, whose clicks have to be looked up one by one
 */
public record StatsQuery(
        Selection selection,
        ZoneId zone,
        @Nullable Buckets buckets,
        List<Dimension> by,
        int limit,
        boolean conversions) {
    /** The most rows of an answer that is no time series. */
    public static final int MOST_ROWS = 10_000;

    private static final int MOST_DIMENSIONS = 3;

    /** All but what a visit is, for of each kind there is a figure. */
    static final Set<Filter> FILTERS = Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Filter.KIND)));

    public StatsQuery {
        by = List.copyOf(by);
        if (by.contains(Dimension.TIME) != (buckets != null) || by.size() > MOST_DIMENSIONS || limit < 1) {
            throw new IllegalArgumentException("a question by " + by + " with the steps of " + buckets);
        }
    }

    /**
     * Reads a question from the parameters of a request. Left out, {@code from} and {@code to} mean the last
     * 30 days of the zone with today, or as many as {@code days} says, {@code tz} UTC, {@code interval} a day.
     * Several values of a filter, given by repeating it, mean any of them; {@code by} takes a comma as well.
     *
     * @throws RefusedException INVALID with every fault
     */
    public static StatsQuery parse(Parameters parameters, Clock clock) {
        ZoneId zone = Selection.zone(parameters);
        return of(parameters, zone, Selection.recent(parameters, FILTERS, zone, clock));
    }

    /**
     * The same of a part of a range: left out, {@code from} and {@code to} mean all of it, and there is no {@code days}.
     *
     * @param whole the range; its filters are not looked at
     * @throws RefusedException INVALID with every fault
     */
    public static StatsQuery parseWithin(Parameters parameters, Selection whole) {
        ZoneId zone = Selection.zone(parameters);
        return of(parameters, zone, Selection.within(parameters, FILTERS, zone, whole));
    }

    private static StatsQuery of(Parameters parameters, ZoneId zone, Selection selection) {
        List<Dimension> by = by(parameters);
        @Nullable Interval interval = interval(parameters, by);
        int limit = parameters.number("limit", 1, MOST_ROWS, MOST_ROWS);
        boolean conversions = parameters.flag("conversions", true);
        if (!conversions && by.stream().anyMatch(dimension -> dimension.isOf(Dimension.Of.CONVERSION))) {
            parameters.fault("by", FaultCode.NOT_WITH, Map.of("other", "conversions=false"));
        }
        parameters.finish();
        @Nullable
        Buckets buckets =
                interval == null ? null : buckets(selection.fromQuarter(), selection.toQuarter(), zone, interval);
        return new StatsQuery(selection, zone, buckets, by, limit, conversions);
    }

    /** @throws RefusedException INVALID if there are too many */
    static Buckets buckets(long from, long to, ZoneId zone, Interval interval) {
        return interval == Interval.HOUR_OF_WEEK ? HoursOfWeek.of(from, to, zone) : Steps.of(from, to, zone, interval);
    }

    /**
     * Reads a question about the flow of clicks, which is by whom the link was for, what it was made for and where it was seen.
     *
     * @throws RefusedException INVALID with every fault
     */
    public static StatsQuery parseFlow(Parameters parameters, Clock clock) {
        ZoneId zone = Selection.zone(parameters);
        return ofFlow(parameters, zone, Selection.recent(parameters, FILTERS, zone, clock));
    }

    /** The same of a part of {@code whole}, as in {@link #parseWithin}. */
    public static StatsQuery parseFlowWithin(Parameters parameters, Selection whole) {
        ZoneId zone = Selection.zone(parameters);
        return ofFlow(parameters, zone, Selection.within(parameters, FILTERS, zone, whole));
    }

    private static StatsQuery ofFlow(Parameters parameters, ZoneId zone, Selection selection) {
        int limit = parameters.number("limit", 1, MOST_ROWS, MOST_ROWS);
        parameters.finish();
        return new StatsQuery(
                selection, zone, null, List.of(Dimension.AUDIENCE, Dimension.ORIGIN, Dimension.CHANNEL), limit, true);
    }

    private static List<Dimension> by(Parameters parameters) {
        Set<Dimension> by = new LinkedHashSet<>();
        List<String> words = parameters.all("by").stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .toList();
        for (String word : words) {
            Dimension.find(word)
                    .ifPresentOrElse(
                            by::add,
                            () -> parameters.fault(
                                    "by",
                                    FaultCode.UNKNOWN_DIMENSION,
                                    Map.of(
                                            "word",
                                            Faults.shown(word),
                                            "known",
                                            Arrays.stream(Dimension.values())
                                                    .map(Dimension::label)
                                                    .collect(Collectors.joining(", ")))));
        }
        if (words.size() > MOST_DIMENSIONS) {
            parameters.fault("by", FaultCode.TOO_MANY, Map.of("most", MOST_DIMENSIONS));
            return new ArrayList<>(by).subList(0, Math.min(MOST_DIMENSIONS, by.size()));
        }
        if (new LinkedHashSet<>(words).size() < words.size()) {
            parameters.fault("by", FaultCode.SAME_DIMENSION);
        }
        return List.copyOf(by);
    }

    private static @Nullable Interval interval(Parameters parameters, List<Dimension> by) {
        Interval interval = parameters.choice("interval", Interval.byLabel());
        boolean series = by.contains(Dimension.TIME);
        if (interval != null && !series) {
            parameters.fault("interval", FaultCode.INTERVAL_WITHOUT_TIME);
        }
        return series && interval == null ? Interval.DAY : interval;
    }

    /**
     * The same of other rows.
     *
     * @param steps of the time series; null exactly when {@code dimensions} has no time
     * @throws RefusedException INVALID where there would be too many steps
     */
    public StatsQuery by(@Nullable Interval steps, List<Dimension> dimensions, int most) {
        return new StatsQuery(
                selection,
                zone,
                steps == null ? null : buckets(selection.fromQuarter(), selection.toQuarter(), zone, steps),
                dimensions,
                most,
                conversions);
    }

    /** Whether rows are wanted by what conversions are: visits are in none of them. */
    public boolean isByConversions() {
        return by.stream().anyMatch(dimension -> dimension.isOf(Dimension.Of.CONVERSION));
    }

    /** How long the steps of the time series are; null where there is none. */
    public @Nullable Interval interval() {
        return buckets == null ? null : buckets.interval();
    }
}
