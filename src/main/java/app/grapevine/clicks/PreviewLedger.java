package app.grapevine.clicks;

import static java.util.Objects.requireNonNull;

import app.grapevine.attribution.Channel;
import app.grapevine.clicks.PreviewDao.Key;
import app.grapevine.clicks.PreviewDao.LinkPreview;
import app.grapevine.storage.Dialect;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The previews of links: who fetched, and which fetches count as attempts to share.
 *
 * <p>An app that caches previews fetches again only when its cache has run out; so of the fetches of one app for
 * one link, those within the cache's window after a counted one say nothing new. What is counted is therefore a
 * lower bound, as the API says. The decision is made in the writer's transaction, on the locked row: it holds
 * over restarts and between nodes.
 *
 * <p>Used by the writer's thread.
 */
final class PreviewLedger {
    private static final int MAX_LINKS = 100_000;
    /** After this long, what other nodes saw is looked up anew. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    /** A fetch: which link, by whom, when, and the sequence that identifies it. */
    record Fetch(long linkId, String previewBy, long atMillis, long sequence) {}

    private final Cache<Long, Set<String>> appsByLink;
    private final PreviewWindows windows;

    PreviewLedger(List<Channel> channels, Clock clock) {
        this.appsByLink = Caffeine.newBuilder()
                .maximumSize(MAX_LINKS)
                .expireAfterWrite(FRESH)
                .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
                .build();
        this.windows = new PreviewWindows(channels);
    }

    /** Makes sure that {@link #appsOf} knows these links. */
    void load(Handle handle, Collection<Long> links) {
        Map<Long, Set<String>> apps = PreviewDao.listApps(handle, links);
        links.forEach(link -> appsByLink.put(link, Set.copyOf(apps.getOrDefault(link, Set.of()))));
    }

    boolean knows(long linkId) {
        return appsByLink.getIfPresent(linkId) != null;
    }

    /** The apps or families that have fetched a preview of the link so far. */
    Set<String> appsOf(long linkId) {
        Set<String> apps = appsByLink.getIfPresent(linkId);
        return apps == null ? Set.of() : apps;
    }

    /** The same, each with how long before a moment it last did. */
    Map<String, Long> agesOf(long linkId, long atMillis) {
        return appsOf(linkId).stream().collect(Collectors.toMap(app -> app, app -> 0L));
    }

    void fetched(long linkId, String previewBy) {
        Set<String> apps = new HashSet<>(appsOf(linkId));
        if (apps.add(previewBy)) {
            appsByLink.put(linkId, Set.copyOf(apps));
        }
    }

    void forget() {
        appsByLink.invalidateAll();
    }

    /** Enters fetches into the table; the sequences of those that are attempts. */
    Set<Long> enter(Handle handle, Dialect dialect, List<Fetch> fetches) {
        // In the order of the keys, or two nodes may lock each other out.
        SortedMap<Key, List<Fetch>> byKey = new TreeMap<>();
        SortedMap<Key, Long> firsts = new TreeMap<>();
        for (Fetch fetch : fetches) {
            Key key = new Key(fetch.linkId, fetch.previewBy);
            byKey.computeIfAbsent(key, none -> new ArrayList<>()).add(fetch);
            firsts.putIfAbsent(key, fetch.atMillis);
        }
        Set<Long> attempts = new HashSet<>();
        List<LinkPreview> updates = new ArrayList<>();
        Map<Key, LinkPreview> rows = PreviewDao.lock(handle, dialect, firsts);
        byKey.forEach((key, list) -> updates.add(entered(requireNonNull(rows.get(key)), list, attempts)));
        PreviewDao.update(handle, updates);
        return attempts;
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
