package app.grapevine.stats;

import app.grapevine.base.EpochDay;
import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.NoValue;
import app.grapevine.base.Parameters;
import app.grapevine.base.QuarterHours;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitRange;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which visits a question is about: a range of time and filters, all of which must hold.
 *
 * @param from the first moment, the begin of a quarter-hour
 * @param to the first moment after, the begin of a quarter-hour
 * @param filters by filter the values of which any will do; never an empty list
 */
public record Selection(Instant from, Instant to, Map<Filter, List<String>> filters) {
    /** Before and after these there are no visits. */
    static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final int MOST_VALUES = 100;
    private static final int USUAL_DAYS = 30;
    /** Ten years. */
    private static final int MOST_DAYS = 3660;

    public Selection {
        filters = Collections.unmodifiableMap(filters.isEmpty() ? new EnumMap<>(Filter.class) : new EnumMap<>(filters));
    }

    /** All time. */
    public static Selection ever(Map<Filter, List<String>> filters) {
        return new Selection(EARLIEST, LATEST, filters);
    }

    /** Whether it begins before there can be a visit. */
    public boolean isEver() {
        return !from.isAfter(EARLIEST);
    }

    long fromQuarter() {
        return QuarterHours.floor(from);
    }

    long toQuarter() {
        return QuarterHours.floor(to);
    }

    /** What is asked of the visits themselves. */
    VisitFilter visitFilter() {
        Map<VisitFilter.Property, Set<@Nullable String>> wanted = new EnumMap<>(VisitFilter.Property.class);
        filters.forEach((filter, values) -> {
            if (filter.isOfVisits()) {
                Set<@Nullable String> any = new HashSet<>(values);
                if (values.contains(NoValue.WORD)) {
                    any.add(null);
                }
                wanted.put(VisitFilter.Property.valueOf(filter.name()), any);
            }
        });
        return new VisitFilter(wanted);
    }

    /** When they were, and on which links. @param links null for all */
    VisitRange visitRange(@Nullable Set<Long> links) {
        return new VisitRange(from.toEpochMilli(), to.toEpochMilli(), links, null);
    }

    boolean hasLinkFilter() {
        return filters.keySet().stream().anyMatch(Filter::isOfLinks);
    }

    boolean hasVisitFilter() {
        return filters.keySet().stream().anyMatch(Filter::isOfVisits);
    }

    /** {@code tz}, or UTC. */
    public static ZoneId zone(Parameters parameters) {
        String name = parameters.single("tz");
        try {
            // Offsets are refused: they may be any, and quarter-hours are the grain.
            if (name == null || name.equals("Z")) {
                return ZoneId.of("UTC");
            }
            if (ZoneId.getAvailableZoneIds().contains(name)) {
                return ZoneId.of(name);
            }
        } catch (DateTimeException e) {
            // Named below.
        }
        parameters.fault("tz", FaultCode.UNKNOWN_ZONE);
        return ZoneId.of("UTC");
    }

    /**
     * The range of the last 30 days of the zone, today among them, or of as many as {@code days} says, or as {@code from} and
     * {@code to} say, with filters of links alone. Faults are left with the parameters.
     */
    public static Selection recentOfLinks(Parameters parameters, Clock clock) {
        List<Filter> ofLinks =
                Arrays.stream(Filter.values()).filter(Filter::isOfLinks).toList();
        return recent(parameters, ofLinks, zone(parameters), clock);
    }

    /** As {@link #recentOfLinks}, with other filters. */
    static Selection recent(Parameters parameters, Collection<Filter> allowed, ZoneId zone, Clock clock) {
        Instant to = moment(parameters, "to", zone, soon(clock));
        @Nullable Integer days = days(parameters);
        Instant begin = daysBefore(to, days == null ? USUAL_DAYS : days, zone);
        return of(parameters, allowed, moment(parameters, "from", zone, begin), to);
    }

    /** All time, or as {@code from} and {@code to} say. */
    static Selection ever(Parameters parameters, Collection<Filter> allowed, ZoneId zone) {
        return of(
                parameters,
                allowed,
                moment(parameters, "from", zone, EARLIEST),
                moment(parameters, "to", zone, LATEST));
    }

    /** The same; or as many days of the zone as {@code days} says, up to {@code to} or with today. */
    static Selection ever(Parameters parameters, Collection<Filter> allowed, ZoneId zone, Clock clock) {
        @Nullable Integer days = days(parameters);
        if (days == null) {
            return ever(parameters, allowed, zone);
        }
        Instant to = moment(parameters, "to", zone, LATEST);
        Instant end = to.equals(LATEST) ? soon(clock) : to;
        return of(parameters, allowed, daysBefore(end, days, zone), to);
    }

    /**
     * The part of a range that {@code from} and {@code to} ask for, which is all of it where they are left out. Of what is asked for
     * outside of it nothing is told.
     */
    static Selection within(Parameters parameters, Collection<Filter> allowed, ZoneId zone, Selection whole) {
        Instant from = moment(parameters, "from", zone, whole.from);
        Instant to = moment(parameters, "to", zone, whole.to);
        return of(
                parameters,
                allowed,
                from.isBefore(whole.from) ? whole.from : from,
                to.isAfter(whole.to) ? whole.to : to);
    }

    /** The end of the quarter-hour that has just begun: what happens now is asked for. */
    private static Instant soon(Clock clock) {
        return QuarterHours.start(QuarterHours.floor(clock.instant()) + 1);
    }

    private static @Nullable Integer days(Parameters parameters) {
        @Nullable Integer days = parameters.number("days", 1, MOST_DAYS);
        if (days != null && parameters.single("from") != null) {
            parameters.fault("from", FaultCode.NOT_WITH, Map.of("other", "days"));
        }
        return days;
    }

    /** The begin of the first of so many days of a zone, of which the last has the moment before {@code to}. */
    private static Instant daysBefore(Instant to, int days, ZoneId zone) {
        Instant end = to.minusNanos(1).isBefore(EARLIEST) ? EARLIEST : to.minusNanos(1);
        return end.atZone(zone)
                .toLocalDate()
                .minusDays(days - 1L)
                .atStartOfDay(zone)
                .toInstant();
    }

    private static Selection of(Parameters parameters, Collection<Filter> allowed, Instant from, Instant to) {
        if (!from.isBefore(to)) {
            parameters.fault("from", FaultCode.NOT_BEFORE_TO);
        }
        return new Selection(
                QuarterHours.start(QuarterHours.floor(from)),
                QuarterHours.start(QuarterHours.ceiling(to)),
                filters(parameters, allowed));
    }

    /** A moment by RFC 3339, or the begin of a day in {@code zone}. */
    private static Instant moment(Parameters parameters, String name, ZoneId zone, Instant otherwise) {
        String text = parameters.single(name);
        if (text == null) {
            return otherwise;
        }
        try {
            Instant moment = text.indexOf('T') < 0 && text.indexOf('t') < 0
                    ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            if (!moment.isBefore(EARLIEST.minusMillis(EpochDay.MILLIS)) && !moment.isAfter(LATEST)) {
                return moment;
            }
            parameters.fault(name, FaultCode.YEAR_OUT_OF_RANGE, Map.of("least", "2000", "most", "2199"));
        } catch (DateTimeParseException e) {
            parameters.fault(name, FaultCode.NOT_A_MOMENT);
        }
        return otherwise;
    }

    private static Map<Filter, List<String>> filters(Parameters parameters, Collection<Filter> allowed) {
        Map<Filter, List<String>> filters = new EnumMap<>(Filter.class);
        for (Filter filter : allowed) {
            Set<String> values = new LinkedHashSet<>();
            for (String raw : parameters.all(filter.label())) {
                Filter.Checked checked = filter.check(raw);
                @Nullable Fault fault = checked.fault();
                if (fault != null) {
                    parameters.fault(fault);
                }
                values.add(checked.value());
            }
            if (values.size() > MOST_VALUES) {
                parameters.fault(filter.label(), FaultCode.TOO_MANY, Map.of("most", MOST_VALUES));
            }
            if (!values.isEmpty()) {
                filters.put(filter, List.copyOf(values));
            }
        }
        return filters;
    }
}
