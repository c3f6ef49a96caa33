package app.grapevine.daily;

import app.grapevine.base.QuarterHours;
import app.grapevine.rollups.CountQuestion;
import app.grapevine.rollups.CountReader;
import app.grapevine.rollups.CountTaker;
import app.grapevine.rollups.Dimension;
import app.grapevine.rollups.Facet;
import app.grapevine.rollups.FacetGroup;
import app.grapevine.rollups.LinkSet;
import app.grapevine.rollups.Measure;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Adds up what is counted on one day. Used once, by one thread. */
final class DayCounts implements CountTaker {
    private static final FacetGroup GROUP = FacetGroup.MAIN;

    /** What the counts of a row have in common; "" for none. */
    record Place(long link, String channel, String origin, String tier, String visibility) {}

    private final long fromQuarter;
    private final Map<Place, long[]> counts = new HashMap<>();
    private long link;
    private long[] sum = {};

    private DayCounts(int day) {
        fromQuarter = (long) day * QuarterHours.PER_DAY;
    }

    /**
     * By {@link Measure}, without places where nothing is counted, in a map of the caller's own.
     *
     * @param handle in a transaction that sees one moment
     * @param day since 1970 UTC
     */
    static Map<Place, long[]> of(Handle handle, int day) {
        DayCounts taker = new DayCounts(day);
        long from = taker.fromQuarter;
        CountReader.read(
                handle, new CountQuestion(from, from + QuarterHours.PER_DAY, LinkSet.EACH, GROUP, false), taker);
        taker.counts.values().removeIf(counts -> Arrays.stream(counts).allMatch(count -> count == 0));
        return taker.counts;
    }

    @Override
    public boolean isOne(long first, long last) {
        return first >= fromQuarter && last < fromQuarter + QuarterHours.PER_DAY;
    }

    @Override
    public void total(long ofLink, long firstQuarter, long[] total) {
        throw new IllegalStateException("sums of links were not asked for");
    }

    @Override
    public boolean link(long next, long firstQuarter, boolean one) {
        link = next;
        return true;
    }

    @Override
    public Detail facet(Facet facet) {
        Place place = new Place(
                link,
                value(facet, Dimension.CHANNEL),
                value(facet, Dimension.ORIGIN),
                value(facet, Dimension.TIER),
                value(facet, Dimension.VISIBILITY));
        sum = counts.computeIfAbsent(place, none -> new long[Measure.COUNT]);
        return Detail.TOTAL;
    }

    private static String value(Facet facet, Dimension dimension) {
        @Nullable String value = facet.value(GROUP.indexOf(dimension));
        return value == null ? "" : value;
    }

    @Override
    public void total(long[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
    }

    @Override
    public void quarter(long quarter, long[] more) {
        total(more);
    }
}
