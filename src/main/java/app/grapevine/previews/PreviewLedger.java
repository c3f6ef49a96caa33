package app.grapevine.previews;

import static java.util.Objects.requireNonNull;

import app.grapevine.attribution.Channel;
import app.grapevine.base.ElapsedTime;
import app.grapevine.previews.PreviewClaimDao.Claim;
import app.grapevine.previews.PreviewDao.Key;
import app.grapevine.previews.PreviewDao.LinkPreview;
import app.grapevine.previews.SharedPreviewDao.Change;
import app.grapevine.storage.Dialect;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * The previews of links: who fetched, and which fetches count as attempts to share.
 *
 * <p>An app that caches previews fetches again only when its cache has run out; so of the fetches of one app for
 * one link, those within the cache's window after a counted one say nothing new. What is counted is therefore a
 * lower bound, as the API says. The decision holds over restarts and between nodes. On H2 it is made in the writer's
 * transaction. On PostgreSQL it is made ahead of that, by statements that end on their own: rows that nodes share are not
 * held while a node writes its visits, for a node that is stopped meanwhile would keep all others from theirs. What was
 * decided stands in the claims until the visits are in, where a batch that has to be repeated finds it.
 *
 * <p>Used by the writer's thread.
 */
public final class PreviewLedger {
    private static final int MAX_LINKS = 100_000;
    /** After this long, what other nodes saw is looked up anew. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    /** Each fails only because another node has changed a row meanwhile. */
    private static final int MOST_TRIES = 100;

    /** A fetch: which link, by whom, when, and the sequence that identifies it. */
    public record Fetch(long linkId, String previewBy, long atMillis, long sequence) {}

    private final Cache<Long, Map<String, Long>> appsByLink;
    private final PreviewWindows windows;

    public PreviewLedger(List<Channel> channels, Clock clock) {
        this.appsByLink = Caffeine.newBuilder()
                .maximumSize(MAX_LINKS)
                .expireAfterWrite(FRESH)
                .ticker(new ElapsedTime(clock)::nanos)
                .build();
        this.windows = new PreviewWindows(channels);
    }

    /** Makes sure that {@link #agesOf} knows these links. */
    public void load(Handle handle, Collection<Long> links) {
        Map<Long, Map<String, Long>> apps = PreviewDao.listApps(handle, links);
        links.forEach(link -> appsByLink.put(link, Map.copyOf(apps.getOrDefault(link, Map.of()))));
    }

    public boolean knows(long linkId) {
        return appsByLink.getIfPresent(linkId) != null;
    }

    /** The apps or families that have fetched a preview of the link so far, each with how long before a moment it last did. */
    public Map<String, Long> agesOf(long linkId, long atMillis) {
        Map<String, Long> times = appsByLink.getIfPresent(linkId);
        if (times == null || times.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> ages = new HashMap<>(times);
        ages.replaceAll((app, at) -> Math.max(0, atMillis - at));
        return ages;
    }

    public void fetched(long linkId, String previewBy, long atMillis) {
        Map<String, Long> known = appsByLink.getIfPresent(linkId);
        Map<String, Long> times = new HashMap<>(known == null ? Map.of() : known);
        times.merge(previewBy, atMillis, Math::max);
        appsByLink.put(linkId, Map.copyOf(times));
    }

    public void forget() {
        appsByLink.invalidateAll();
    }

    /** Enters fetches into the table, in the transaction of their visits; the sequences of those that are attempts. For H2. */
    public Set<Long> enter(Handle handle, List<Fetch> fetches) {
        Set<Long> attempts = new HashSet<>();
        List<LinkPreview> updates = new ArrayList<>();
        SortedMap<Key, List<Fetch>> byKey = byKey(fetches);
        Map<Key, LinkPreview> rows = PreviewDao.lock(handle, Dialect.H2, firsts(byKey));
        byKey.forEach((key, list) -> updates.add(entered(requireNonNull(rows.get(key)), list, attempts)));
        PreviewDao.update(handle, updates);
        return attempts;
    }

    /**
     * Enters fetches into the table, ahead of the transaction of their visits; the sequences of those that are attempts. If
     * that transaction fails, they may be given again, in whatever portions. For PostgreSQL.
     *
     * @param handle of which each statement is a transaction of its own
     */
    public Set<Long> enterAhead(Handle handle, long node, List<Fetch> fetches) {
        Set<Long> attempts = PreviewClaimDao.list(
                handle, node, fetches.stream().map(Fetch::sequence).toList());
        SortedMap<Key, List<Fetch>> left = byKey(fetches);
        left.values().forEach(list -> dropUpToLast(list, attempts));
        left.values().removeIf(List::isEmpty);
        for (int tries = 0; !left.isEmpty(); tries++) {
            if (tries == MOST_TRIES) {
                throw new IllegalStateException("other nodes change the same previews again and again");
            }
            Map<Key, LinkPreview> rows = PreviewDao.findOrMake(handle, firsts(left));
            List<Change> changes = new ArrayList<>();
            Set<Long> counted = new HashSet<>();
            left.forEach((key, list) -> {
                LinkPreview row = rows.get(key);
                if (row != null) {
                    changes.add(new Change(row, entered(row, list, counted)));
                }
            });
            List<Claim> claims = left.values().stream()
                    .flatMap(List::stream)
                    .filter(fetch -> counted.contains(fetch.sequence))
                    .map(fetch -> new Claim(node, fetch.sequence, fetch.linkId, fetch.previewBy, fetch.atMillis))
                    .toList();
            for (Key done : SharedPreviewDao.change(handle, changes, claims)) {
                requireNonNull(left.remove(done)).stream()
                        .map(Fetch::sequence)
                        .filter(counted::contains)
                        .forEach(attempts::add);
            }
        }
        return attempts;
    }

    /** What was decided before: all up to the last that counted. */
    /** Forgets what was entered ahead, in the transaction that has the visits of a node from a sequence up to another. */
    public static void release(Handle handle, long node, long from, long to) {
        PreviewClaimDao.release(handle, node, from, to);
    }

    /** Takes away what is known of a link. */
    public static void erase(Handle handle, long linkId) {
        handle.execute("DELETE FROM link_previews WHERE link_id = ?", linkId);
        handle.execute("DELETE FROM stale_previews WHERE link_id = ?", linkId);
    }

    /** When the first preview of each of these links was fetched, by whichever app, in milliseconds. */
    public static Map<Long, Long> firstAt(Handle handle, Collection<Long> links) {
        return PreviewDao.firstAt(handle, links);
    }

    /** Builds what is known of a link from its visits, on H2. */
    public static void rebuild(Handle handle, long linkId) {
        PreviewDao.rebuild(handle, Dialect.H2, linkId);
    }

    private static void dropUpToLast(List<Fetch> fetches, Set<Long> attempts) {
        for (int i = fetches.size() - 1; i >= 0; i--) {
            if (attempts.contains(fetches.get(i).sequence)) {
                fetches.subList(0, i + 1).clear();
                return;
            }
        }
    }

    /** In the order of the keys, or two nodes may lock each other out. */
    private static SortedMap<Key, List<Fetch>> byKey(List<Fetch> fetches) {
        SortedMap<Key, List<Fetch>> byKey = new TreeMap<>();
        for (Fetch fetch : fetches) {
            byKey.computeIfAbsent(new Key(fetch.linkId, fetch.previewBy), none -> new ArrayList<>())
                    .add(fetch);
        }
        return byKey;
    }

    private static SortedMap<Key, Long> firsts(SortedMap<Key, List<Fetch>> byKey) {
        SortedMap<Key, Long> firsts = new TreeMap<>();
        byKey.forEach((key, list) -> firsts.put(key, list.get(0).atMillis));
        return firsts;
    }

    private LinkPreview entered(LinkPreview row, List<Fetch> fetches, Set<Long> attempts) {
        long window = windows.millis(row.previewBy());
        LinkPreview after = row;
        for (Fetch fetch : fetches) {
            long at = fetch.atMillis;
            boolean counts = after.attempts() == 0 || at - after.countedAt() >= window;
            if (counts) {
                attempts.add(fetch.sequence);
            }
            after = new LinkPreview(
                    row.linkId(),
                    row.previewBy(),
                    Math.min(after.firstAt(), at),
                    Math.max(after.lastAt(), at),
                    counts ? at : after.countedAt(),
                    after.attempts() + (counts ? 1 : 0));
        }
        return after;
    }
}
