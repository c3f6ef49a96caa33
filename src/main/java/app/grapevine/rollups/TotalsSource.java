package app.grapevine.rollups;

import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sums of links as cells, so that they can be merged and compared as those are: all at the first quarter-hour, what is
 * counted under {@link #ALL}, and the clicks of it that stay dark under {@link #DARK} besides. Not safe for use by many
 * threads.
 */
final class TotalsSource implements LinkSource {
    static final int ALL = 0;
    static final int DARK = 1;

    private final Iterator<Integer> numbers;
    private final IntFunction<byte[]> bytes;
    private Totals.@Nullable Cursor cursor;

    private TotalsSource(List<Integer> numbers, IntFunction<byte[]> bytes) {
        this.numbers = numbers.iterator();
        this.bytes = bytes;
    }

    /** Of any run. */
    static LinkSource of(Run run, IntFunction<byte[]> bytes) {
        return run.has(Part.TOTALS) ? stored(run, bytes) : ofFacets(run, bytes);
    }

    /** Of a run that has them. */
    static LinkSource stored(Run run, IntFunction<byte[]> bytes) {
        return new TotalsSource(run.numbers(Part.TOTALS), bytes);
    }

    /** Added up of a run's facets. */
    static LinkSource ofFacets(Run run, IntFunction<byte[]> bytes) {
        Facets facets = new Facets();
        return new OfFacets(new MergedSource(PartsSource.of(run.parts(), bytes, facets)), facets);
    }

    /** The facets that stand for the cells, for people to read. */
    static Facets facets() {
        Facets facets = new Facets();
        facets.number(new Facet(FacetGroup.MAIN, "all", null, null, null, null));
        facets.number(new Facet(FacetGroup.MAIN, "dark", null, null, null, null));
        return facets;
    }

    /** What {@link #into} added. */
    static long[] total(Cells cells) {
        long[] total = new long[Counts.TOTAL];
        cells.read((facet, quarter, counts) -> {
            if (facet == ALL) {
                System.arraycopy(counts, 0, total, 0, counts.length);
            } else {
                total[Counts.DARK] = counts[Measure.CLICKS.ordinal()];
            }
        });
        return total;
    }

    private static void add(long[] total, Cells cells) {
        cells.add(ALL, 0, total);
        if (total[Counts.DARK] != 0) {
            long[] dark = new long[Counts.CELL];
            dark[Measure.CLICKS.ordinal()] = total[Counts.DARK];
            cells.add(DARK, 0, dark);
        }
    }

    @Override
    public boolean next() {
        while (cursor == null || !cursor.next()) {
            if (!numbers.hasNext()) {
                return false;
            }
            cursor = new Totals.Cursor(bytes.apply(numbers.next()));
        }
        return true;
    }

    private Totals.Cursor cursor() {
        if (cursor == null) {
            throw new IllegalStateException("it stands at no link");
        }
        return cursor;
    }

    @Override
    public long link() {
        return cursor().link();
    }

    @Override
    public void into(Cells cells) {
        add(cursor().counts(), cells);
    }

    private static final class OfFacets implements LinkSource {
        private final LinkSource source;
        private final Facets facets;
        private final Cells cells = new Cells();

        OfFacets(LinkSource source, Facets facets) {
            this.source = source;
            this.facets = facets;
        }

        @Override
        public boolean next() {
            return source.next();
        }

        @Override
        public long link() {
            return source.link();
        }

        @Override
        public void into(Cells sum) {
            cells.clear();
            source.into(cells);
            long[] total = new long[Counts.TOTAL];
            cells.read((number, quarter, counts) -> {
                Facet facet = facets.get(number);
                if (facet.group() == FacetGroup.MAIN) {
                    Totals.add(total, counts, facet.isDark());
                }
            });
            add(total, sum);
        }
    }
}
