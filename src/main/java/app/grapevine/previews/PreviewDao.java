package app.grapevine.previews;

import app.grapevine.attribution.Kind;
import app.grapevine.previews.PreviewClaimDao.Claim;
import app.grapevine.storage.Dialect;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitKey;
import app.grapevine.visits.VisitRange;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

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

    /** The apps by link, each with when it last fetched; a link without any is absent. */
    static Map<Long, Map<String, Long>> listApps(Handle handle, Collection<Long> links) {
        Map<Long, Map<String, Long>> apps = new HashMap<>();
        List<Long> ids = new ArrayList<>(links);
        for (int from = 0; from < ids.size(); from += CHUNK) {
            List<Long> chunk = new ArrayList<>(ids.subList(from, Math.min(from + CHUNK, ids.size())));
            while (chunk.size() < CHUNK) {
                // One statement for every size, so that it is parsed once.
                chunk.add(chunk.get(0));
            }
            handle.createQuery("SELECT link_id, preview_by, last_at FROM link_previews WHERE link_id IN (<links>)")
                    .bindList("links", chunk)
                    .map((row, context) -> apps.computeIfAbsent(row.getLong("link_id"), link -> new HashMap<>())
                            .put(row.getString("preview_by"), row.getLong("last_at")))
                    .list();
        }
        return apps;
    }

    /** By link when the first of its previews was; a link without any is absent. */
    static Map<Long, Long> firstAt(Handle handle, Collection<Long> links) {
        Map<Long, Long> firsts = new HashMap<>();
        handle.createQuery("""
                        SELECT p.link_id, MIN(p.first_at) FROM UNNEST(CAST(:links AS BIGINT ARRAY)) AS w (link)
                        JOIN link_previews p ON p.link_id = w.link GROUP BY p.link_id
                        """)
                .bindArray("links", links.toArray(Long[]::new))
                .map((row, context) -> firsts.put(row.getLong(1), row.getLong(2)))
                .list();
        return firsts;
    }

    /** The key of a row. */
    record Key(long linkId, String previewBy) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byLink = Long.compare(linkId, other.linkId);
            return byLink != 0 ? byLink : previewBy.compareTo(other.previewBy);
        }
    }

    /**
     * The rows, locked; one without an attempt is made where there is none.
     *
     * @param firsts by key the time of a row that is made; in order, or two nodes may lock each other out
     */
    static Map<Key, LinkPreview> lock(Handle handle, Dialect dialect, SortedMap<Key, Long> firsts) {
        // On H2 those who write wait for each other anyway, and it cannot lock rows of a join.
        return findOrMake(handle, dialect == Dialect.POSTGRESQL ? "FOR UPDATE OF p" : "", firsts);
    }

    /** {@link #lock} without locking them. */
    static Map<Key, LinkPreview> findOrMake(Handle handle, SortedMap<Key, Long> firsts) {
        return findOrMake(handle, "", firsts);
    }

    private static Map<Key, LinkPreview> findOrMake(Handle handle, String locking, SortedMap<Key, Long> firsts) {
        Map<Key, LinkPreview> rows = find(handle, locking, firsts.keySet());
        if (rows.size() < firsts.size()) {
            PreparedBatch batch = handle.prepareBatch("""
                    INSERT INTO link_previews (link_id, preview_by, first_at, last_at, counted_at, attempts)
                    VALUES (?, ?, ?, ?, ?, 0)
                    ON CONFLICT DO NOTHING
                    """);
            Set<Key> missing = new TreeSet<>(firsts.keySet());
            missing.removeAll(rows.keySet());
            missing.forEach(key -> {
                Long at = firsts.get(key);
                batch.add(key.linkId, key.previewBy, at, at, at);
            });
            batch.execute();
            rows.putAll(find(handle, locking, missing));
        }
        return rows;
    }

    private static Map<Key, LinkPreview> find(Handle handle, String locking, Collection<Key> keys) {
        Map<Key, LinkPreview> rows = new HashMap<>();
        handle.createQuery("""
                        SELECT p.* FROM UNNEST(CAST(:links AS BIGINT ARRAY), CAST(:apps AS VARCHAR ARRAY)) AS w (link, app)
                        JOIN link_previews p ON p.link_id = w.link AND p.preview_by = w.app
                        ORDER BY p.link_id, p.preview_by
                        """ + locking)
                .bindArray("links", keys.stream().map(Key::linkId).toArray(Long[]::new))
                .bindArray("apps", keys.stream().map(Key::previewBy).toArray(String[]::new))
                .map((row, context) -> preview(row))
                .forEach(row -> rows.put(new Key(row.linkId(), row.previewBy()), row));
        return rows;
    }

    static void update(Handle handle, Collection<LinkPreview> previews) {
        PreparedBatch batch = handle.prepareBatch("""
                UPDATE link_previews
                SET first_at = ?, last_at = ?, counted_at = ?, attempts = ?
                WHERE link_id = ? AND preview_by = ?
                """);
        for (LinkPreview preview : previews) {
            batch.add(
                    preview.firstAt(),
                    preview.lastAt(),
                    preview.countedAt(),
                    preview.attempts(),
                    preview.linkId(),
                    preview.previewBy());
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /**
     * Counts rows of a link anew from the visits, all in one pass over its visits, and takes away those of which no
     * visit is left. What they say of visits that retention has deleted is kept. The rows are locked before visits are
     * counted, so that none which is being recorded at the same time is missed; what was counted ahead of its visit counts.
     *
     * @param apps in order, or two transactions may lock each other out
     */
    static void recount(Handle handle, Dialect dialect, long linkId, List<String> apps) {
        VisitStore store = VisitStores.of(dialect);
        SortedMap<Key, Long> wanted = new TreeMap<>();
        apps.forEach(app -> wanted.put(new Key(linkId, app), Long.MAX_VALUE));
        Map<Key, LinkPreview> rows = new TreeMap<>(lock(handle, dialect, wanted));
        List<LinkPreview> updates = new ArrayList<>();
        long oldest = store.oldest(handle).orElse(0);
        // Before the visits: one that comes in between is seen there, and not counted here as well.
        List<Claim> claims = dialect == Dialect.POSTGRESQL ? PreviewClaimDao.listOf(handle, linkId) : List.of();
        Map<String, LinkPreview> counted = count(handle, store, linkId, claims);
        for (LinkPreview row : rows.values()) {
            boolean older = row.attempts() > 0 && row.firstAt() < oldest;
            LinkPreview now = counted.get(row.previewBy());
            if (now != null) {
                updates.add(older ? withDeleted(row, now) : now);
            } else if (!older) {
                delete(handle, row);
            }
        }
        update(handle, updates);
    }

    /** Builds a link's rows from its visits. */
    static void rebuild(Handle handle, Dialect dialect, long linkId) {
        handle.createUpdate("DELETE FROM link_previews WHERE link_id = :link")
                .bind("link", linkId)
                .execute();
        Collection<LinkPreview> counted =
                count(handle, VisitStores.of(dialect), linkId, List.of()).values();
        SortedMap<Key, Long> wanted = new TreeMap<>();
        counted.forEach(row -> wanted.put(new Key(linkId, row.previewBy()), row.firstAt()));
        if (!wanted.isEmpty()) {
            lock(handle, dialect, wanted);
            update(handle, counted);
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

    /** The rows as a link's visits have them, and those that are on their way, by app. */
    private static Map<String, LinkPreview> count(Handle handle, VisitStore store, long linkId, List<Claim> claims) {
        Map<String, LinkPreview> counted = new TreeMap<>();
        Map<VisitKey, Claim> ahead = new HashMap<>();
        claims.forEach(claim -> ahead.put(new VisitKey(claim.node(), claim.sequence()), claim));
        store.each(
                handle,
                VisitRange.ofLink(linkId),
                VisitFilter.of(VisitFilter.Property.KIND, Kind.PREVIEW.label()),
                visit -> {
                    ahead.remove(VisitKey.of(visit));
                    String app =
                            visit.verdict() == null ? null : visit.verdict().previewBy();
                    if (app != null) {
                        counted.merge(app, first(visit, app), PreviewDao::sum);
                    }
                });
        ahead.values()
                .forEach(claim -> counted.merge(
                        claim.previewBy(), row(linkId, claim.previewBy(), claim.atMillis(), true), PreviewDao::sum));
        counted.replaceAll((app, row) -> row.countedAt() == NONE_COUNTED
                ? new LinkPreview(linkId, app, row.firstAt(), row.lastAt(), row.firstAt(), row.attempts())
                : row);
        return counted;
    }

    private static LinkPreview first(Click fetch, String app) {
        return row(fetch.linkId(), app, fetch.atMillis(), fetch.shareAttempt());
    }

    private static LinkPreview row(long linkId, String app, long at, boolean attempt) {
        return new LinkPreview(linkId, app, at, at, attempt ? at : NONE_COUNTED, attempt ? 1 : 0);
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
