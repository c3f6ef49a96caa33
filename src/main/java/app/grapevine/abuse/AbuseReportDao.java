package app.grapevine.abuse;

import app.grapevine.abuse.AbuseReport.Closed;
import app.grapevine.abuse.AbuseReport.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The SQL of reports. */
final class AbuseReportDao {
    private AbuseReportDao() {}

    static void insert(Handle handle, AbuseReport report) {
        handle.createUpdate("""
                        INSERT INTO link_reports (id, link_id, reason, words, contact, reported_at)
                        VALUES (:id, :linkId, :reason, :words, :contact, :reportedAt)
                        """)
                .bind("id", report.id())
                .bind("linkId", report.linkId())
                .bind("reason", report.reason().label())
                .bind("words", report.words())
                .bind("contact", report.contact())
                .bind("reportedAt", report.reportedAt().toEpochMilli())
                .execute();
    }

    /** How many of a link are open. */
    static long countOpen(Handle handle, long linkId) {
        return handle.createQuery("SELECT COUNT(*) FROM link_reports WHERE link_id = :link AND closed_at IS NULL")
                .bind("link", linkId)
                .mapTo(Long.class)
                .one();
    }

    static Optional<AbuseReport> find(Handle handle, String id) {
        return reports(handle.createQuery("SELECT * FROM link_reports WHERE id = :id")
                        .bind("id", id))
                .stream()
                .findFirst();
    }

    /**
     * Newest first.
     *
     * @param open whether the open ones or the closed; null for both
     * @param linkId of one link alone; null for all
     * @param before the id of the last one before these; null at the beginning
     */
    static List<AbuseReport> list(
            Handle handle, @Nullable Boolean open, @Nullable Long linkId, @Nullable String before, int limit) {
        StringBuilder where = new StringBuilder("WHERE 1 = 1");
        if (open != null) {
            where.append(open ? " AND closed_at IS NULL" : " AND closed_at IS NOT NULL");
        }
        if (linkId != null) {
            where.append(" AND link_id = :link");
        }
        if (before != null) {
            where.append(" AND id < :before");
        }
        Query query = handle.createQuery("SELECT * FROM link_reports " + where + " ORDER BY id DESC LIMIT :limit")
                .bind("limit", limit);
        if (linkId != null) {
            query.bind("link", linkId);
        }
        if (before != null) {
            query.bind("before", before);
        }
        return reports(query);
    }

    private static List<AbuseReport> reports(Query query) {
        return query.map((row, context) -> report(row)).list();
    }

    private static AbuseReport report(ResultSet row) throws SQLException {
        long closedAt = row.getLong("closed_at");
        Closed closed = row.wasNull()
                ? null
                : new Closed(Instant.ofEpochMilli(closedAt), row.getString("closed_by"), row.getString("note"));
        return new AbuseReport(
                row.getString("id"),
                row.getLong("link_id"),
                Reason.find(row.getString("reason")).orElse(Reason.OTHER),
                row.getString("words"),
                row.getString("contact"),
                Instant.ofEpochMilli(row.getLong("reported_at")),
                closed);
    }

    /** Closes one, or nothing where it is closed. */
    static void close(Handle handle, String id, Closed closed) {
        close(handle, "id = :which", id, closed);
    }

    /** Closes all that are open of a link. */
    static void closeAll(Handle handle, long linkId, Closed closed) {
        close(handle, "link_id = :which", linkId, closed);
    }

    private static void close(Handle handle, String which, Object value, Closed closed) {
        handle.createUpdate("UPDATE link_reports SET closed_at = :at, closed_by = :by, note = :note WHERE " + which
                        + " AND closed_at IS NULL")
                .bind("which", value)
                .bind("at", closed.at().toEpochMilli())
                .bind("by", closed.by())
                .bind("note", closed.note())
                .execute();
    }

    /** Deletes those that were closed before. */
    static void forget(Handle handle, Instant closedBefore) {
        handle.execute("DELETE FROM link_reports WHERE closed_at < ?", closedBefore.toEpochMilli());
    }
}
