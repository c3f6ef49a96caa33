package app.grapevine.clicks;

import app.grapevine.clicks.PreviewDao.Key;
import app.grapevine.clicks.PreviewDao.LinkPreview;
import app.grapevine.clicks.PreviewLedger.Fetch;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Attempts to share that were counted ahead of their visits: {@code preview_claims}, on PostgreSQL. */
final class PreviewClaimDao {
    /**
     * The rows are taken in the order of their keys, or two nodes may lock each other out; they are free again when the
     * statement ends, which it does without the one who asked for it.
     */
    private static final String CLAIM = """
            WITH w AS (
              SELECT * FROM UNNEST(CAST(:links AS BIGINT ARRAY), CAST(:apps AS VARCHAR ARRAY),
                CAST(:wereCounted AS BIGINT ARRAY), CAST(:wereAttempts AS BIGINT ARRAY), CAST(:firsts AS BIGINT ARRAY),
                CAST(:lasts AS BIGINT ARRAY), CAST(:counted AS BIGINT ARRAY), CAST(:attempts AS BIGINT ARRAY))
                AS w (link, app, were_counted, were_attempts, first_at, last_at, counted, attempts)
            ), mine AS (
              SELECT w.* FROM link_previews p JOIN w ON p.link_id = w.link AND p.preview_by = w.app
              WHERE p.counted_at = w.were_counted AND p.attempts = w.were_attempts
              ORDER BY p.link_id, p.preview_by FOR UPDATE OF p
            ), changed AS (
              UPDATE link_previews p
              SET first_at = LEAST(p.first_at, m.first_at), last_at = GREATEST(p.last_at, m.last_at),
                counted_at = m.counted, attempts = m.attempts
              FROM mine m WHERE p.link_id = m.link AND p.preview_by = m.app
              RETURNING p.link_id, p.preview_by
            ), claimed AS (
              INSERT INTO preview_claims (node, sequence, link_id, preview_by, at)
              SELECT :node, f.sequence, f.link, f.app, f.at
              FROM UNNEST(CAST(:sequences AS BIGINT ARRAY), CAST(:claimLinks AS BIGINT ARRAY),
                CAST(:claimApps AS VARCHAR ARRAY), CAST(:ats AS BIGINT ARRAY)) AS f (sequence, link, app, at)
              JOIN changed c ON c.link_id = f.link AND c.preview_by = f.app
            )
            SELECT link_id, preview_by FROM changed
            """;

    private PreviewClaimDao() {}

    /** A row as it was found, and as it is to be. */
    record Change(LinkPreview before, LinkPreview after) {}

    /** A fetch that a node has counted. */
    record Claim(long node, long sequence, String previewBy, long atMillis) {}

    /**
     * Changes rows that are still as they were found, and enters the attempts of these.
     *
     * @return the keys of those that were changed
     */
    static Set<Key> claim(Handle handle, long node, Collection<Change> changes, List<Fetch> attempts) {
        return handle.createQuery(CLAIM)
                .bindArray(
                        "links", changes.stream().map(it -> it.before.linkId()).toArray(Long[]::new))
                .bindArray(
                        "apps",
                        changes.stream().map(it -> it.before.previewBy()).toArray(String[]::new))
                .bindArray(
                        "wereCounted",
                        changes.stream().map(it -> it.before.countedAt()).toArray(Long[]::new))
                .bindArray(
                        "wereAttempts",
                        changes.stream().map(it -> it.before.attempts()).toArray(Long[]::new))
                .bindArray(
                        "firsts", changes.stream().map(it -> it.after.firstAt()).toArray(Long[]::new))
                .bindArray(
                        "lasts", changes.stream().map(it -> it.after.lastAt()).toArray(Long[]::new))
                .bindArray(
                        "counted",
                        changes.stream().map(it -> it.after.countedAt()).toArray(Long[]::new))
                .bindArray(
                        "attempts",
                        changes.stream().map(it -> it.after.attempts()).toArray(Long[]::new))
                .bind("node", node)
                .bindArray("sequences", attempts.stream().map(Fetch::sequence).toArray(Long[]::new))
                .bindArray("claimLinks", attempts.stream().map(Fetch::linkId).toArray(Long[]::new))
                .bindArray("claimApps", attempts.stream().map(Fetch::previewBy).toArray(String[]::new))
                .bindArray("ats", attempts.stream().map(Fetch::atMillis).toArray(Long[]::new))
                .map((row, context) -> new Key(row.getLong("link_id"), row.getString("preview_by")))
                .set();
    }

    /** Which of these fetches a node has counted before. */
    static Set<Long> list(Handle handle, long node, List<Fetch> fetches) {
        return handle.createQuery(
                        "SELECT sequence FROM preview_claims WHERE node = :node AND sequence = ANY (:sequences)")
                .bind("node", node)
                .bindArray(
                        "sequences",
                        Long.class,
                        fetches.stream().map(Fetch::sequence).toList())
                .mapTo(Long.class)
                .set();
    }

    /** Those of a link. */
    static List<Claim> listOf(Handle handle, long linkId) {
        return handle.createQuery("SELECT node, sequence, preview_by, at FROM preview_claims WHERE link_id = :link")
                .bind("link", linkId)
                .map((row, context) -> new Claim(row.getLong(1), row.getLong(2), row.getString(3), row.getLong(4)))
                .list();
    }

    /** In the transaction that has the visits of a node from a sequence up to another. */
    static void release(Handle handle, long node, long from, long to) {
        handle.execute("DELETE FROM preview_claims WHERE node = ? AND sequence BETWEEN ? AND ?", node, from, to);
    }
}
