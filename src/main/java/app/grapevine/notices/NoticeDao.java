package app.grapevine.notices;

import app.grapevine.notices.Notice.Last;
import app.grapevine.notices.Notice.Terms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The table of notices. Those that have ended are found by nothing but the count of letters that ask for confirmation. */
final class NoticeDao {
    private static final RowMapper<Notice> NOTICE = (row, context) -> notice(row);

    private static final String SELECT = """
            SELECT n.*, (SELECT COUNT(*) FROM notice_messages m WHERE m.notice_id = n.id AND m.state = 'waiting') AS waiting
            FROM notices n WHERE n.ended_at IS NULL
            """;

    private NoticeDao() {}

    static void insert(Handle handle, Notice notice) {
        Terms terms = notice.terms();
        handle.createUpdate("""
                        INSERT INTO notices (id, account_id, kind, period, campaign, language, zone, way, address, paused, created_at,
                          confirm_token, stop_token, next_at)
                        VALUES (:id, :account, :kind, :period, :campaign, :language, :zone, :way, :to, :paused, :createdAt,
                          :confirmToken, :stopToken, :nextAt)
                        """)
                .bind("id", notice.id())
                .bind("account", notice.account())
                .bind("kind", terms.kind().label())
                .bind("period", terms.period().label())
                .bind("campaign", terms.campaign())
                .bind("language", terms.language().label())
                .bind("zone", terms.zone().getId())
                .bind("way", terms.way().label())
                .bind("to", terms.to())
                .bind("paused", terms.paused())
                .bind("createdAt", notice.createdAt().toEpochMilli())
                .bind("confirmToken", notice.confirmToken())
                .bind("stopToken", notice.stopToken())
                .bind("nextAt", notice.nextAt().toEpochMilli())
                .execute();
    }

    /** Writes all that can change of one. */
    static void update(Handle handle, Notice notice) {
        Terms terms = notice.terms();
        handle.createUpdate("""
                        UPDATE notices SET period = :period, campaign = :campaign, language = :language, zone = :zone,
                          paused = :paused, confirm_token = :confirmToken, next_at = :nextAt
                        WHERE id = :id
                        """)
                .bind("period", terms.period().label())
                .bind("campaign", terms.campaign())
                .bind("language", terms.language().label())
                .bind("zone", terms.zone().getId())
                .bind("paused", terms.paused())
                .bind("confirmToken", notice.confirmToken())
                .bind("nextAt", notice.nextAt().toEpochMilli())
                .bind("id", notice.id())
                .execute();
    }

    static void schedule(Handle handle, String id, Instant nextAt) {
        handle.execute("UPDATE notices SET next_at = ? WHERE id = ?", nextAt.toEpochMilli(), id);
    }

    /** In the order of their making. @param account of which they are; null for all */
    static List<Notice> list(Handle handle, @Nullable String account, int limit, @Nullable String after) {
        String own = account == null ? "" : " AND n.account_id = :account";
        var query = handle.createQuery(SELECT + " AND n.id > :after" + own + " ORDER BY n.id LIMIT :limit")
                .bind("after", after == null ? "" : after)
                .bind("limit", limit);
        if (account != null) {
            query.bind("account", account);
        }
        return query.map(NOTICE).list();
    }

    static Optional<Notice> find(Handle handle, String id) {
        return handle.createQuery(SELECT + " AND n.id = :id")
                .bind("id", id)
                .map(NOTICE)
                .findOne();
    }

    /** The notice, locked until the transaction ends. */
    static Optional<Notice> lock(Handle handle, String id) {
        handle.createQuery("SELECT id FROM notices WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
        return find(handle, id);
    }

    static Optional<Notice> findToConfirm(Handle handle, String token) {
        return handle.createQuery(SELECT + " AND n.confirm_token = :token")
                .bind("token", token)
                .map(NOTICE)
                .findOne();
    }

    static Optional<Notice> findToStop(Handle handle, String token) {
        return handle.createQuery(SELECT + " AND n.stop_token = :token")
                .bind("token", token)
                .map(NOTICE)
                .findOne();
    }

    /**
     * Those that are due, held by this transaction; what another holds is passed over.
     *
     * <p>H2 has one transaction that writes at a time.
     */
    static List<Notice> takeDue(Handle handle, Instant now, int limit) {
        List<String> due = handle.createQuery("""
                        SELECT id FROM notices
                        WHERE next_at <= :now AND paused = FALSE AND confirm_token IS NULL AND ended_at IS NULL
                        ORDER BY next_at LIMIT :limit FOR UPDATE SKIP LOCKED
                        """)
                .bind("now", now.toEpochMilli())
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
        return due.stream().flatMap(id -> find(handle, id).stream()).toList();
    }

    /** How many an account has. @param account null for all that were made with keys */
    static long count(Handle handle, @Nullable String account) {
        return handle.createQuery("""
                        SELECT COUNT(*) FROM notices
                        WHERE ended_at IS NULL AND (account_id = :account OR (account_id IS NULL AND CAST(:account AS VARCHAR) IS NULL))
                        """)
                .bind("account", account)
                .mapTo(Long.class)
                .one();
    }

    /** Whether an account has one to this address that was confirmed, so that it need not be asked again. */
    static boolean isConfirmed(Handle handle, @Nullable String account, Way way, String to) {
        return account != null
                && handle.createQuery("""
                                SELECT COUNT(*) FROM notices
                                WHERE account_id = :account AND way = :way AND address = :to AND confirm_token IS NULL
                                  AND ended_at IS NULL
                                """)
                                .bind("account", account)
                                .bind("way", way.label())
                                .bind("to", to)
                                .mapTo(Long.class)
                                .one()
                        > 0;
    }

    /** How many letters that ask for confirmation were written to an address since then. */
    static long countAsked(Handle handle, String to, Instant since) {
        return handle.createQuery("""
                        SELECT COUNT(*) FROM notices n JOIN notice_messages m ON m.notice_id = n.id
                        WHERE n.address = :to AND m.kind = 'confirm' AND m.made_at >= :since
                        """)
                .bind("to", to)
                .bind("since", since.toEpochMilli())
                .mapTo(Long.class)
                .one();
    }

    /** The last one was taken. @param sentAt null for a letter that asks for confirmation, which is nothing that was asked for */
    static void taken(Handle handle, String id, @Nullable Instant sentAt) {
        handle.execute(
                "UPDATE notices SET sent_at = COALESCE(CAST(? AS BIGINT), sent_at), error = NULL, failing_since = NULL WHERE id = ?",
                sentAt == null ? null : sentAt.toEpochMilli(),
                id);
    }

    /** The last one was not taken. @param error why */
    static void failed(Handle handle, String id, String error, Instant now) {
        handle.execute(
                "UPDATE notices SET error = ?, failing_since = COALESCE(failing_since, ?) WHERE id = ?",
                error,
                now.toEpochMilli(),
                id);
    }

    /** Ends one; false where there is none. */
    static boolean end(Handle handle, String id, Instant now) {
        return handle.execute(
                        "UPDATE notices SET ended_at = ?, confirm_token = NULL WHERE id = ? AND ended_at IS NULL",
                        now.toEpochMilli(),
                        id)
                == 1;
    }

    static void deleteOf(Handle handle, String account) {
        handle.execute("DELETE FROM notices WHERE account_id = ?", account);
    }

    /** Deletes those that ended before, and those that nobody has confirmed. */
    static void forget(Handle handle, Instant endedBefore, Instant askedBefore) {
        handle.execute("DELETE FROM notices WHERE ended_at < ?", endedBefore.toEpochMilli());
        handle.execute(
                "DELETE FROM notices WHERE confirm_token IS NOT NULL AND created_at < ?", askedBefore.toEpochMilli());
    }

    private static Notice notice(ResultSet row) throws SQLException {
        return new Notice(
                row.getString("id"),
                row.getString("account_id"),
                new Terms(
                        NoticeKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        Period.valueOf(row.getString("period").toUpperCase(Locale.ROOT)),
                        row.getString("campaign"),
                        Language.valueOf(row.getString("language").toUpperCase(Locale.ROOT)),
                        ZoneId.of(row.getString("zone")),
                        Way.valueOf(row.getString("way").toUpperCase(Locale.ROOT)),
                        row.getString("address"),
                        row.getBoolean("paused")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                row.getString("confirm_token"),
                row.getString("stop_token"),
                Instant.ofEpochMilli(row.getLong("next_at")),
                new Last(
                        instant(row, "sent_at"),
                        row.getString("error"),
                        instant(row, "failing_since"),
                        row.getInt("waiting")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
