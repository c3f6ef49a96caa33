package app.grapevine.notices;

import app.grapevine.base.EpochDay;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The table of what alerts tell. */
final class AlertDao {
    private AlertDao() {}

    /**
     * @param clicks of the hour in which it rose; of the day in which it was silent, none
     * @param usual clicks of such an hour, or of such a day
     */
    record Found(long link, boolean rises, long clicks, double usual) {}

    /** Keeps what was found, unless the link's day has its alert. */
    static void insert(Handle handle, Message message, long epochDay, Found found) {
        handle.createUpdate("""
                        INSERT INTO notice_alerts (notice_id, link_id, epoch_day, message_id, rises, clicks, usual)
                        VALUES (:notice, :link, :day, :message, :rises, :clicks, :usual)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("notice", message.notice())
                .bind("link", found.link())
                .bind("day", epochDay)
                .bind("message", message.id())
                .bind("rises", found.rises())
                .bind("clicks", found.clicks())
                .bind("usual", found.usual())
                .execute();
    }

    /** What a message tells: what rose first, most clicks first. */
    static List<Found> list(Handle handle, String message) {
        return handle.createQuery("""
                        SELECT link_id, rises, clicks, usual FROM notice_alerts WHERE message_id = :message
                        ORDER BY rises DESC, clicks DESC, usual DESC, link_id
                        """)
                .bind("message", message)
                .map((row, context) -> new Found(
                        row.getLong("link_id"), row.getBoolean("rises"), row.getLong("clicks"), row.getDouble("usual")))
                .list();
    }

    static void deleteOf(Handle handle, long linkId) {
        handle.execute("DELETE FROM notice_alerts WHERE link_id = ?", linkId);
    }

    /** Deletes all that messages tell which wait to be sent and tell of one of these links: it is to be looked for anew. */
    static void deleteWaiting(Handle handle, Collection<Long> links) {
        handle.createUpdate("""
                        DELETE FROM notice_alerts WHERE message_id IN (
                            SELECT a.message_id FROM UNNEST(CAST(:links AS BIGINT ARRAY)) AS w (link)
                            JOIN notice_alerts a ON a.link_id = w.link
                            JOIN notice_messages m ON m.id = a.message_id
                            WHERE m.state = :waiting)
                        """)
                .bindArray("links", links.toArray(Long[]::new))
                .bind("waiting", MessageDao.State.WAITING.label())
                .execute();
    }

    /** Deletes those of days before. */
    static void forget(Handle handle, Instant before) {
        handle.execute("DELETE FROM notice_alerts WHERE epoch_day < ?", EpochDay.of(before.toEpochMilli()));
    }
}
