package app.grapevine.webhooks;

import app.grapevine.attribution.Kind;
import app.grapevine.visits.Click;
import app.grapevine.webhooks.LineDao.Key;
import com.github.f4b6a3.tsid.TsidCreator;
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

/** The rows of {@code webhook_messages}: what waits, and what was given up. */
final class MessageDao {
    private MessageDao() {}

    /**
     * A message to one receiver.
     *
     * @param id rises with time, and is its place in the line
     * @param eventId the {@code webhook-id}
     * @param waitingSince in milliseconds
     * @param givenUpAt in milliseconds; null while it waits
     */
    record Message(
            long id,
            Key line,
            String eventId,
            String type,
            long linkId,
            long at,
            long waitingSince,
            @Nullable Long givenUpAt,
            int attempts,
            String body) {}

    private static Message message(ResultSet row) throws SQLException {
        long givenUpAt = row.getLong("given_up_at");
        Long given = row.wasNull() ? null : givenUpAt;
        return new Message(
                row.getLong("id"),
                new Key(row.getString("subscription"), row.getString("campaign")),
                row.getString("event_id"),
                row.getString("event_type"),
                row.getLong("link_id"),
                row.getLong("at"),
                row.getLong("waiting_since"),
                given,
                row.getInt("attempts"),
                row.getString("body"));
    }

    /** Adds messages; of an event that a receiver is yet to be told, no second one. */
    static void insert(Handle handle, Collection<Message> messages) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO webhook_messages (id, subscription, campaign, event_id, event_type, link_id, at, waiting_since,
                    attempts, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
                ON CONFLICT DO NOTHING
                """);
        for (Message message : messages) {
            batch.add(
                    message.id,
                    message.line.subscription(),
                    message.line.campaign(),
                    message.eventId,
                    message.type,
                    message.linkId,
                    message.at,
                    message.waitingSince,
                    message.body);
        }
        batch.execute();
    }

    /** The first that waits in a line, and is not to be made anew. */
    static Optional<Message> head(Handle handle, Key line) {
        return handle.createQuery("""
                        SELECT * FROM webhook_messages
                        WHERE subscription = :subscription AND campaign = :campaign AND given_up_at IS NULL
                          AND body LIKE '{%'
                        ORDER BY id LIMIT 1
                        """)
                .bind("subscription", line.subscription())
                .bind("campaign", line.campaign())
                .map((row, context) -> message(row))
                .findOne();
    }

    static void delete(Handle handle, long id) {
        handle.execute("DELETE FROM webhook_messages WHERE id = ?", id);
    }

    static void tried(Handle handle, long id) {
        handle.execute("UPDATE webhook_messages SET attempts = attempts + 1 WHERE id = ?", id);
    }

    /** Gives up what has waited in a line since a moment or longer. @return how many */
    static int giveUp(Handle handle, Key line, long waitingSince, long now) {
        return handle.createUpdate("""
                        UPDATE webhook_messages SET given_up_at = :now
                        WHERE subscription = :subscription AND campaign = :campaign AND given_up_at IS NULL
                          AND waiting_since <= :since
                        """)
                .bind("now", now)
                .bind("subscription", line.subscription())
                .bind("campaign", line.campaign())
                .bind("since", waitingSince)
                .execute();
    }

    /** Has what was given up wait again, at its place. @return how many */
    static int replay(Handle handle, String subscription, @Nullable String eventId, long now) {
        return handle.createUpdate("""
                        UPDATE webhook_messages SET given_up_at = NULL, waiting_since = :now
                        WHERE subscription = :subscription AND given_up_at IS NOT NULL
                          AND event_id = COALESCE(CAST(:event AS VARCHAR), event_id)
                        """)
                .bind("now", now)
                .bind("subscription", subscription)
                .bind("event", eventId)
                .execute();
    }

    /** Those of a receiver in the order of their making. @param givenUp null for both */
    static List<Message> list(Handle handle, String subscription, @Nullable Boolean givenUp, long after, int limit) {
        return handle.createQuery("""
                        SELECT * FROM webhook_messages
                        WHERE subscription = :subscription AND id > :after
                          AND (:which = 0 OR (:which = 1 AND given_up_at IS NOT NULL) OR (:which = 2 AND given_up_at IS NULL))
                        ORDER BY id LIMIT :limit
                        """)
                .bind("subscription", subscription)
                .bind("after", after)
                .bind("which", givenUp == null ? 0 : givenUp ? 1 : 2)
                .bind("limit", limit)
                .map((row, context) -> message(row))
                .list();
    }

    /** How many wait, and how many were given up. */
    record Count(long waiting, long givenUp) {
        static final Count NONE = new Count(0, 0);
    }

    /** By receiver. */
    static Map<String, Count> counts(Handle handle) {
        Map<String, Count> counts = new HashMap<>();
        handle.createQuery("""
                        SELECT subscription, COUNT(*), COUNT(given_up_at) FROM webhook_messages GROUP BY subscription
                        """)
                .map((row, context) ->
                        counts.put(row.getString(1), new Count(row.getLong(2) - row.getLong(3), row.getLong(3))))
                .list();
        return counts;
    }

    static void deleteOf(Handle handle, String subscription) {
        handle.execute("DELETE FROM webhook_messages WHERE subscription = ?", subscription);
    }

    /** Deletes what was given up before a moment, and what has waited since another or longer. */
    static void forget(Handle handle, long givenUpBefore, long waitingBefore) {
        handle.execute(
                "DELETE FROM webhook_messages WHERE given_up_at < ? OR (given_up_at IS NULL AND waiting_since < ?)",
                givenUpBefore,
                waitingBefore);
    }

    /** Deletes what tells of visits before a moment, in milliseconds, whether it waits or was given up. */
    static void forgetVisits(Handle handle, long before) {
        handle.execute(
                "DELETE FROM webhook_messages WHERE at < ? AND event_type IN (?, ?)",
                before,
                EventType.CLICK_RECORDED.label(),
                EventType.LINK_FIRST_PREVIEW.label());
    }

    /** Deletes what tells that one of these visits was the first preview of its link. */
    static void deletePreviews(Handle handle, Collection<Click> visits) {
        PreparedBatch batch =
                handle.prepareBatch("DELETE FROM webhook_messages WHERE event_type = ? AND link_id = ? AND at = ?");
        visits.stream()
                .filter(visit -> visit.kind() == Kind.PREVIEW)
                .forEach(visit -> batch.add(EventType.LINK_FIRST_PREVIEW.label(), visit.linkId(), visit.atMillis()));
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** Deletes all that is told of one link. */
    static void deleteOfLink(Handle handle, long linkId) {
        handle.execute("DELETE FROM webhook_messages WHERE link_id = ?", linkId);
    }

    /** Deletes what is told of one link, but not what became of the link itself. */
    static void deleteOfVisits(Handle handle, long linkId) {
        handle.execute(
                "DELETE FROM webhook_messages WHERE link_id = ? AND event_type NOT IN (?, ?, ?)",
                linkId,
                EventType.LINK_CREATED.label(),
                EventType.LINK_CHANGED.label(),
                EventType.LINK_ENDED.label());
    }

    /** Deletes what is told of conversions of a campaign that are tied to no click. */
    static void deleteUntied(Handle handle, String campaign) {
        handle.execute(
                "DELETE FROM webhook_messages WHERE campaign = ? AND link_id = 0 AND event_type IN (?, ?)",
                campaign,
                EventType.CONVERSION_RECORDED.label(),
                EventType.CONVERSION_CANCELLED.label());
    }

    /** Deletes what is told of a campaign, but of none of its links alone. */
    static void deleteOfCampaign(Handle handle, String campaign) {
        handle.execute("DELETE FROM webhook_messages WHERE campaign = ? AND link_id = 0", campaign);
    }

    /**
     * Some of those that tell of clicks of some time, in the order of their ids.
     *
     * @param from in milliseconds, and {@code to} is the last that is meant
     */
    static List<Message> ofClicks(Handle handle, long from, long to, long after, int limit) {
        return handle.createQuery("""
                        SELECT * FROM webhook_messages
                        WHERE event_type = :type AND at >= :from AND at <= :to AND id > :after
                        ORDER BY id LIMIT :limit
                        """)
                .bind("type", EventType.CLICK_RECORDED.label())
                .bind("from", from)
                .bind("to", to)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> message(row))
                .list();
    }

    /** Those that tell of what clicks on these links led to. */
    static List<Message> ofConversions(Handle handle, Collection<Long> links) {
        return handle.createQuery("""
                        SELECT m.* FROM UNNEST(CAST(:links AS BIGINT ARRAY)) AS w (link)
                        JOIN webhook_messages m ON m.link_id = w.link
                        WHERE m.event_type IN (:recorded, :cancelled)
                        """)
                .bindArray("links", links.toArray(Long[]::new))
                .bind("recorded", EventType.CONVERSION_RECORDED.label())
                .bind("cancelled", EventType.CONVERSION_CANCELLED.label())
                .map((row, context) -> message(row))
                .list();
    }

    /** Some of those that tell of clicks and have a text in them, in the order of their ids. */
    static List<Message> ofClicks(Handle handle, String text, long after, int limit) {
        return handle.createQuery("""
                        SELECT * FROM webhook_messages
                        WHERE event_type = :type AND id > :after AND POSITION(:text IN body) > 0
                        ORDER BY id LIMIT :limit
                        """)
                .bind("type", EventType.CLICK_RECORDED.label())
                .bind("after", after)
                .bind("text", text)
                .bind("limit", limit)
                .map((row, context) -> message(row))
                .list();
    }

    /**
     * Puts a mark in the place of the body of each daily summary: it is to be made anew, and not sent before.
     *
     * @param from of summaries of days that end at this moment or later, in milliseconds
     * @param to and at this one or before
     */
    static void markSummaries(Handle handle, long from, long to) {
        handle.execute(
                "UPDATE webhook_messages SET body = ? WHERE event_type = ? AND at >= ? AND at <= ?",
                // No JSON, and another each time, so that nobody who reckoned before it takes it away.
                "marked " + TsidCreator.getTsid().toLowerCase(),
                EventType.DAILY_SUMMARY.label(),
                from,
                to);
    }

    /** The summaries that are to be made anew. */
    static List<Message> markedSummaries(Handle handle) {
        return handle.createQuery("""
                        SELECT * FROM webhook_messages WHERE event_type = :type AND body NOT LIKE '{%' ORDER BY id
                        """)
                .bind("type", EventType.DAILY_SUMMARY.label())
                .map((row, context) -> message(row))
                .list();
    }

    /** Writes a summary that was made anew, unless it was marked once more. */
    static void renew(Handle handle, Message marked, String body) {
        handle.execute("UPDATE webhook_messages SET body = ? WHERE id = ? AND body = ?", body, marked.id, marked.body);
    }

    /** Deletes a summary of which nothing is left, unless it was marked once more. */
    static void deleteMarked(Handle handle, Message marked) {
        handle.execute("DELETE FROM webhook_messages WHERE id = ? AND body = ?", marked.id, marked.body);
    }

    static void rewrite(Handle handle, long id, String body) {
        handle.execute("UPDATE webhook_messages SET body = ? WHERE id = ?", body, id);
    }
}
