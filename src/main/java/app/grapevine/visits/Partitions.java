package app.grapevine.visits;

import app.grapevine.base.EpochDay;
import app.grapevine.storage.StoredValues;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;

/**
 * The partitions of {@code visits}, whole days of UTC each, in which {@code visit_partitions} has them as they are. A day's
 * where visits are deleted so soon that there are not too many of them; else a month's, for every question looks at each.
 *
 * <p>Whoever makes a partition holds SHARE UPDATE EXCLUSIVE on {@code visits} until the end of its transaction: it keeps away
 * others who do the same, and nobody who reads or writes. What was once covered stays so: before a partition is dropped,
 * the first is made to reach up to its end.
 */
final class Partitions {
    /** The one that has what is older than all others, and what is kept of those that were dropped. */
    static final String BEFORE = "visits_before";

    /** Partitions of a day, if visits are deleted after so many days or fewer. */
    static final int DAYS_AT_MOST = 120;
    /** So many days after the latest visit are made ahead. */
    private static final int AHEAD = 2;

    private static final String DELETED_AFTER = "visits-deleted-after-days";
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'visits_'uuuuMMdd");

    private Partitions() {}

    /** One of them. @param from the first moment, in milliseconds @param to the first moment after */
    record Partition(String name, long from, long to) {}

    /** Notes for how long visits are kept; 0 for ever. Partitions that are made later have their length by it. */
    static void deletedAfter(Handle handle, int days) {
        String text = Integer.toString(days);
        if (!StoredValues.findText(handle, DELETED_AFTER).equals(Optional.of(text))) {
            StoredValues.setText(handle, DELETED_AFTER, text);
        }
    }

    /** Sees to it that there is a place for visits of these days. */
    static void cover(Handle handle, Collection<Long> days) {
        if (uncovered(handle, days).isEmpty()) {
            return;
        }
        handle.execute("LOCK TABLE ONLY visits IN SHARE UPDATE EXCLUSIVE MODE");
        int kept = StoredValues.findText(handle, DELETED_AFTER)
                .map(Integer::parseInt)
                .orElse(0);
        boolean daily = kept > 0 && kept <= DAYS_AT_MOST;
        List<Long> left = uncovered(handle, days);
        while (!left.isEmpty()) {
            make(handle, left.get(0), daily);
            left = uncovered(handle, left);
        }
    }

    private static List<Long> uncovered(Handle handle, Collection<Long> days) {
        return handle.createQuery("""
                        SELECT w.at FROM UNNEST(CAST(:ats AS BIGINT ARRAY)) AS w (at)
                        WHERE NOT EXISTS (SELECT 1 FROM visit_partitions p WHERE p.from_at <= w.at AND p.to_at > w.at)
                        ORDER BY w.at""")
                .bindArray("ats", days.stream().map(EpochDay::start).toArray(Long[]::new))
                .map((row, context) -> EpochDay.of(row.getLong(1)))
                .list();
    }

    private static void make(Handle handle, long day, boolean daily) {
        LocalDate date = LocalDate.ofEpochDay(day);
        long from = EpochDay.start(daily ? day : date.withDayOfMonth(1).toEpochDay());
        long to = EpochDay.start(
                daily ? day + 1 : date.withDayOfMonth(1).plusMonths(1).toEpochDay());
        for (Partition other : list(handle)) {
            if (other.to() <= EpochDay.start(day)) {
                from = Math.max(from, other.to());
            } else if (other.from() > EpochDay.start(day)) {
                to = Math.min(to, other.from());
            }
        }
        attach(handle, new Partition(NAME.format(LocalDate.ofEpochDay(EpochDay.of(from))), from, to));
    }

    /** As a table of its own at first: made as a partition, it would have to wait for all who read visits. */
    private static void attach(Handle handle, Partition partition) {
        handle.execute("CREATE TABLE " + partition.name() + " (LIKE visits)");
        handle.execute("ALTER TABLE visits ATTACH PARTITION " + partition.name() + " FOR VALUES FROM ("
                + partition.from() + ") TO (" + partition.to() + ")");
        handle.execute(
                "INSERT INTO visit_partitions (name, from_at, to_at) VALUES (?, ?, ?)",
                partition.name(),
                partition.from(),
                partition.to());
    }

    /** Those behind the first that end at a moment or before it, the oldest first. */
    static List<Partition> endedBy(Handle handle, long moment) {
        return list(handle).stream()
                .filter(partition -> !partition.name().equals(BEFORE) && partition.to() <= moment)
                .toList();
    }

    private static List<Partition> list(Handle handle) {
        return handle.createQuery("SELECT * FROM visit_partitions ORDER BY from_at")
                .map((row, context) ->
                        new Partition(row.getString("name"), row.getLong("from_at"), row.getLong("to_at")))
                .list();
    }

    /** The days that visits will soon be of. */
    static Set<Long> ahead(Handle handle) {
        return handle.createQuery("SELECT at FROM visits ORDER BY at DESC LIMIT 1").mapTo(Long.class).stream()
                .flatMap(latest -> LongStream.rangeClosed(EpochDay.of(latest), EpochDay.of(latest) + AHEAD)
                        .boxed())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether all of these days are covered. */
    static boolean covers(Handle handle, Collection<Long> days) {
        return uncovered(handle, days).isEmpty();
    }

    /**
     * Drops a partition, the first behind {@link #BEFORE}, and puts there what is kept of it.
     *
     * @param seen how many visits were in it when it was looked at; with another number nothing is done
     * @return whether it is gone
     */
    static boolean drop(Handle handle, Partition partition, long seen, Collection<VisitKey> kept) {
        List<Partition> all = list(handle);
        if (all.indexOf(partition) != 1 || count(handle, partition) != seen) {
            return false;
        }
        handle.execute("ALTER TABLE visits DETACH PARTITION " + BEFORE);
        handle.execute("ALTER TABLE visits DETACH PARTITION " + partition.name());
        handle.createUpdate("INSERT INTO visits_before SELECT v.* FROM " + partition.name() + """
                         v
                        JOIN UNNEST(CAST(:nodes AS BIGINT ARRAY), CAST(:sequences AS BIGINT ARRAY))
                          AS w (node, sequence) ON v.node = w.node AND v.sequence = w.sequence
                        """)
                .bindArray("nodes", kept.stream().map(VisitKey::node).toArray(Long[]::new))
                .bindArray("sequences", kept.stream().map(VisitKey::sequence).toArray(Long[]::new))
                .execute();
        handle.execute("DROP TABLE " + partition.name());
        handle.execute("ALTER TABLE visits ATTACH PARTITION " + BEFORE + " FOR VALUES FROM (MINVALUE) TO ("
                + partition.to() + ")");
        handle.execute("DELETE FROM visit_partitions WHERE name = ?", partition.name());
        handle.execute("UPDATE visit_partitions SET to_at = ? WHERE name = ?", partition.to(), BEFORE);
        return true;
    }

    private static long count(Handle handle, Partition partition) {
        return handle.createQuery("SELECT COUNT(*) FROM " + partition.name())
                .mapTo(Long.class)
                .one();
    }
}
