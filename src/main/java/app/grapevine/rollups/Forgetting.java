package app.grapevine.rollups;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Finds what is counted of a link, to take it back. */
final class Forgetting {
    private Forgetting() {}

    /** What takes back all that is counted of the link on a day, from it and from all links together. */
    record OfDay(long day, RunContent back) {}

    static List<OfDay> of(Handle handle, long link) {
        LinkSet links = LinkSet.of(List.of(link));
        TreeMap<Integer, Gathered> days = new TreeMap<>();
        for (Run run : RunDao.list(handle, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
            if (run.isOfOneDay()) {
                List<Integer> numbers = run.numbers(Part.ALL_GROUPS, links);
                if (!numbers.isEmpty()) {
                    days.computeIfAbsent(run.firstDay(), none -> new Gathered()).add(handle, run, numbers, link);
                }
            }
        }
        addEarlier(handle, links, days);
        List<OfDay> found = new ArrayList<>();
        days.forEach((day, gathered) -> {
            RunContent back = gathered.back(link);
            if (!back.isEmpty()) {
                found.add(new OfDay(day, back));
            }
        });
        return found;
    }

    private static void addEarlier(Handle handle, LinkSet links, TreeMap<Integer, Gathered> days) {
        for (int part : new int[] {FacetGroup.MAIN_PART, FacetGroup.DETAIL_PART}) {
            try (Stream<EarlierRollups.Row> rows =
                    EarlierRollups.rows(handle, part, Integer.MIN_VALUE, Integer.MAX_VALUE, links)) {
                rows.forEach(row -> days.computeIfAbsent(
                                Math.floorDiv(row.block(), BlockCodec.PER_DAY), none -> new Gathered())
                        .add(row));
            }
        }
    }

    /** The counts of the link on a day. */
    private static final class Gathered {
        private final Facets facets = new Facets();
        private final Cells cells = new Cells();

        void add(Handle handle, Run run, List<Integer> numbers, long link) {
            for (int number : numbers) {
                PartCursor part = new PartCursor(RunDao.part(handle, run.id(), number));
                while (part.next()) {
                    while (part.link() == link && part.nextFacet()) {
                        int facet = facets.number(part.facets()[part.facet()]);
                        part.cells((quarter, counts) -> cells.add(facet, quarter, counts));
                    }
                }
            }
        }

        void add(EarlierRollups.Row row) {
            row.into(facets, cells);
        }

        RunContent back(long link) {
            Cells back = new Cells();
            long[] negated = new long[Counts.CELL];
            cells.read((facet, quarter, counts) -> {
                for (int i = 0; i < negated.length; i++) {
                    negated[i] = -counts[i];
                }
                back.add(facet, quarter, negated);
            });
            RunWriter writer = RunWriter.small(facets);
            writer.link(LinkSet.ALL_LINKS, back);
            writer.link(link, back);
            return writer.end();
        }
    }
}
