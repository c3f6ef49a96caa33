package app.grapevine.visits;

import app.grapevine.storage.Database;
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

/** Visits as rows of the table {@code clicks}, each with two indexes: by time, and by link and time. */
final class TableVisits implements VisitStore {
    private static final int UNIT = 1000;
    private static final int FETCH = 2000;

    private final Dialect dialect;

    TableVisits(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public void add(Handle handle, List<ClickRow> visits) {
        TableVisitDao.insert(handle, dialect, visits);
    }

    @Override
    public VisitWalk walk(VisitRange range, VisitFilter filter, Order order, @Nullable VisitPlace after) {
        return new TableWalk(range, filter, order, after, "");
    }

    @Override
    public VisitWalk walkToChange(VisitRange range, VisitFilter filter, @Nullable VisitPlace after) {
        // On H2 those who write wait for each other anyway, and where it locks, it sorts all that could match.
        return new TableWalk(
                range, filter, Order.OLDEST_FIRST, after, dialect == Dialect.POSTGRESQL ? " FOR UPDATE" : "");
    }

    @Override
    public void each(Handle handle, VisitRange range, VisitFilter filter, Consumer<Click> consumer) {
        SqlText sql = new SqlText().add("SELECT k.* FROM clicks k WHERE 1 = 1");
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
        SqlText sql = new SqlText().add("SELECT k.* FROM clicks k WHERE k.node = :node");
        sql.add("AND k.sequence > " + sql.value(after) + " AND k.sequence <= " + sql.value(upTo));
        new VisitRange(range.from(), range.to(), range.links(), null).where(sql);
        filter.where(sql);
        sql.add("ORDER BY k.node, k.sequence LIMIT " + limit);
        return sql.on(handle)
                .bind("node", node)
                .map((row, context) -> ClickRow.read(row))
                .list();
    }

    @Override
    public Map<VisitKey, Click> find(Handle handle, Collection<VisitKey> keys, @Nullable Set<Long> links) {
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
                    .map((row, context) -> ClickRow.click(row))
                    .forEach(visit -> found.put(VisitKey.of(visit), visit));
        }
        return found;
    }

    @Override
    public OptionalLong oldest(Handle handle) {
        Optional<Long> oldest = handle.createQuery("SELECT at FROM clicks ORDER BY at, node, sequence LIMIT 1")
                .mapTo(Long.class)
                .findOne();
        return oldest.isPresent() ? OptionalLong.of(oldest.get()) : OptionalLong.empty();
    }

    @Override
    public Set<Period> periods(Handle handle, long millis) {
        return new HashSet<>(handle.createQuery("SELECT DISTINCT node, at / :millis FROM clicks")
                .bind("millis", millis)
                .map((row, context) -> new Period(row.getLong(1), row.getLong(2)))
                .list());
    }

    @Override
    public void replace(Handle handle, List<ClickRow> visits) {
        TableVisitDao.update(handle, visits);
    }

    @Override
    public void delete(Handle handle, List<Click> visits) {
        TableVisitDao.delete(handle, visits);
    }

    @Override
    public int unit() {
        return UNIT;
    }

    @Override
    public boolean tidy(Database database) {
        return false;
    }
}
