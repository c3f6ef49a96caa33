package app.grapevine.reattribution;

import app.grapevine.reattribution.Reattribution.Total;
import app.grapevine.visits.VisitPlace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** How far re-attributions are: {@code reattributions} and {@code reattribution_channels}. */
final class RunDao {
    private static final String COLUMNS = """
            SELECT id, from_at, to_at, rules_version, cursor_at, cursor_node, cursor_sequence, examined, changed,
              forgotten, started_at, finished_at
            FROM reattributions
            """;

    private RunDao() {}

    /** A row; times in milliseconds. */
    record Run(
            String id,
            long from,
            long to,
            int rulesVersion,
            VisitPlace cursor,
            long examined,
            long changed,
            long forgotten,
            long startedAt,
            @Nullable Long finishedAt) {}

    static void insert(Handle handle, Run run, boolean openEnd) {
        handle.createUpdate("""
                        INSERT INTO reattributions (id, from_at, to_at, open_end, rules_version, cursor_at, cursor_node,
                          cursor_sequence, examined, changed, forgotten, started_at)
                        VALUES (:id, :from, :to, :openEnd, :rulesVersion, :from, 0, 0, 0, 0, 0, :startedAt)
                        """)
                .bind("id", run.id())
                .bind("from", run.from())
                .bind("to", run.to())
                .bind("openEnd", openEnd)
                .bind("rulesVersion", run.rulesVersion())
                .bind("startedAt", run.startedAt())
                .execute();
    }

    /** The one that is unfinished under these rules with the same range. @param to null for an open end */
    static Optional<Run> findUnfinished(Handle handle, int rulesVersion, long from, @Nullable Long to) {
        return handle.createQuery(COLUMNS + """
                        WHERE finished_at IS NULL AND rules_version = :version AND from_at = :from
                          AND open_end = :openEnd AND (open_end OR to_at = :to)
                        ORDER BY started_at, id LIMIT 1
                        """)
                .bind("version", rulesVersion)
                .bind("from", from)
                .bind("openEnd", to == null)
                .bind("to", to == null ? 0 : to)
                .map((row, context) -> run(row))
                .findOne();
    }

    /** The oldest that is unfinished under these rules. */
    static Optional<String> findNext(Handle handle, int rulesVersion) {
        return handle.createQuery("""
                        SELECT id FROM reattributions WHERE finished_at IS NULL AND rules_version = :version
                        ORDER BY started_at, id LIMIT 1
                        """)
                .bind("version", rulesVersion)
                .mapTo(String.class)
                .findOne();
    }

    static Optional<Run> find(Handle handle, String id) {
        return handle.createQuery(COLUMNS + "WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> run(row))
                .findOne();
    }

    /** The row, locked: on PostgreSQL another node that is about the same run waits. */
    static Optional<Run> lock(Handle handle, String id) {
        return handle.createQuery(COLUMNS + "WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, context) -> run(row))
                .findOne();
    }

    private static Run run(ResultSet row) throws SQLException {
        long finishedAt = row.getLong("finished_at");
        boolean unfinished = row.wasNull();
        return new Run(
                row.getString("id"),
                row.getLong("from_at"),
                row.getLong("to_at"),
                row.getInt("rules_version"),
                new VisitPlace(row.getLong("cursor_at"), row.getLong("cursor_node"), row.getLong("cursor_sequence")),
                row.getLong("examined"),
                row.getLong("changed"),
                row.getLong("forgotten"),
                row.getLong("started_at"),
                unfinished ? null : finishedAt);
    }

    static void advance(Handle handle, Run run) {
        handle.createUpdate("""
                        UPDATE reattributions SET cursor_at = :at, cursor_node = :node, cursor_sequence = :sequence,
                          examined = :examined, changed = :changed, forgotten = :forgotten
                        WHERE id = :id
                        """)
                .bind("at", run.cursor().atMillis())
                .bind("node", run.cursor().node())
                .bind("sequence", run.cursor().sequence())
                .bind("examined", run.examined())
                .bind("changed", run.changed())
                .bind("forgotten", run.forgotten())
                .bind("id", run.id())
                .execute();
    }

    static void finish(Handle handle, String id, long at) {
        handle.createUpdate("UPDATE reattributions SET finished_at = :at WHERE id = :id")
                .bind("at", at)
                .bind("id", id)
                .execute();
    }

    /** Adds to the totals of a run, whose row is locked. */
    static void addTotals(Handle handle, String id, List<Total> totals) {
        for (Total total : totals) {
            String channel = total.channel() == null ? "" : total.channel();
            int updated = handle.createUpdate("""
                            UPDATE reattribution_channels
                            SET before_count = before_count + :before, after_count = after_count + :after
                            WHERE id = :id AND kind = :kind AND channel = :channel
                            """)
                    .bind("before", total.before())
                    .bind("after", total.after())
                    .bind("id", id)
                    .bind("kind", total.kind())
                    .bind("channel", channel)
                    .execute();
            if (updated == 0) {
                handle.createUpdate("""
                                INSERT INTO reattribution_channels (id, kind, channel, before_count, after_count)
                                VALUES (:id, :kind, :channel, :before, :after)
                                """)
                        .bind("id", id)
                        .bind("kind", total.kind())
                        .bind("channel", channel)
                        .bind("before", total.before())
                        .bind("after", total.after())
                        .execute();
            }
        }
    }

    static List<Total> totals(Handle handle, String id) {
        return handle.createQuery("""
                        SELECT kind, channel, before_count, after_count FROM reattribution_channels WHERE id = :id
                        ORDER BY kind, channel
                        """)
                .bind("id", id)
                .map((row, context) -> new Total(
                        row.getString("kind"),
                        row.getString("channel").isEmpty() ? null : row.getString("channel"),
                        row.getLong("before_count"),
                        row.getLong("after_count")))
                .list();
    }
}
