package app.grapevine.previews;

import app.grapevine.previews.PreviewClaimDao.Claim;
import app.grapevine.previews.PreviewDao.Key;
import app.grapevine.previews.PreviewDao.LinkPreview;
import java.util.Collection;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Rows of {@code link_previews} that nodes change at once, on PostgreSQL. */
final class SharedPreviewDao {
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
              SELECT f.node, f.sequence, f.link, f.app, f.at
              FROM UNNEST(CAST(:nodes AS BIGINT ARRAY), CAST(:sequences AS BIGINT ARRAY), CAST(:claimLinks AS BIGINT ARRAY),
                CAST(:claimApps AS VARCHAR ARRAY), CAST(:ats AS BIGINT ARRAY)) AS f (node, sequence, link, app, at)
              JOIN changed c ON c.link_id = f.link AND c.preview_by = f.app
            )
            SELECT link_id, preview_by FROM changed
            """;

    private SharedPreviewDao() {}

    /** A row as it was found, and as it is to be. */
    record Change(LinkPreview before, LinkPreview after) {}

    /**
     * Changes rows that are still as they were found, and enters the claims of these.
     *
     * @return the keys of those that were changed
     */
    static Set<Key> change(Handle handle, Collection<Change> changes, Collection<Claim> claims) {
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
                .bindArray("nodes", claims.stream().map(Claim::node).toArray(Long[]::new))
                .bindArray("sequences", claims.stream().map(Claim::sequence).toArray(Long[]::new))
                .bindArray("claimLinks", claims.stream().map(Claim::linkId).toArray(Long[]::new))
                .bindArray("claimApps", claims.stream().map(Claim::previewBy).toArray(String[]::new))
                .bindArray("ats", claims.stream().map(Claim::atMillis).toArray(Long[]::new))
                .map((row, context) -> new Key(row.getLong("link_id"), row.getString("preview_by")))
                .set();
    }
}
