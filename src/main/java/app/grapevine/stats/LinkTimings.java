package app.grapevine.stats;

import app.grapevine.storage.Database;
import app.grapevine.storage.SqlText;
import app.grapevine.visits.ClickRow;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitRange;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * When links were first previewed, and how long after that one was first clicked. Safe for use by many threads.
 *
 * <p>It is read from the visits themselves, at the first place in their index: so it always agrees with them, also
 * when they are judged anew. Of visits that retention deletes, it notes the first click in the same transaction
 * ({@code first_clicks}). What is looked at are the visits between the preview and the click.
 */
public final class LinkTimings {
    private final Database database;
    private final VisitStore store;

    public LinkTimings(Database database) {
        this.database = database;
        this.store = VisitStores.of(database.dialect());
    }

    /**
     * Who fetched previews of a link.
     *
     * @param previewBy the app or family
     * @param firstMillis when it fetched first
     * @param lastMillis when it fetched last
     * @param attempts how many of the fetches count as attempts to share
     */
    public record Previewed(String previewBy, long firstMillis, long lastMillis, long attempts) {}

    /**
     * @param previews by each app, the first first; none where there was no preview yet
     * @param firstClickMillis the first click at or after the first preview; null where there is none. Clicks of
     *     people who asked not to be tracked are not considered: nobody knows when they were
     */
    public record Timing(List<Previewed> previews, @Nullable Long firstClickMillis) {
        public Timing {
            previews = List.copyOf(previews);
        }

        /** Null where there was no preview yet. */
        public @Nullable Long firstPreviewMillis() {
            return previews.isEmpty() ? null : previews.get(0).firstMillis();
        }
    }

    /** @throws app.grapevine.storage.DatabaseUnavailableException if the database is away */
    public Timing of(long linkId) {
        return database.read(handle -> {
            List<Previewed> previews = previews(handle, linkId);
            OptionalLong click = previews.isEmpty()
                    ? OptionalLong.empty()
                    : firstClick(handle, linkId, previews.get(0).firstMillis());
            return new Timing(previews, click.isPresent() ? click.getAsLong() : null);
        });
    }

    /**
     * The first preview of a link: the first sign that it was shared.
     *
     * @param channel that the link was made for; null for none
     * @param audience whom it is for; null for nobody in particular
     * @param previewBy the app or family that fetched
     */
    public record First(
            String code,
            String domain,
            @Nullable String title,
            @Nullable String channel,
            @Nullable String audience,
            String previewBy,
            long atMillis) {}

    /** The first preview of each link of a selection that had its first in the selection's time, the first first. */
    public List<First> firsts(Selection selection, int limit) {
        SqlText sql = new SqlText();
        sql.add("""
                SELECT l.code, l.domain, l.title, l.channel, l.audience, p.preview_by, p.first_at
                FROM link_previews p JOIN links l ON l.id = p.link_id""");
        sql.add("WHERE p.first_at >= " + sql.value(selection.from().toEpochMilli()));
        sql.add("AND p.first_at < " + sql.value(selection.to().toEpochMilli()));
        sql.add("""
                AND NOT EXISTS (SELECT 1 FROM link_previews o WHERE o.link_id = p.link_id
                    AND (o.first_at < p.first_at OR o.first_at = p.first_at AND o.preview_by < p.preview_by))""");
        Conditions.links(sql, selection);
        sql.add("ORDER BY p.first_at, l.id LIMIT " + sql.value(limit));
        return database.read(handle -> sql.on(handle)
                .map((row, context) -> new First(
                        row.getString("code"),
                        row.getString("domain"),
                        row.getString("title"),
                        row.getString("channel"),
                        row.getString("audience"),
                        row.getString("preview_by"),
                        row.getLong("first_at")))
                .list());
    }

    private static List<Previewed> previews(Handle handle, long linkId) {
        return handle.createQuery("""
                        SELECT preview_by, first_at, last_at, attempts FROM link_previews
                        WHERE link_id = :link ORDER BY first_at, preview_by
                        """)
                .bind("link", linkId)
                .map((row, context) -> new Previewed(
                        row.getString("preview_by"),
                        row.getLong("first_at"),
                        row.getLong("last_at"),
                        row.getLong("attempts")))
                .list();
    }

    private OptionalLong firstClick(Handle handle, long linkId, long from) {
        Optional<Long> deleted = handle.createQuery("SELECT at FROM first_clicks WHERE link_id = :link AND at >= :from")
                .bind("link", linkId)
                .bind("from", from)
                .mapTo(Long.class)
                .findOne();
        List<ClickRow> kept = store.walk(
                        VisitRange.ofLink(linkId).since(from), VisitFilter.CLICKS, VisitStore.Order.OLDEST_FIRST, null)
                .next(handle, 1);
        return LongStream.concat(
                        deleted.stream().mapToLong(Long::longValue),
                        kept.stream().mapToLong(row -> row.click().atMillis()))
                .min();
    }
}
