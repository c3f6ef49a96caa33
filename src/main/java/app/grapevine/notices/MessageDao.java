package app.grapevine.notices;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The table of messages. */
final class MessageDao {
    private static final RowMapper<Message> MESSAGE = (row, context) -> new Message(
            row.getString("id"),
            row.getString("notice_id"),
            row.getString("occasion"),
            Message.Kind.ofLabel(row.getString("kind")),
            Instant.ofEpochMilli(row.getLong("before_at")),
            Instant.ofEpochMilli(row.getLong("from_at")),
            Instant.ofEpochMilli(row.getLong("to_at")),
            Instant.ofEpochMilli(row.getLong("made_at")),
            row.getInt("tries"));

    private MessageDao() {}

    /** What becomes of one. */
    enum State {
        WAITING,
        SENT,
        FAILED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static long count(Handle handle, State state) {
        return handle.createQuery("SELECT COUNT(*) FROM notice_messages WHERE state = :state")
                .bind("state", state.label())
                .mapTo(Long.class)
                .one();
    }

    /** @return whether there was none of this occasion yet */
    static boolean insert(Handle handle, Message message) {
        return handle.createUpdate("""
                        INSERT INTO notice_messages (id, notice_id, occasion, kind, before_at, from_at, to_at, made_at, state,
                          due_at, tries)
                        VALUES (:id, :notice, :occasion, :kind, :before, :from, :to, :madeAt, :state, :madeAt, 0)
                        ON CONFLICT DO NOTHING
                        """)
                        .bind("id", message.id())
                        .bind("notice", message.notice())
                        .bind("occasion", message.occasion())
                        .bind("kind", message.kind().label())
                        .bind("before", message.before().toEpochMilli())
                        .bind("from", message.from().toEpochMilli())
                        .bind("to", message.to().toEpochMilli())
                        .bind("madeAt", message.madeAt().toEpochMilli())
                        .bind("state", State.WAITING.label())
                        .execute()
                == 1;
    }

    /** Takes the first that is due and that nobody holds, until {@code until}. */
    static Optional<Message> take(Handle handle, String holder, Instant now, Instant until) {
        Optional<String> due = handle.createQuery("""
                        SELECT id FROM notice_messages
                        WHERE state = 'waiting' AND due_at <= :now AND (held_until IS NULL OR held_until <= :now)
                        ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
                        """)
                .bind("now", now.toEpochMilli())
                .mapTo(String.class)
                .findOne();
        due.ifPresent(id -> handle.execute(
                "UPDATE notice_messages SET holder = ?, held_until = ?, tries = tries + 1 WHERE id = ?",
                holder,
                until.toEpochMilli(),
                id));
        return due.flatMap(id -> handle.createQuery("SELECT * FROM notice_messages WHERE id = :id")
                .bind("id", id)
                .map(MESSAGE)
                .findOne());
    }

    /** Ends a message that is held; false where somebody else has it by now. */
    static boolean end(Handle handle, String id, String holder, State state) {
        return handle.execute(
                        "UPDATE notice_messages SET state = ?, holder = NULL, held_until = NULL WHERE id = ? AND holder = ?",
                        state.label(),
                        id,
                        holder)
                == 1;
    }

    /** Takes away a message that is held and of which there is nothing to tell. */
    static void drop(Handle handle, String id, String holder) {
        handle.execute("DELETE FROM notice_messages WHERE id = ? AND holder = ?", id, holder);
    }

    /** Has a message that is held tried again at {@code dueAt}; false where somebody else has it by now. */
    static boolean again(Handle handle, String id, String holder, Instant dueAt) {
        return handle.execute(
                        "UPDATE notice_messages SET due_at = ?, holder = NULL, held_until = NULL WHERE id = ? AND holder = ?",
                        dueAt.toEpochMilli(),
                        id,
                        holder)
                == 1;
    }

    /** Has all that would go this way now wait for a while. */
    static void postpone(Handle handle, Way way, Instant until) {
        handle.execute("""
                UPDATE notice_messages SET due_at = ?
                WHERE state = 'waiting' AND holder IS NULL AND due_at < ?
                  AND notice_id IN (SELECT id FROM notices WHERE way = ?)
                """, until.toEpochMilli(), until.toEpochMilli(), way.label());
    }

    /** Lets go of all that a process holds, which ends. */
    static void release(Handle handle, String holder) {
        handle.execute(
                "UPDATE notice_messages SET holder = NULL, held_until = NULL WHERE holder = ? AND state = 'waiting'",
                holder);
    }

    static void deleteOf(Handle handle, String notice) {
        handle.execute("DELETE FROM notice_messages WHERE notice_id = ? AND kind <> 'confirm'", notice);
    }

    /** Deletes what was made before and is over. */
    static void forget(Handle handle, Instant madeBefore) {
        handle.execute(
                "DELETE FROM notice_messages WHERE state <> 'waiting' AND made_at < ?", madeBefore.toEpochMilli());
    }
}
