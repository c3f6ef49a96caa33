package app.grapevine.reattribution;

import app.grapevine.reattribution.Reattribution.Judged;
import app.grapevine.reattribution.Reattribution.Move;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The verdicts that a rehearsal would change: {@code reattribution_moves}. */
final class MoveDao {
    /** So many are told apart for each rehearsal: with the whole catalogue there are some hundreds. */
    static final int MOST = 2000;

    private static final String KEY = """
            WHERE id = :id AND before_rule = :beforeRule AND before_kind = :beforeKind
              AND before_channel = :beforeChannel AND before_tier = :beforeTier AND after_rule = :afterRule
              AND after_kind = :afterKind AND after_channel = :afterChannel AND after_tier = :afterTier
            """;

    private MoveDao() {}

    /**
     * Adds to the moves of a rehearsal, whose row is locked.
     *
     * @param most how many of it are told apart
     * @return how many visits made moves that are not told apart
     */
    static long add(Handle handle, String id, List<Move> moves, int most) {
        int told = moves.isEmpty() ? 0 : count(handle, id);
        long others = 0;
        for (Move move : moves) {
            if (!isAdded(handle, id, move)) {
                if (told < most) {
                    insert(handle, id, move);
                    told++;
                } else {
                    others += move.visits();
                }
            }
        }
        return others;
    }

    private static int count(Handle handle, String id) {
        return handle.createQuery("SELECT COUNT(*) FROM reattribution_moves WHERE id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
    }

    private static boolean isAdded(Handle handle, String id, Move move) {
        return bound(handle.createUpdate("UPDATE reattribution_moves SET visits = visits + :visits " + KEY), id, move)
                        .execute()
                > 0;
    }

    private static void insert(Handle handle, String id, Move move) {
        bound(handle.createUpdate("""
                        INSERT INTO reattribution_moves (id, before_rule, before_kind, before_channel, before_tier,
                          after_rule, after_kind, after_channel, after_tier, visits)
                        VALUES (:id, :beforeRule, :beforeKind, :beforeChannel, :beforeTier, :afterRule, :afterKind,
                          :afterChannel, :afterTier, :visits)
                        """), id, move).execute();
    }

    private static <S extends SqlStatement<S>> S bound(S statement, String id, Move move) {
        bind(statement, "before", move.before());
        bind(statement, "after", move.after());
        return statement.bind("id", id).bind("visits", move.visits());
    }

    private static void bind(SqlStatement<?> statement, String when, Judged judged) {
        statement
                .bind(when + "Rule", text(judged.rule()))
                .bind(when + "Kind", judged.kind())
                .bind(when + "Channel", text(judged.channel()))
                .bind(when + "Tier", text(judged.tier()));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** Those that most visits make, the largest first. */
    static List<Move> largest(Handle handle, String id, int most) {
        return handle.createQuery("""
                        SELECT before_rule, before_kind, before_channel, before_tier, after_rule, after_kind,
                          after_channel, after_tier, visits
                        FROM reattribution_moves WHERE id = :id
                        ORDER BY visits DESC, before_rule, after_rule, before_kind, before_channel, before_tier,
                          after_kind, after_channel, after_tier
                        LIMIT :most
                        """)
                .bind("id", id)
                .bind("most", most)
                .map((row, context) -> new Move(judged(row, "before_"), judged(row, "after_"), row.getLong("visits")))
                .list();
    }

    private static Judged judged(ResultSet row, String when) throws SQLException {
        return new Judged(
                value(row.getString(when + "rule")),
                row.getString(when + "kind"),
                value(row.getString(when + "channel")),
                value(row.getString(when + "tier")));
    }

    private static @Nullable String value(String text) {
        return text.isEmpty() ? null : text;
    }

    /** The visits of all its moves that are told apart. */
    static long visits(Handle handle, String id) {
        return handle.createQuery("SELECT COALESCE(SUM(visits), 0) FROM reattribution_moves WHERE id = :id")
                .bind("id", id)
                .mapTo(Long.class)
                .one();
    }

    static void delete(Handle handle, String id) {
        handle.createUpdate("DELETE FROM reattribution_moves WHERE id = :id")
                .bind("id", id)
                .execute();
    }
}
