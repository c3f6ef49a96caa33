package app.grapevine.rollups;

import app.grapevine.base.EpochDay;
import app.grapevine.storage.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Keeps the runs few. Runs of a day that were merged equally often are merged when there are {@value #ALIKE} of them,
 * with all that were merged less often: so a count is written anew as often as the number of commits has digits. A day
 * that is over, and to which nothing was added for a while, is merged into one run.
 *
 * <p>A merge is a unit of its own: its runs are read and added up outside of any transaction; then one transaction looks
 * whether all of them are still there, puts in the sum, and takes them out. Of several nodes that merge the same ones the
 * first wins, and the others' work was in vain.
 *
 * <p>For use by one thread.
 */
final class Merging {
    private static final int ALIKE = 8;
    /** The most that are merged at once. */
    private static final int MOST = 512;
    /** How long a day that is over must have been left alone. */
    private static final long QUIET_MILLIS = 60_000;

    private final Database database;
    private final RunIds ids;
    /** By day, what there was of it when it was looked at last, and since when. */
    private final Map<Integer, Seen> seen = new HashMap<>();

    private record Seen(List<Long> runs, long sinceMillis) {}

    /** Runs of one day to be merged into one of a level. */
    private record Plan(List<Run> runs, int level) {}

    Merging(Database database, RunIds ids) {
        this.database = database;
        this.ids = ids;
    }

    /** Merges some runs, if there is reason to; returns whether it did. */
    boolean some(List<RunDao.Place> places, long nowMillis) {
        Map<Integer, List<Long>> days = new TreeMap<>();
        Set<Integer> unfinished = new HashSet<>();
        for (RunDao.Place place : places) {
            if (place.days() == 1) {
                List<Long> runs = days.computeIfAbsent(place.firstDay(), none -> new ArrayList<>());
                runs.add(place.id());
                if (runs.size() > 1 || place.level() < Run.WHOLE) {
                    unfinished.add(place.firstDay());
                }
            }
        }
        days.keySet().retainAll(unfinished);
        seen.keySet().retainAll(days.keySet());
        for (Map.Entry<Integer, List<Long>> day : days.entrySet()) {
            boolean finished = isFinished(day.getKey(), day.getValue(), nowMillis);
            if (finished || day.getValue().size() >= ALIKE) {
                List<Run> runs = database.read(handle -> RunDao.list(handle, day.getKey(), day.getKey()));
                Optional<Plan> plan = plan(runs, finished);
                if (plan.isPresent()) {
                    return merge(plan.get());
                }
            }
        }
        return false;
    }

    private boolean isFinished(int day, List<Long> runs, long nowMillis) {
        Seen before = seen.get(day);
        if (before == null || !before.runs.equals(runs)) {
            before = new Seen(runs, nowMillis);
            seen.put(day, before);
        }
        return day < EpochDay.of(nowMillis) && nowMillis - before.sinceMillis >= QUIET_MILLIS;
    }

    private static Optional<Plan> plan(List<Run> all, boolean finished) {
        List<Run> runs = all.stream().filter(Run::isOfOneDay).toList();
        if (finished) {
            return Optional.of(new Plan(runs, Run.WHOLE));
        }
        Map<Integer, Integer> alike = new TreeMap<>();
        runs.forEach(run -> alike.merge(run.level(), 1, Integer::sum));
        for (Map.Entry<Integer, Integer> level : alike.entrySet()) {
            if (level.getKey() < Run.WHOLE && level.getValue() >= ALIKE) {
                List<Run> some = runs.stream()
                        .filter(run -> run.level() <= level.getKey())
                        .limit(MOST)
                        .toList();
                return Optional.of(new Plan(some, level.getKey() + 1));
            }
        }
        return Optional.empty();
    }

    private boolean merge(Plan plan) {
        Optional<RunContent> sum = database.read(handle -> sum(handle, plan.runs));
        return sum.isPresent()
                && database.write(handle -> {
                    List<Long> merged = plan.runs.stream().map(Run::id).toList();
                    if (!RunDao.take(handle, database.dialect(), merged)) {
                        return false;
                    }
                    replace(handle, plan, merged, sum.get());
                    return true;
                });
    }

    private void replace(Handle handle, Plan plan, List<Long> merged, RunContent sum) {
        RunDao.delete(handle, merged);
        if (!sum.isEmpty()) {
            int day = plan.runs.get(0).firstDay();
            RunDao.insert(handle, ids.next(), day, 1, plan.level, List.of(), sum);
        }
    }

    /** Empty where one of the runs is gone. */
    private static Optional<RunContent> sum(Handle handle, List<Run> runs) {
        try {
            Facets facets = new Facets();
            List<LinkSource> sources = new ArrayList<>();
            for (Run run : runs) {
                sources.addAll(PartsSource.of(run.parts(), RunDao.parts(handle, run), facets));
            }
            RunWriter writer =
                    RunWriter.merged(facets, runs.stream().mapToLong(Run::size).sum());
            writer.all(new MergedSource(sources));
            return Optional.of(writer.end());
        } catch (RunDao.VanishedException e) {
            return Optional.empty();
        }
    }

    /**
     * Merges within a transaction that is to add a run to a day, where nobody else does it: so a day has never very many.
     * Runs that another transaction has taken are left alone.
     */
    void within(Handle handle, int day) {
        Optional<Plan> plan = plan(RunDao.takeFree(handle, RunDao.list(handle, day, day)), false);
        while (plan.isPresent()) {
            RunContent sum = sum(handle, plan.get().runs).orElseThrow();
            replace(handle, plan.get(), plan.get().runs.stream().map(Run::id).toList(), sum);
            plan = plan(RunDao.takeFree(handle, RunDao.list(handle, day, day)), false);
        }
    }
}
