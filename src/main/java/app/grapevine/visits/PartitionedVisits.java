package app.grapevine.visits;

import app.grapevine.base.EpochDay;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.SqlText;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Visits as PostgreSQL keeps them: a narrow row each in {@code visits}, in {@link Partitions} by time, and what many have in
 * common once ({@link SharedTexts}). What an earlier version left in the table {@code clicks} is read with them until it is
 * taken over.
 */
final class PartitionedVisits implements VisitStore {
    private static final int UNIT = 1000;
    private static final int FETCH = 2000;
    /** Each but the first because visits were changed, and what they had was swept, in between. */
    private static final int READINGS = 20;

    private final TableVisits table = new TableVisits(Dialect.POSTGRESQL);

    @Override
    public void add(Handle handle, List<ClickRow> visits) {
        if (!visits.isEmpty()) {
            Partitions.cover(handle, days(visits));
            TimedVisitDao.insert(handle, visits);
        }
    }

    @Override
    public void prepare(Database database, List<ClickRow> visits) {
        Set<Long> days = days(visits);
        if (!database.read(handle -> Partitions.covers(handle, days))) {
            database.writeOnly(handle -> Partitions.cover(handle, days));
        }
        database.writeSingly(handle -> TimedVisitDao.ensure(handle, visits));
    }

    private static Set<Long> days(List<ClickRow> visits) {
        return visits.stream()
                .map(row -> EpochDay.of(row.click().atMillis()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public VisitWalk walk(VisitRange range, VisitFilter filter, Order order, @Nullable VisitPlace after) {
        TableWalk.Rows rows = rows("");
        return new HandoverWalk(
                place -> table.walk(range, filter, order, place),
                place -> new TableWalk(rows, range, filter, order, place),
                order,
                after);
    }

    @Override
    public VisitWalk walkToChange(VisitRange range, VisitFilter filter, @Nullable VisitPlace after) {
        TableWalk.Rows rows = rows(" FOR UPDATE");
        return new HandoverWalk(
                place -> table.walkToChange(range, filter, place),
                place -> new TableWalk(rows, range, filter, Order.OLDEST_FIRST, place),
                Order.OLDEST_FIRST,
                after);
    }

    /**
     * What visits share is read behind their rows: where a row was waited for, what was joined to it would be what it had
     * before.
     */
    private static TableWalk.Rows rows(String locking) {
        SharedParts parts = new SharedParts();
        return (handle, filter, conditions, order) -> {
            for (int i = 0; i < READINGS; i++) {
                SqlText sql = new SqlText().add("SELECT " + SharedParts.Narrow.COLUMNS + " FROM visits k WHERE 1 = 1");
                conditions.accept(sql);
                SharedTexts.where(filter, sql);
                Optional<List<ClickRow>> rows = parts.complete(
                        handle,
                        sql.add(order + locking)
                                .on(handle)
                                .map((row, context) -> SharedParts.Narrow.read(row))
                                .list());
                if (rows.isPresent()) {
                    return rows.get();
                }
            }
            throw new IllegalStateException(
                    "visits lack what they share with others in visit_verdicts or visit_requests");
        };
    }

    @Override
    public void each(Handle handle, VisitRange range, VisitFilter filter, Consumer<Click> consumer) {
        SqlText sql = new SqlText().add("SELECT k.* FROM recorded_visits k WHERE 1 = 1");
        range.where(sql);
        filter.where(sql);
        sql.on(handle)
                .setFetchSize(FETCH)
                .map((row, context) -> ClickRow.click(row))
                .forEach(consumer);
    }

    @Override
    public List<ClickRow> recorded(
            Handle handle, long node, long after, long upTo, VisitRange range, VisitFilter filter, int limit) {
        Map<Long, ClickRow> rows = new HashMap<>();
        if (HandoverWalk.isTableInUse(handle)) {
            table.recorded(handle, node, after, upTo, range, filter, limit)
                    .forEach(row -> rows.put(row.click().sequence(), row));
        }
        SqlText sql = new SqlText().add("SELECT k.* FROM visit_rows k WHERE k.node = :node");
        sql.add("AND k.sequence > " + sql.value(after) + " AND k.sequence <= " + sql.value(upTo));
        new VisitRange(range.from(), range.to(), range.links(), null).where(sql);
        filter.where(sql);
        sql.add("ORDER BY k.node, k.sequence LIMIT " + limit)
                .on(handle)
                .bind("node", node)
                .map((row, context) -> ClickRow.read(row))
                .forEach(row -> rows.put(row.click().sequence(), row));
        return rows.values().stream()
                .sorted(Comparator.comparingLong(row -> row.click().sequence()))
                .limit(limit)
                .toList();
    }

    @Override
    public Map<VisitKey, Click> find(Handle handle, Collection<VisitKey> keys, @Nullable Set<Long> links) {
        Map<VisitKey, Click> found = new HashMap<>();
        if (keys.isEmpty()) {
            return found;
        }
        if (HandoverWalk.isTableInUse(handle)) {
            found.putAll(table.find(handle, keys, links));
        }
        handle.createQuery("""
                        SELECT k.* FROM UNNEST(CAST(:nodes AS BIGINT ARRAY), CAST(:sequences AS BIGINT ARRAY))
                          AS w (node, sequence)
                        JOIN visit_rows k ON k.node = w.node AND k.sequence = w.sequence
                        """)
                .bindArray("nodes", keys.stream().map(VisitKey::node).toArray(Long[]::new))
                .bindArray("sequences", keys.stream().map(VisitKey::sequence).toArray(Long[]::new))
                .map((row, context) -> ClickRow.click(row))
                .forEach(visit -> found.put(VisitKey.of(visit), visit));
        return found;
    }

    @Override
    public OptionalLong oldest(Handle handle) {
        OptionalLong left = table.oldest(handle);
        Optional<Long> oldest = handle.createQuery("SELECT at FROM visits ORDER BY at, node, sequence LIMIT 1")
                .mapTo(Long.class)
                .findOne();
        return oldest.isEmpty()
                ? left
                : OptionalLong.of(Math.min(oldest.get(), left.isPresent() ? left.getAsLong() : Long.MAX_VALUE));
    }

    @Override
    public Set<Period> periods(Handle handle, long millis) {
        Set<Period> periods = new HashSet<>(table.periods(handle, millis));
        handle.createQuery("SELECT DISTINCT node, at / :millis FROM visits")
                .bind("millis", millis)
                .map((row, context) -> new Period(row.getLong(1), row.getLong(2)))
                .forEach(periods::add);
        return periods;
    }

    @Override
    public void replace(Handle handle, List<ClickRow> visits) {
        if (visits.isEmpty()) {
            return;
        }
        if (HandoverWalk.isTableInUse(handle)) {
            table.replace(handle, visits);
        }
        TimedVisitDao.update(
                handle,
                visits.stream().filter(row -> row.click().verdict() != null).toList());
        TextSweep.isDue(handle);
    }

    @Override
    public void delete(Handle handle, List<Click> visits) {
        if (visits.isEmpty()) {
            return;
        }
        if (HandoverWalk.isTableInUse(handle)) {
            table.delete(handle, visits);
        }
        TimedVisitDao.delete(handle, visits);
        TextSweep.isDue(handle);
    }

    @Override
    public int unit() {
        return UNIT;
    }

    /** Makes partitions ahead of need, and takes over what an earlier version left. */
    @Override
    public boolean tidy(Database database) {
        Set<Long> ahead = database.read(Partitions::ahead);
        if (!database.read(handle -> Partitions.covers(handle, ahead))) {
            database.writeOnly(handle -> Partitions.cover(handle, ahead));
        }
        return TableTakeover.some(database, this::add);
    }

    @Override
    public void deletedAfter(Handle handle, int days) {
        Partitions.deletedAfter(handle, days);
    }

    @Override
    public List<VisitRange> droppable(Handle handle, long before) {
        return Partitions.endedBy(handle, before).stream()
                .map(partition -> VisitRange.between(partition.from(), partition.to()))
                .toList();
    }

    @Override
    public boolean drop(Database database, VisitRange range, long seen, Function<Handle, Set<VisitKey>> kept) {
        return VisitLocks.alone(database, handle -> {
            for (Partitions.Partition partition : Partitions.endedBy(handle, range.to())) {
                if (partition.from() == range.from() && partition.to() == range.to()) {
                    boolean gone = Partitions.drop(handle, partition, seen, kept.apply(handle));
                    if (gone) {
                        TextSweep.isDue(handle);
                    }
                    return gone;
                }
            }
            return false;
        });
    }

    @Override
    public boolean sweep(Database database) {
        return TextSweep.run(database);
    }

    @Override
    public boolean awaitWriters(Database database) {
        return VisitLocks.await(database);
    }

    @Override
    public Set<Long> agentsInUse(Database database, Set<Long> agents) {
        return database.read(handle -> new HashSet<>(handle.createQuery("""
                        SELECT user_agent_id FROM visits WHERE user_agent_id = ANY(CAST(:agents AS BIGINT ARRAY))
                        UNION
                        SELECT user_agent_id FROM clicks WHERE user_agent_id = ANY(CAST(:agents AS BIGINT ARRAY))
                        """)
                .bindArray("agents", agents.toArray(Long[]::new))
                .mapTo(Long.class)
                .list()));
    }
}
