package app.grapevine.clicks;

import app.grapevine.attribution.Kind;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What retention takes away, and what it has to know of what it takes. */
final class RetentionDao {
    private RetentionDao() {}

    static List<Long> listAgentsUnseenSince(Handle handle, long epochDay, int limit) {
        return handle.createQuery("SELECT id FROM user_agents WHERE last_day < :epochDay LIMIT :limit")
                .bind("epochDay", epochDay)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    /** Looks at the day again: the agent may have been seen since the list was made. */
    static void deleteAgents(Handle handle, List<Long> ids, long epochDay) {
        PreparedBatch batch = handle.prepareBatch("DELETE FROM user_agents WHERE id = ? AND last_day < ?");
        ids.forEach(id -> batch.add(id, epochDay));
        batch.execute();
    }

    /** Which of these visits led to a conversion. */
    static Set<VisitKey> listConverted(Handle handle, List<Click> visits) {
        return visits.isEmpty()
                ? Set.of()
                : new HashSet<>(handle.createQuery("""
                                SELECT DISTINCT c.node, c.sequence
                                FROM UNNEST(CAST(:nodes AS BIGINT ARRAY), CAST(:sequences AS BIGINT ARRAY))
                                  AS w (node, sequence)
                                JOIN conversions c ON c.node = w.node AND c.sequence = w.sequence
                                """)
                        .bindArray("nodes", visits.stream().map(Click::node).toArray(Long[]::new))
                        .bindArray(
                                "sequences",
                                visits.stream().map(Click::sequence).toArray(Long[]::new))
                        .map((row, context) -> new VisitKey(row.getLong(1), row.getLong(2)))
                        .list());
    }

    /** The visits of conversions that came since a moment. */
    static Set<VisitKey> listConvertedSince(Handle handle, long createdAt) {
        return new HashSet<>(handle.createQuery("SELECT node, sequence FROM conversions WHERE created_at >= :createdAt")
                .bind("createdAt", createdAt)
                .map((row, context) -> new VisitKey(row.getLong(1), row.getLong(2)))
                .list());
    }

    /**
     * Notes what is lost with visits that are to be deleted: of each link the first click since its first preview,
     * unless one is noted. To be called with the oldest visits first.
     */
    static void noteFirstClicks(Handle handle, List<Click> visits) {
        Map<Long, List<Long>> clicks = new TreeMap<>();
        for (Click visit : visits) {
            if (visit.kind() == Kind.CLICK) {
                clicks.computeIfAbsent(visit.linkId(), link -> new ArrayList<>())
                        .add(visit.atMillis());
            }
        }
        if (clicks.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(
                "INSERT INTO first_clicks (link_id, at) VALUES (:link, :at) ON CONFLICT DO NOTHING");
        firstPreviews(handle, clicks.keySet())
                .forEach((link, previewed) -> clicks.getOrDefault(link, List.of()).stream()
                        .filter(at -> at >= previewed)
                        .min(Long::compare)
                        .ifPresent(at -> batch.bind("link", link).bind("at", at).add()));
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** When the first preview of each of these links was, where there was one; in the order of the links. */
    private static Map<Long, Long> firstPreviews(Handle handle, Set<Long> links) {
        Map<Long, Long> first = new TreeMap<>();
        handle.createQuery("""
                        SELECT p.link_id, MIN(p.first_at) FROM UNNEST(CAST(:links AS BIGINT ARRAY)) AS w (id)
                        JOIN link_previews p ON p.link_id = w.id GROUP BY p.link_id
                        """)
                .bindArray("links", links.toArray(Long[]::new))
                .map((row, context) -> first.put(row.getLong(1), row.getLong(2)))
                .list();
        return first;
    }
}
