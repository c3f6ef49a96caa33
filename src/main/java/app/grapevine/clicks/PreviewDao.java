package app.grapevine.clicks;

import app.grapevine.attribution.Kind;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitRange;
import app.grapevine.visits.VisitStore;
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
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Which apps fetched previews of a link: {@code link_previews}. */
final class PreviewDao {
    private static final int CHUNK = 256;
    /** In place of a time, while fetches are counted. */
    private static final long NONE_COUNTED = Long.MIN_VALUE;

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
     * Counts rows of a link anew from the visits, all in one pass over its visits, and takes away those of which no
     * visit is left. What they say of visits that retention has deleted is kept. The rows are locked before visits are
     * counted, so that none which is being recorded at the same time is missed.
     *
     * @param apps in order, or two transactions may lock each other out
     */
    static void recount(Handle handle, VisitStore store, long linkId, List<String> apps) {
        List<LinkPreview> rows = apps.stream()
                .map(app -> lock(handle, linkId, app, Long.MAX_VALUE))
                .toList();
        long oldest = store.oldest(handle).orElse(0);
        Map<String, LinkPreview> counted = count(handle, store, linkId);
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

    /** Builds a link's rows from its visits. */
    static void rebuild(Handle handle, VisitStore store, long linkId) {
        handle.createUpdate("DELETE FROM link_previews WHERE link_id = :link")
                .bind("link", linkId)
                .execute();
        count(handle, store, linkId).values().forEach(row -> {
            lock(handle, linkId, row.previewBy(), row.firstAt());
            update(handle, row);
        });
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

    /** The rows as a link's visits have them, by app. */
    private static Map<String, LinkPreview> count(Handle handle, VisitStore store, long linkId) {
        Map<String, LinkPreview> counted = new TreeMap<>();
        store.each(
                handle,
                VisitRange.ofLink(linkId),
                VisitFilter.of(VisitFilter.Property.KIND, Kind.PREVIEW.label()),
                visit -> {
                    String app =
                            visit.verdict() == null ? null : visit.verdict().previewBy();
                    if (app != null) {
                        counted.merge(app, first(visit, app), PreviewDao::sum);
                    }
                });
        counted.replaceAll((app, row) -> row.countedAt() == NONE_COUNTED
                ? new LinkPreview(linkId, app, row.firstAt(), row.lastAt(), row.firstAt(), row.attempts())
                : row);
        return counted;
    }

    private static LinkPreview first(Click fetch, String app) {
        long at = fetch.atMillis();
        boolean attempt = fetch.shareAttempt();
        return new LinkPreview(fetch.linkId(), app, at, at, attempt ? at : NONE_COUNTED, attempt ? 1 : 0);
    }

    private static LinkPreview sum(LinkPreview one, LinkPreview other) {
        return new LinkPreview(
                one.linkId(),
                one.previewBy(),
                Math.min(one.firstAt(), other.firstAt()),
                Math.max(one.lastAt(), other.lastAt()),
                Math.max(one.countedAt(), other.countedAt()),
                one.attempts() + other.attempts());
    }
}
