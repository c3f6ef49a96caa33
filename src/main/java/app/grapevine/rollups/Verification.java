package app.grapevine.rollups;

import app.grapevine.storage.Database;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Compares what is counted with a recount of the recorded visits, a day at a time, and sums with what they are the sums
 * of. What is read of a day is as it was at one moment, so nobody has to wait. Used once, by one thread.
 */
final class Verification {
    private final Database database;
    private final List<Difference> differences = new ArrayList<>();

    Verification(Database database) {
        this.database = database;
    }

    List<Difference> run(long firstDay, long lastDay) {
        for (OptionalLong day = nextDay(firstDay); day.isPresent() && day.getAsLong() <= lastDay; ) {
            long next = day.getAsLong();
            database.snapshot(handle -> {
                day(handle, next);
                return true;
            });
            day = nextDay(next + 1);
        }
        return differences;
    }

    /** The first day from one on of which anything is recorded or counted. */
    private OptionalLong nextDay(long from) {
        return database.snapshot(handle -> {
            SortedSet<Long> days = new TreeSet<>();
            RecordedVisits.nextDay(handle, from).ifPresent(days::add);
            OptionalInt earlier = EarlierRollups.nextDay(handle, from);
            earlier.ifPresent(day -> days.add((long) day));
            RunDao.nextDay(handle, from).ifPresent(day -> days.add((long) day));
            return days.isEmpty() ? OptionalLong.empty() : OptionalLong.of(days.first());
        });
    }

    private void day(Handle handle, long day) {
        List<Run> runs = RunDao.list(handle, day, day);
        if (day >= RecordedVisits.keptFromDay(handle)) {
            compare(handle, day, runs.stream().filter(Run::isOfOneDay).toList());
        }
        for (Run run : runs) {
            if (run.isOfOneDay() && run.has(Part.TOTALS)) {
                totals(handle, run, totalsOfFacets(handle, run), "the sums of the day");
            } else if (!run.isOfOneDay()) {
                sums(handle, run);
            }
        }
    }

    private void compare(Handle handle, long day, List<Run> runs) {
        Facets facets = new Facets();
        List<LinkSource> sources = new ArrayList<>();
        for (Run run : runs) {
            sources.addAll(PartsSource.of(run.parts(), number -> RunDao.part(handle, run.id(), number), facets));
        }
        sources.addAll(PartsSource.of(Takeover.content(handle, day), facets));
        LinkSource stored = new MergedSource(sources);
        LinkSource recounted = new MergedSource(PartsSource.of(Recount.of(handle, day), facets));
        Cells is = new Cells();
        Cells shouldBe = new Cells();
        boolean moreStored = stored.next();
        boolean moreRecounted = recounted.next();
        while (moreStored || moreRecounted) {
            long link =
                    !moreRecounted || moreStored && stored.link() < recounted.link() ? stored.link() : recounted.link();
            is.clear();
            shouldBe.clear();
            for (; moreStored && stored.link() == link; moreStored = stored.next()) {
                stored.into(is);
            }
            for (; moreRecounted && recounted.link() == link; moreRecounted = recounted.next()) {
                recounted.into(shouldBe);
            }
            if (!is.hasSame(shouldBe)) {
                differences.add(
                        new Difference(link, day, "the counts of the day", is.text(facets), shouldBe.text(facets)));
            }
        }
    }

    private static Map<Long, long[]> totalsOfFacets(Handle handle, Run run) {
        Facets facets = new Facets();
        LinkSource source =
                new MergedSource(PartsSource.of(run.parts(), number -> RunDao.part(handle, run.id(), number), facets));
        Map<Long, long[]> totals = new HashMap<>();
        Cells cells = new Cells();
        while (source.next()) {
            cells.clear();
            source.into(cells);
            long[] total = totals.computeIfAbsent(source.link(), none -> new long[Counts.TOTAL]);
            cells.read((facet, quarter, counts) -> {
                if (facets.get(facet).group() == FacetGroup.MAIN) {
                    Totals.add(total, counts, facets.get(facet).isDark());
                }
            });
        }
        return totals;
    }

    private void sums(Handle handle, Run run) {
        Map<Long, long[]> expected = new HashMap<>();
        for (Run day : RunDao.list(handle, run.firstDay(), (long) run.firstDay() + run.days() - 1)) {
            if (run.sums().contains(day.id())) {
                read(handle, day, (link, counts) -> {
                    long[] sum = expected.computeIfAbsent(link, none -> new long[Counts.TOTAL]);
                    Arrays.setAll(sum, i -> sum[i] + counts[i]);
                });
            }
        }
        totals(handle, run, expected, "the sums of " + run.days() + " days");
    }

    private void totals(Handle handle, Run run, Map<Long, long[]> expected, String what) {
        read(handle, run, (link, counts) -> {
            long[] shouldBe = expected.remove(link);
            if (shouldBe == null || !Arrays.equals(shouldBe, counts)) {
                String text = shouldBe == null ? "nothing" : Arrays.toString(shouldBe);
                differences.add(new Difference(link, run.firstDay(), what, Arrays.toString(counts), text));
            }
        });
        expected.forEach((link, counts) -> {
            if (!Counts.isNothing(counts)) {
                differences.add(new Difference(link, run.firstDay(), what, "nothing", Arrays.toString(counts)));
            }
        });
    }

    private static void read(Handle handle, Run run, Totals.Reader reader) {
        for (int number = 0; number < run.parts().size(); number++) {
            if (run.parts().get(number).has(Part.TOTALS)) {
                byte[] part = RunDao.part(handle, run.id(), number);
                Totals.read(part, LinkSet.EACH, reader);
                Totals.read(part, LinkSet.SUM, reader);
            }
        }
    }
}
