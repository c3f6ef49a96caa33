package app.grapevine.reattribution;

import app.grapevine.reattribution.Reattribution.Total;
import app.grapevine.visits.VisitPlace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** How far re-attributions are: {@code reattributions} and {@code reattribution_channels}. */
final class RunDao {
    private static final String COLUMNS = """
            SELECT id, from_at, to_at, rules_version, cursor_at, cursor_node, cursor_sequence, examined, changed,
              forgotten, started_at, finished_at, dry_run, superseded, catalogue, other_moves
            FROM reattributions
            """;

    private static final String OPEN = """
            WHERE finished_at IS NULL AND NOT superseded AND rules_version = :version
              AND (NOT dry_run OR catalogue = :catalogue)
            """;

    private RunDao() {}

    /**
     * A row; times in milliseconds.
     *
     * @param catalogue of the {@link Rulebook}; null for one that an earlier version began
     */
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
            @Nullable Long finishedAt,
            boolean dryRun,
            boolean superseded,
            @Nullable Long catalogue,
            long otherMoves) {
        /** One that is to begin. */
        static Run begun(String id, long from, long to, Rulebook rulebook, long at, boolean dryRun) {
            VisitPlace start = new VisitPlace(from, 0, 0);
            return new Run(
                    id, from, to, rulebook.version(), start, 0, 0, 0, at, null, dryRun, false, rulebook.catalogue(), 0);
        }

        /** Before its first visit. */
        VisitPlace start() {
            return new VisitPlace(from, 0, 0);
        }

        /** Whether it is unfinished, and goes on by what visits are judged by now. */
        boolean isOpen(Rulebook rulebook) {
            return finishedAt == null
                    && !superseded
                    && rulesVersion == rulebook.version()
                    && (!dryRun || Objects.equals(catalogue, rulebook.catalogue()));
        }

        Run after(Rejudgement judged, VisitPlace reached) {
            return new Run(
                    id,
                    from,
                    to,
                    rulesVersion,
                    reached,
                    examined + judged.examined(),
                    changed + judged.after().size(),
                    forgotten + judged.forgotten(),
                    startedAt,
                    finishedAt,
                    dryRun,
                    superseded,
                    catalogue,
                    otherMoves);
        }
    }

    static void insert(Handle handle, Run run, boolean openEnd) {
        handle.createUpdate("""
                        INSERT INTO reattributions (id, from_at, to_at, open_end, rules_version, cursor_at, cursor_node,
                          cursor_sequence, examined, changed, forgotten, started_at, dry_run, catalogue)
                        VALUES (:id, :from, :to, :openEnd, :rulesVersion, :from, 0, 0, 0, 0, 0, :startedAt, :dryRun,
                          :catalogue)
                        """)
                .bind("id", run.id())
                .bind("from", run.from())
                .bind("to", run.to())
                .bind("openEnd", openEnd)
                .bind("rulesVersion", run.rulesVersion())
                .bind("startedAt", run.startedAt())
                .bind("dryRun", run.dryRun())
                .bind("catalogue", run.catalogue())
                .execute();
    }

    /** The one of a kind that is open with the same range. @param to null for an open end */
    static Optional<Run> findOpen(Handle handle, Rulebook rulebook, boolean dryRun, long from, @Nullable Long to) {
        return handle.createQuery(COLUMNS + OPEN + """
                          AND dry_run = :dryRun AND from_at = :from
                          AND open_end = :openEnd AND (open_end OR to_at = :to)
                        ORDER BY started_at, id LIMIT 1
                        """)
                .bind("version", rulebook.version())
                .bind("catalogue", rulebook.catalogue())
                .bind("dryRun", dryRun)
                .bind("from", from)
                .bind("openEnd", to == null)
                .bind("to", to == null ? 0 : to)
                .map((row, context) -> run(row))
                .findOne();
    }

    /** The oldest that is open; a rehearsal where there is nothing else. */
    static Optional<Run> findNext(Handle handle, Rulebook rulebook) {
        return handle.createQuery(COLUMNS + OPEN + "ORDER BY dry_run, started_at, id LIMIT 1")
                .bind("version", rulebook.version())
                .bind("catalogue", rulebook.catalogue())
                .map((row, context) -> run(row))
                .findOne();
    }

    /** Ends the rehearsals that are not finished: what they have counted so far, a run changes now. */
    static void supersedeRehearsals(Handle handle) {
        handle.execute("UPDATE reattributions SET superseded = TRUE WHERE dry_run AND finished_at IS NULL");
    }

    /** Takes away the rehearsals that were begun before a moment. */
    static void deleteRehearsals(Handle handle, long before) {
        List<String> ids = handle.createQuery("SELECT id FROM reattributions WHERE dry_run AND started_at < :before")
                .bind("before", before)
                .mapTo(String.class)
                .list();
        for (String id : ids) {
            MoveDao.delete(handle, id);
            handle.execute("DELETE FROM reattribution_channels WHERE id = ?", id);
            handle.execute("DELETE FROM reattributions WHERE id = ?", id);
        }
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
        long catalogue = row.getLong("catalogue");
        boolean unknown = row.wasNull();
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
                unfinished ? null : finishedAt,
                row.getBoolean("dry_run"),
                row.getBoolean("superseded"),
                unknown ? null : catalogue,
                row.getLong("other_moves"));
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

    static void addOtherMoves(Handle handle, String id, long visits) {
        if (visits > 0) {
            handle.createUpdate("UPDATE reattributions SET other_moves = other_moves + :visits WHERE id = :id")
                    .bind("visits", visits)
                    .bind("id", id)
                    .execute();
        }
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
