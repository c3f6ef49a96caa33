package app.grapevine.clicks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Which apps fetched previews of a link: {@code link_previews}. */
final class PreviewDao {
    private static final int CHUNK = 256;

    /** The rows as the click table has them. */
    private static final String COUNTED = """
            SELECT link_id, preview_by, MIN(at) AS first_at, MAX(at) AS last_at,
              COALESCE(MAX(at) FILTER (WHERE share_attempt), MIN(at)) AS counted_at,
              COUNT(*) FILTER (WHERE share_attempt) AS attempts
            FROM clicks
            """;

    private PreviewDao() {}

    /** A row; {@code countedAt} is when the last attempt to share was counted. */
    record LinkPreview(long linkId, String previewBy, long firstAt, long lastAt, long countedAt, long attempts) {}

    private static LinkPreview preview(ResultSet row) throws SQLException {
        return new LinkPreview(
                row.getLong("link_id"),
                row.getString("preview_by"),
                row.getLong("first_at"),
                row.getLong("last_at"),
                row.getLong("counted_at"),
                row.getLong("attempts"));
    }

    /** The apps by link; a link without any is absent. */
    static Map<Long, Set<String>> listApps(Handle handle, Collection<Long> links) {
        Map<Long, Set<String>> apps = new HashMap<>();
        List<Long> ids = new ArrayList<>(links);
        for (int from = 0; from < ids.size(); from += CHUNK) {
            List<Long> chunk = new ArrayList<>(ids.subList(from, Math.min(from + CHUNK, ids.size())));
            while (chunk.size() < CHUNK) {
                // One statement for every size, so that it is parsed once.
                chunk.add(chunk.get(0));
            }
            handle.createQuery("SELECT link_id, preview_by FROM link_previews WHERE link_id IN (<links>)")
                    .bindList("links", chunk)
                    .map((row, context) -> apps.computeIfAbsent(row.getLong("link_id"), link -> new HashSet<>())
                            .add(row.getString("preview_by")))
                    .list();
        }
        return apps;
    }

    /** The row, locked; one without an attempt is made where there is none. */
    static LinkPreview lock(Handle handle, long linkId, String previewBy, long at) {
        return find(handle, linkId, previewBy).orElseGet(() -> {
            handle.createUpdate("""
                            INSERT INTO link_previews (link_id, preview_by, first_at, last_at, counted_at, attempts)
                            VALUES (:link, :by, :at, :at, :at, 0)
                            ON CONFLICT DO NOTHING
                            """)
                    .bind("link", linkId)
                    .bind("by", previewBy)
                    .bind("at", at)
                    .execute();
            return find(handle, linkId, previewBy).orElseThrow();
        });
    }

    private static Optional<LinkPreview> find(Handle handle, long linkId, String previewBy) {
        return handle.createQuery("""
                        SELECT * FROM link_previews WHERE link_id = :link AND preview_by = :by FOR UPDATE
                        """)
                .bind("link", linkId)
                .bind("by", previewBy)
                .map((row, context) -> preview(row))
                .findOne();
    }

    static void update(Handle handle, LinkPreview preview) {
        handle.createUpdate("""
                        UPDATE link_previews
                        SET first_at = :firstAt, last_at = :lastAt, counted_at = :countedAt, attempts = :attempts
                        WHERE link_id = :link AND preview_by = :by
                        """)
                .bind("firstAt", preview.firstAt())
                .bind("lastAt", preview.lastAt())
                .bind("countedAt", preview.countedAt())
                .bind("attempts", preview.attempts())
                .bind("link", preview.linkId())
                .bind("by", preview.previewBy())
                .execute();
    }

    /**
     * Counts rows of a link anew from the click table, all in one pass over its visits, and takes away those of which no
     * visit is left. What they say of visits that retention has deleted is kept. The rows are locked before visits are
     * counted, so that none which is being recorded at the same time is missed.
     *
     * @param apps in order, or two transactions may lock each other out
     */
    static void recount(Handle handle, long linkId, List<String> apps) {
        List<LinkPreview> rows = apps.stream()
                .map(app -> lock(handle, linkId, app, Long.MAX_VALUE))
                .toList();
        long oldest = handle.createQuery("SELECT COALESCE(MIN(at), 0) FROM clicks")
                .mapTo(Long.class)
                .one();
        Map<String, LinkPreview> counted = count(handle, linkId, apps);
        for (LinkPreview row : rows) {
            boolean older = row.attempts() > 0 && row.firstAt() < oldest;
            LinkPreview now = counted.get(row.previewBy());
            if (now != null) {
                update(handle, older ? withDeleted(row, now) : now);
            } else if (!older) {
                delete(handle, row);
            }
        }
    }

    /** Builds a link's rows from its clicks. */
    static void rebuild(Handle handle, long linkId) {
        handle.createUpdate("DELETE FROM link_previews WHERE link_id = :link")
                .bind("link", linkId)
                .execute();
        handle.createUpdate("""
                        INSERT INTO link_previews (link_id, preview_by, first_at, last_at, counted_at, attempts)
                        """ + COUNTED + """
                        WHERE link_id = :link AND preview_by IS NOT NULL
                        GROUP BY link_id, preview_by
                        """).bind("link", linkId).execute();
    }

    private static LinkPreview withDeleted(LinkPreview row, LinkPreview now) {
        return new LinkPreview(
                row.linkId(),
                row.previewBy(),
                row.firstAt(),
                now.lastAt(),
                now.countedAt(),
                Math.max(row.attempts(), now.attempts()));
    }

    private static void delete(Handle handle, LinkPreview row) {
        handle.createUpdate("DELETE FROM link_previews WHERE link_id = :link AND preview_by = :by")
                .bind("link", row.linkId())
                .bind("by", row.previewBy())
                .execute();
    }

    private static Map<String, LinkPreview> count(Handle handle, long linkId, List<String> apps) {
        Map<String, LinkPreview> counted = new HashMap<>();
        handle.createQuery(COUNTED + """
                        WHERE link_id = :link AND preview_by IN (<apps>) GROUP BY link_id, preview_by
                        """)
                .bind("link", linkId)
                .bindList("apps", apps)
                .map((row, context) -> preview(row))
                .forEach(row -> counted.put(row.previewBy(), row));
        return counted;
    }
}
