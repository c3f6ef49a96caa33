package app.grapevine.visits;

import app.grapevine.storage.Dialect;
import app.grapevine.storage.SqlText;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Visits as rows of the table {@code clicks}, as earlier versions kept them: what is left of them is read, changed and
 * deleted there until it is taken over.
 */
final class TableVisits {
    private static final int FETCH = 2000;

    private final Dialect dialect;

    TableVisits(Dialect dialect) {
        this.dialect = dialect;
    }

    void add(Handle handle, List<ClickRow> visits) {
        TableVisitDao.insert(handle, dialect, visits);
    }

    VisitWalk walk(VisitRange range, VisitFilter filter, VisitStore.Order order, @Nullable VisitPlace after) {
        return new TableWalk(rows(""), range, filter, order, after);
    }

    VisitWalk walkToChange(VisitRange range, VisitFilter filter, @Nullable VisitPlace after) {
        // On H2 those who write wait for each other anyway, and where it locks, it sorts all that could match.
        String locking = dialect == Dialect.POSTGRESQL ? " FOR UPDATE" : "";
        return new TableWalk(rows(locking), range, filter, VisitStore.Order.OLDEST_FIRST, after);
    }

    private static TableWalk.Rows rows(String locking) {
        return (handle, filter, conditions, order) -> {
            SqlText sql = new SqlText().add("SELECT k.* FROM clicks k WHERE 1 = 1");
            conditions.accept(sql);
            filter.whereWithoutRules(sql);
            return sql.add(order + locking)
                    .on(handle)
                    .map((row, context) -> ClickRow.readOfTable(row))
                    .list();
        };
    }

    void each(Handle handle, VisitRange range, VisitFilter filter, Consumer<Click> consumer) {
        SqlText sql = new SqlText().add("SELECT k.* FROM clicks k WHERE 1 = 1");
        range.where(sql);
        filter.whereWithoutRules(sql);
        sql.on(handle)
                .setFetchSize(FETCH)
                .map((row, context) -> ClickRow.clickOfTable(row))
                .forEach(consumer);
    }

    List<ClickRow> recorded(
            Handle handle, long node, long after, long upTo, VisitRange range, VisitFilter filter, int limit) {
        SqlText sql = new SqlText().add("SELECT k.* FROM clicks k WHERE k.node = :node");
        sql.add("AND k.sequence > " + sql.value(after) + " AND k.sequence <= " + sql.value(upTo));
        new VisitRange(range.from(), range.to(), range.links(), null).where(sql);
        filter.whereWithoutRules(sql);
        sql.add("ORDER BY k.node, k.sequence LIMIT " + limit);
        return sql.on(handle)
                .bind("node", node)
                .map((row, context) -> ClickRow.readOfTable(row))
                .list();
    }

    Map<VisitKey, Click> find(Handle handle, Collection<VisitKey> keys, @Nullable Set<Long> links) {
        Map<VisitKey, Click> found = new HashMap<>();
        if (!keys.isEmpty()) {
            handle.createQuery("""
                            SELECT k.* FROM UNNEST(CAST(:nodes AS BIGINT ARRAY), CAST(:sequences AS BIGINT ARRAY))
                              AS w (node, sequence)
                            JOIN clicks k ON k.node = w.node AND k.sequence = w.sequence
                            """)
                    .bindArray("nodes", keys.stream().map(VisitKey::node).toArray(Long[]::new))
                    .bindArray(
                            "sequences", keys.stream().map(VisitKey::sequence).toArray(Long[]::new))
                    .map((row, context) -> ClickRow.clickOfTable(row))
                    .forEach(visit -> found.put(VisitKey.of(visit), visit));
        }
        return found;
    }

    OptionalLong oldest(Handle handle) {
        Optional<Long> oldest = handle.createQuery("SELECT at FROM clicks ORDER BY at, node, sequence LIMIT 1")
                .mapTo(Long.class)
                .findOne();
        return oldest.isPresent() ? OptionalLong.of(oldest.get()) : OptionalLong.empty();
    }

    Set<VisitStore.Period> periods(Handle handle, long millis) {
        return new HashSet<>(handle.createQuery("SELECT DISTINCT node, at / :millis FROM clicks")
                .bind("millis", millis)
                .map((row, context) -> new VisitStore.Period(row.getLong(1), row.getLong(2)))
                .list());
    }

    void replace(Handle handle, List<ClickRow> visits) {
        TableVisitDao.update(handle, visits);
    }

    void delete(Handle handle, List<Click> visits) {
        TableVisitDao.delete(handle, visits);
    }
}
