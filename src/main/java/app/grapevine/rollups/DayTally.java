package app.grapevine.rollups;

import app.grapevine.base.EpochDay;
import app.grapevine.base.QuarterHours;
import app.grapevine.visits.Click;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts visits of one UTC day in memory: each for its link and for all links together, and there once in every
 * {@link FacetGroup}. Not safe for use by many threads.
 */
final class DayTally {
    private static final FacetGroup[] GROUPS = FacetGroup.values();

    /** A visit, counted or taken back. */
    private record Entry(Click click, boolean negative, int[] facets) {}

    private final Facets facets = new Facets();
    private final Cells all = new Cells();
    private Entry[] entries = new Entry[64];
    private int size;

    /**
     * Visits by their day.
     *
     * @param back those that are to be taken back
     */
    static SortedMap<Long, DayTally> of(List<Click> back, List<Click> more) {
        SortedMap<Long, DayTally> days = new TreeMap<>();
        back.forEach(click -> day(days, click).count(click, true));
        more.forEach(click -> day(days, click).count(click, false));
        return days;
    }

    private static DayTally day(SortedMap<Long, DayTally> days, Click click) {
        return days.computeIfAbsent(EpochDay.of(click.atMillis()), none -> new DayTally());
    }

    void count(Click click, boolean negative) {
        int[] numbers = new int[GROUPS.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = facets.number(Facet.of(click, GROUPS[i]));
        }
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, size * 2);
        }
        Entry entry = new Entry(click, negative, numbers);
        entries[size++] = entry;
        add(all, entry);
    }

    int size() {
        return size;
    }

    private static void add(Cells cells, Entry entry) {
        int quarter = Math.floorMod(QuarterHours.of(entry.click.atMillis()), QuarterHours.PER_DAY);
        int measures = measures(entry.click);
        for (int facet : entry.facets) {
            cells.addVisit(facet, quarter, measures, entry.negative);
        }
    }

    private static int measures(Click click) {
        return switch (click.kind()) {
            case CLICK ->
                bit(Measure.CLICKS, true)
                        | bit(Measure.VISITORS, click.firstOfDay())
                        | bit(Measure.DARK_BEFORE, click.referrer() == null);
            case PREVIEW -> bit(Measure.PREVIEWS, true) | bit(Measure.SHARES, click.shareAttempt());
            case BOT -> bit(Measure.BOTS, true);
            case SUPPRESSED -> bit(Measure.SUPPRESSED, true);
            case UNUSUAL -> bit(Measure.UNUSUAL, true);
        };
    }

    private static int bit(Measure measure, boolean counts) {
        return counts ? 1 << measure.ordinal() : 0;
    }

    /** What was counted, as a small run. */
    RunContent content() {
        RunWriter writer = RunWriter.small(facets);
        writer.link(LinkSet.ALL_LINKS, all);
        Arrays.sort(entries, 0, size, Comparator.comparingLong(entry -> entry.click.linkId()));
        Cells cells = new Cells();
        for (int i = 0; i < size; ) {
            long link = entries[i].click.linkId();
            cells.clear();
            for (; i < size && entries[i].click.linkId() == link; i++) {
                add(cells, entries[i]);
            }
            writer.link(link, cells);
        }
        return writer.end();
    }
}
