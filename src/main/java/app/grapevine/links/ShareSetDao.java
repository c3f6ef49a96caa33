package app.grapevine.links;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The SQL of share sets; their links are {@link LinkDao}'s. */
final class ShareSetDao {
    /** A share set without its links. @param issued how many links it was issued with */
    record Row(String id, String destination, @Nullable String text, int issued, Instant createdAt) {}

    void insert(Handle handle, Row row) {
        handle.createUpdate("""
                        INSERT INTO share_sets (id, destination, share_text, issued, created_at)
                        VALUES (:id, :destination, :text, :issued, :createdAt)
                        """)
                .bind("id", row.id())
                .bind("destination", row.destination())
                .bind("text", row.text())
                .bind("issued", row.issued())
                .bind("createdAt", row.createdAt().toEpochMilli())
                .execute();
    }

    Optional<Row> find(Handle handle, String id) {
        return rows(handle.createQuery("SELECT * FROM share_sets WHERE id = :id")
                        .bind("id", id))
                .stream()
                .findFirst();
    }

    /** Newest first, those with an id below {@code before}. */
    List<Row> list(Handle handle, String before, int limit) {
        return rows(handle.createQuery("SELECT * FROM share_sets WHERE id < :before ORDER BY id DESC LIMIT :limit")
                .bind("before", before)
                .bind("limit", limit));
    }

    private static List<Row> rows(Query query) {
        return query.map((row, context) -> new Row(
                        row.getString("id"),
                        row.getString("destination"),
                        row.getString("share_text"),
                        row.getInt("issued"),
                        Instant.ofEpochMilli(row.getLong("created_at"))))
                .list();
    }
}
