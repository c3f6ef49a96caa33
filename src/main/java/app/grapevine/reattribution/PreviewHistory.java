package app.grapevine.reattribution;

import app.grapevine.previews.PreviewWindows;
import app.grapevine.visits.VisitPlace;
import app.grapevine.visits.VisitStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * The previews of links as they stood at the moment that a walk through the click table has come to: by which
 * apps, and when an attempt to share was last counted. Belongs to one walk; to be forgotten when a transaction
 * of it fails. Not safe for use by many threads.
 */
final class PreviewHistory {
    private static final int MAX_LINKS = 100_000;

    private final PreviewWindows windows;
    private final VisitStore store;
    private final Map<Long, Map<String, Fetches>> byLink = new HashMap<>();
    private boolean whole = true;

    PreviewHistory(PreviewWindows windows, VisitStore store) {
        this.windows = windows;
        this.store = store;
    }

    /**
     * Makes sure that these links are known; others may be forgotten.
     *
     * @return those that were not, and are known now as they stood at {@code at}
     */
    Set<Long> load(Handle handle, Collection<Long> links, VisitPlace at) {
        if (byLink.size() + links.size() > MAX_LINKS) {
            byLink.clear();
            whole = false;
        }
        Set<Long> unknown = new TreeSet<>(links);
        unknown.removeAll(byLink.keySet());
        byLink.putAll(ReattributionDao.previews(handle, store, unknown, at));
        return unknown;
    }

    /** The apps or families, each with how long before a moment it last fetched. */
    Map<String, Long> agesOf(long linkId, long atMillis) {
        Map<String, Long> ages = new HashMap<>();
        byLink.getOrDefault(linkId, Map.of())
                .forEach((app, fetches) -> ages.put(app, Math.max(0, atMillis - fetches.last())));
        return ages;
    }

    /** Whether a fetch at {@code atMillis} counts as an attempt to share. */
    boolean isAttempt(long linkId, String app, long atMillis) {
        Fetches fetches = byLink.getOrDefault(linkId, Map.of()).get(app);
        long counted = fetches == null ? 0 : fetches.counted();
        return counted == 0 || atMillis - counted >= windows.millis(app);
    }

    void fetched(long linkId, String app, long atMillis, boolean attempt) {
        byLink.computeIfAbsent(linkId, link -> new HashMap<>())
                .merge(app, new Fetches(attempt ? atMillis : 0, atMillis), Fetches::and);
    }

    /** Whether it knows all links that were loaded since it last was told to forget. */
    boolean isWhole() {
        return whole;
    }

    void forget() {
        byLink.clear();
        whole = true;
    }
}
