package app.grapevine.rollups;

import app.grapevine.storage.Database;
import app.grapevine.visits.VisitStores;
import java.util.ArrayList;
import java.util.List;
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
            RecordedVisits.nextDay(handle, VisitStores.of(database.dialect()), from)
                    .ifPresent(days::add);
            OptionalInt earlier = EarlierRollups.nextDay(handle, from);
            earlier.ifPresent(day -> days.add((long) day));
            RunDao.nextDay(handle, from).ifPresent(day -> days.add((long) day));
            return days.isEmpty() ? OptionalLong.empty() : OptionalLong.of(days.first());
        });
    }

    private void day(Handle handle, long day) {
        List<Run> runs = RunDao.list(handle, day, day);
        if (day >= RecordedVisits.keptFromDay(handle)) {
            facets(handle, day, runs.stream().filter(Run::isOfOneDay).toList());
        }
        for (Run run : runs) {
            if (run.isOfOneDay() && run.has(Part.TOTALS)) {
                compare(
                        day,
                        "the sums of the day",
                        TotalsSource.stored(run, RunDao.parts(handle, run)),
                        TotalsSource.ofFacets(run, RunDao.parts(handle, run)),
                        TotalsSource.facets());
            } else if (!run.isOfOneDay()) {
                sums(handle, run);
            }
        }
    }

    private void facets(Handle handle, long day, List<Run> runs) {
        Facets facets = new Facets();
        List<LinkSource> sources = new ArrayList<>(PartsSource.of(Takeover.content(handle, day), facets));
        for (Run run : runs) {
            sources.addAll(PartsSource.of(run.parts(), RunDao.parts(handle, run), facets));
        }
        LinkSource recounted =
                new MergedSource(PartsSource.of(Recount.of(handle, VisitStores.of(database.dialect()), day), facets));
        compare(day, "the counts of the day", new MergedSource(sources), recounted, facets);
    }

    /** Those of a month, unless a day of it was merged since: then they are read by nobody, and are soon made anew. */
    private void sums(Handle handle, Run run) {
        List<LinkSource> days = new ArrayList<>();
        for (Run day : RunDao.list(handle, run.firstDay(), (long) run.firstDay() + run.days() - 1)) {
            if (run.sums().contains(day.id())) {
                days.add(TotalsSource.of(day, RunDao.parts(handle, day)));
            }
        }
        if (days.size() == run.sums().size()) {
            LinkSource stored = TotalsSource.stored(run, RunDao.parts(handle, run));
            String what = "the sums of " + run.days() + " days";
            compare(run.firstDay(), what, stored, new MergedSource(days), TotalsSource.facets());
        }
    }

    private void compare(long day, String what, LinkSource stored, LinkSource recounted, Facets facets) {
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
                differences.add(new Difference(link, day, what, is.text(facets), shouldBe.text(facets)));
            }
        }
    }
}
