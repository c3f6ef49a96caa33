package app.grapevine.clicks;

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

    private PreviewDao() {}

    /** A row; {@code countedAt} is when the last attempt to share was counted. */
    record LinkPreview(long linkId, String previewBy, long firstAt, long lastAt, long countedAt, long attempts) {}

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
                    .map((row, context) -> apps.computeIfAbsent(row.getLong(1), link -> new HashSet<>())
                            .add(row.getString(2)))
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
                        SELECT first_at, last_at, counted_at, attempts FROM link_previews
                        WHERE link_id = :link AND preview_by = :by FOR UPDATE
                        """)
                .bind("link", linkId)
                .bind("by", previewBy)
                .map((row, context) -> new LinkPreview(
                        linkId, previewBy, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
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
        handle.createQuery("""
                        SELECT preview_by, MIN(at), MAX(at), COALESCE(MAX(at) FILTER (WHERE share_attempt), MIN(at)),
                          COUNT(*) FILTER (WHERE share_attempt)
                        FROM clicks WHERE link_id = :link AND preview_by IN (<apps>) GROUP BY preview_by
                        """)
                .bind("link", linkId)
                .bindList("apps", apps)
                .map((row, context) -> new LinkPreview(
                        linkId, row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)))
                .forEach(row -> counted.put(row.previewBy(), row));
        return counted;
    }
}
