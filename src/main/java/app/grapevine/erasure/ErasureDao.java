package app.grapevine.erasure;

import app.grapevine.erasure.Erasure.Scope;
import app.grapevine.visits.VisitKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Erasures in the database. */
final class ErasureDao {
    private ErasureDao() {}

    static void insert(Handle handle, ErasureRow row) {
        VisitKey visit = row.visit();
        handle.createUpdate("""
                        INSERT INTO erasures (id, scope, name, from_at, to_at, node, sequence, links_too,
                          requested_by, requested_at, looked_at, finished_at, visits, links)
                        VALUES (:id, :scope, :name, :from, :to, :node, :sequence, :linksToo,
                          :requestedBy, :requestedAt, :requestedAt, NULL, 0, 0)
                        """)
                .bind("id", row.id())
                .bind("scope", row.scope().label())
                .bind("name", row.name())
                .bind("from", row.from())
                .bind("to", row.to())
                .bind("node", visit == null ? null : visit.node())
                .bind("sequence", visit == null ? null : visit.sequence())
                .bind("linksToo", row.linksToo())
                .bind("requestedBy", row.requestedBy())
                .bind("requestedAt", row.requestedAt())
                .execute();
        PreparedBatch links = handle.prepareBatch("INSERT INTO erasure_links (erasure_id, link_id) VALUES (?, ?)");
        row.linkIds().forEach(link -> links.add(row.id(), link));
        if (links.size() > 0) {
            links.execute();
        }
    }

    static Optional<ErasureRow> find(Handle handle, String id) {
        return rows(
                        handle,
                        handle.createQuery("SELECT * FROM erasures WHERE id = :id")
                                .bind("id", id))
                .stream()
                .findFirst();
    }

    /** The newest, at most so many. */
    static List<ErasureRow> list(Handle handle, int limit) {
        return rows(
                handle,
                handle.createQuery("SELECT * FROM erasures ORDER BY requested_at DESC, id LIMIT :limit")
                        .bind("limit", limit));
    }

    /** The oldest that is not finished, and does not wait since {@code lookedBefore} or later. */
    static Optional<ErasureRow> findUnfinished(Handle handle, long lookedBefore) {
        return rows(handle, handle.createQuery("""
                                SELECT * FROM erasures
                                WHERE finished_at IS NULL
                                  AND (looked_at = requested_at OR looked_at < :lookedBefore)
                                ORDER BY requested_at, id LIMIT 1
                                """).bind("lookedBefore", lookedBefore)).stream()
                .findFirst();
    }

    /** A finished one, asked for at {@code since} or later, which nobody has looked at since {@code lookedBefore}. */
    static Optional<ErasureRow> findToLookAt(Handle handle, long since, long lookedBefore) {
        return rows(handle, handle.createQuery("""
                                SELECT * FROM erasures
                                WHERE finished_at IS NOT NULL AND requested_at >= :since AND looked_at < :lookedBefore
                                ORDER BY looked_at, id LIMIT 1
                                """).bind("since", since).bind("lookedBefore", lookedBefore)).stream()
                .findFirst();
    }

    private static List<ErasureRow> rows(Handle handle, Query query) {
        return query.map((row, context) -> row(row, links(handle, row.getString("id"))))
                .list();
    }

    private static Set<Long> links(Handle handle, String id) {
        return new HashSet<>(handle.createQuery("SELECT link_id FROM erasure_links WHERE erasure_id = :id")
                .bind("id", id)
                .mapTo(Long.class)
                .list());
    }

    private static ErasureRow row(ResultSet row, Set<Long> links) throws SQLException {
        Long node = number(row, "node");
        Long sequence = number(row, "sequence");
        return new ErasureRow(
                row.getString("id"),
                Scope.find(row.getString("scope")).orElseThrow(),
                row.getString("name"),
                number(row, "from_at"),
                number(row, "to_at"),
                node == null || sequence == null ? null : new VisitKey(node, sequence),
                row.getBoolean("links_too"),
                row.getString("requested_by"),
                row.getLong("requested_at"),
                number(row, "finished_at"),
                row.getLong("visits"),
                row.getLong("links"),
                links);
    }

    private static @Nullable Long number(ResultSet row, String name) throws SQLException {
        long value = row.getLong(name);
        return row.wasNull() ? null : value;
    }

    static void count(Handle handle, String id, long visits, long links) {
        handle.execute("UPDATE erasures SET visits = visits + ?, links = links + ? WHERE id = ?", visits, links, id);
    }

    static void looked(Handle handle, String id, long at) {
        handle.execute("UPDATE erasures SET looked_at = ? WHERE id = ?", at, id);
    }

    /** Which visit it was is forgotten with it. */
    static void finish(Handle handle, String id, long at) {
        handle.execute(
                "UPDATE erasures SET finished_at = ?, looked_at = ?, node = NULL, sequence = NULL"
                        + " WHERE id = ? AND finished_at IS NULL",
                at,
                at,
                id);
    }
}
