package app.grapevine.moving;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The SQL of what was brought from where: {@code imports} and {@code imported_links}. */
final class ImportDao {
    private static final int AT_ONCE = 1000;

    private ImportDao() {}

    /** How far a source is brought; as the columns of its row. */
    record Progress(
            long id,
            String linksCursor,
            boolean linksDone,
            String visitsCursor,
            @Nullable Long untilAt,
            long links,
            long visits) {
        /** The same, with links further on. */
        Progress of(String cursor, boolean done, long all) {
            return new Progress(id, cursor, done, visitsCursor, untilAt, all, visits);
        }

        /** The same, with visits further on. */
        Progress visited(String cursor, long all) {
            return new Progress(id, linksCursor, linksDone, cursor, untilAt, links, all);
        }

        /** The same, of a run up to a moment; null where none is under way. */
        Progress until(@Nullable Long millis) {
            return new Progress(id, linksCursor, linksDone, visitsCursor, millis, links, visits);
        }
    }

    /** A link that was brought, as its row has it. */
    record Row(
            String name,
            long linkId,
            @Nullable Long told,
            @Nullable Long visitsUntil) {}

    static Optional<Progress> find(Handle handle, String source) {
        return handle.createQuery("""
                        SELECT id, links_cursor, links_done, visits_cursor, until_at, links, visits
                        FROM imports WHERE source = :source
                        """)
                .bind("source", source)
                .map((row, context) -> new Progress(
                        row.getLong("id"),
                        row.getString("links_cursor"),
                        row.getBoolean("links_done"),
                        row.getString("visits_cursor"),
                        row.getObject("until_at", Long.class),
                        row.getLong("links"),
                        row.getLong("visits")))
                .findOne();
    }

    static void insert(Handle handle, long id, String source, long nowMillis) {
        handle.execute("""
                INSERT INTO imports (id, source, links_cursor, links_done, visits_cursor, links, visits, began_at, updated_at)
                VALUES (?, ?, '', FALSE, '', 0, 0, ?, ?)
                """, id, source, nowMillis, nowMillis);
    }

    static void update(Handle handle, Progress to, long nowMillis) {
        handle.createUpdate("""
                        UPDATE imports SET links_cursor = :linksCursor, links_done = :linksDone,
                            visits_cursor = :visitsCursor, until_at = :until, links = :links, visits = :visits,
                            updated_at = :now
                        WHERE id = :id
                        """)
                .bind("linksCursor", to.linksCursor)
                .bind("linksDone", to.linksDone)
                .bind("visitsCursor", to.visitsCursor)
                .bind("until", to.untilAt)
                .bind("links", to.links)
                .bind("visits", to.visits)
                .bind("now", nowMillis)
                .bind("id", to.id)
                .execute();
    }

    /** Those of some names that were brought, by name. */
    static Map<String, Row> known(Handle handle, long importId, Collection<String> names) {
        Map<String, Row> known = new HashMap<>();
        List<String> all = List.copyOf(names);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            handle.createQuery("""
                            SELECT name, link_id, told, visits_until FROM imported_links
                            WHERE import_id = :import AND name IN (<names>)
                            """)
                    .bind("import", importId)
                    .bindList("names", all.subList(from, Math.min(from + AT_ONCE, all.size())))
                    .map((row, context) -> row(row))
                    .forEach(row -> known.put(row.name, row));
        }
        return known;
    }

    static void add(Handle handle, long importId, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO imported_links (import_id, name, link_id, told, visits_until)
                VALUES (:import, :name, :link, :told, :until)
                """)) {
            rows.forEach(row -> batch.bind("import", importId)
                    .bind("name", row.name)
                    .bind("link", row.linkId)
                    .bind("told", row.told)
                    .bind("until", row.visitsUntil)
                    .add());
            batch.execute();
        }
    }

    /** Sets what the source says now of how many visits links have, by name. */
    static void told(Handle handle, long importId, Map<String, Long> told) {
        if (told.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch(
                "UPDATE imported_links SET told = :told WHERE import_id = :import AND name = :name")) {
            told.forEach((name, visits) -> batch.bind("told", visits)
                    .bind("import", importId)
                    .bind("name", name)
                    .add());
            batch.execute();
        }
    }

    /** That all visits of links up to a moment are here. */
    static void finished(Handle handle, long importId, Collection<Long> links, long untilMillis) {
        if (links.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch("""
                UPDATE imported_links SET visits_until = :until WHERE link_id = :link AND import_id = :import
                """)) {
            links.forEach(link -> batch.bind("until", untilMillis)
                    .bind("link", link)
                    .bind("import", importId)
                    .add());
            batch.execute();
        }
    }

    /** How many visits the source said links to have none of whose visits are here yet. */
    static long visitsToCome(Handle handle, long importId) {
        return handle.createQuery("""
                        SELECT COALESCE(SUM(told), 0) FROM imported_links
                        WHERE import_id = :import AND visits_until IS NULL
                        """)
                .bind("import", importId)
                .mapTo(Long.class)
                .one();
    }

    /** Some with greater ids, in the order of their ids. */
    static List<Row> after(Handle handle, long importId, long linkId) {
        return handle.createQuery("""
                        SELECT name, link_id, told, visits_until FROM imported_links
                        WHERE import_id = :import AND link_id > :link ORDER BY link_id LIMIT :most
                        """)
                .bind("import", importId)
                .bind("link", linkId)
                .bind("most", AT_ONCE)
                .map((row, context) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("name"),
                row.getLong("link_id"),
                row.getObject("told", Long.class),
                row.getObject("visits_until", Long.class));
    }
}
