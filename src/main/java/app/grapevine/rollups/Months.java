package app.grapevine.rollups;

import app.grapevine.base.EpochDay;
import app.grapevine.storage.Database;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sums the links of a month that is over, and of whose days each is one run, so that a ranking reads a month as one. The
 * sum says of which runs it is; {@link CountReader} looks whether they are all there. Where one of them was merged with a
 * correction, the month is summed anew.
 *
 * <p>For use by one thread.
 */
final class Months {
    private final Database database;
    private final RunIds ids;
    /** By month, the runs of which it was last seen to have the sum. */
    private final Map<YearMonth, List<Long>> summed = new HashMap<>();

    Months(Database database, RunIds ids) {
        this.database = database;
        this.ids = ids;
    }

    /** Sums a month, if there is one to be summed; returns whether it did. */
    boolean some(List<RunDao.Place> places, long nowMillis) {
        YearMonth now = month(EpochDay.of(nowMillis));
        SortedMap<YearMonth, List<RunDao.Place>> months = new TreeMap<>();
        for (RunDao.Place place : places) {
            if (place.days() == 1 && month(place.firstDay()).isBefore(now)) {
                months.computeIfAbsent(month(place.firstDay()), none -> new ArrayList<>())
                        .add(place);
            }
        }
        summed.keySet().retainAll(months.keySet());
        for (Map.Entry<YearMonth, List<RunDao.Place>> entry : months.entrySet()) {
            List<Long> runs = entry.getValue().stream().map(RunDao.Place::id).toList();
            long days = entry.getValue().stream()
                    .mapToInt(RunDao.Place::firstDay)
                    .distinct()
                    .count();
            if (days == runs.size() && !runs.equals(summed.get(entry.getKey())) && sum(entry.getKey(), runs)) {
                return true;
            }
        }
        return false;
    }

    private static YearMonth month(long epochDay) {
        return YearMonth.from(LocalDate.ofEpochDay(epochDay));
    }

    private boolean sum(YearMonth month, List<Long> runs) {
        int first = Math.toIntExact(month.atDay(1).toEpochDay());
        List<Run> all = database.read(handle -> RunDao.list(handle, first, first + month.lengthOfMonth() - 1));
        List<Long> before =
                all.stream().filter(run -> !run.isOfOneDay()).map(Run::id).toList();
        if (all.stream().anyMatch(run -> run.sums().equals(runs))) {
            summed.put(month, runs);
            return false;
        }
        List<Run> days = all.stream().filter(run -> runs.contains(run.id())).toList();
        Optional<RunContent> sum = days.size() == runs.size() ? sum(days) : Optional.empty();
        return sum.isPresent()
                && database.write(handle -> {
                    List<Long> taken = new ArrayList<>(runs);
                    taken.addAll(before);
                    if (!RunDao.take(handle, database.dialect(), taken)) {
                        return false;
                    }
                    RunDao.delete(handle, before);
                    RunDao.insert(handle, ids.next(), first, month.lengthOfMonth(), Run.WHOLE, runs, sum.get());
                    return true;
                });
    }

    private Optional<RunContent> sum(List<Run> days) {
        return database.read(handle -> {
            try {
                List<LinkSource> sources = new ArrayList<>();
                days.forEach(day -> sources.add(TotalsSource.of(day, RunDao.parts(handle, day))));
                RunContent content = new RunContent(true);
                Totals.Writer writer = new Totals.Writer(content);
                new MergedSource(sources).forEach((link, cells) -> writer.add(link, TotalsSource.total(cells)));
                writer.end();
                return Optional.of(content);
            } catch (RunDao.VanishedException e) {
                return Optional.empty();
            }
        });
    }
}
