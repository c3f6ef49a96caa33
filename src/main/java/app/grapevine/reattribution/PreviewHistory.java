package app.grapevine.reattribution;

import app.grapevine.clicks.PreviewWindows;
import app.grapevine.visits.VisitPlace;
import app.grapevine.visits.VisitStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    /** Link → app → when an attempt was last counted; 0 where none was. */
    private final Map<Long, Map<String, Long>> byLink = new HashMap<>();

    PreviewHistory(PreviewWindows windows, VisitStore store) {
        this.windows = windows;
        this.store = store;
    }

    /** Makes sure that these links are known as they stood at {@code at}; others may be forgotten. */
    void load(Handle handle, Collection<Long> links, VisitPlace at) {
        if (byLink.size() + links.size() > MAX_LINKS) {
            byLink.clear();
        }
        Set<Long> unknown = new TreeSet<>(links);
        unknown.removeAll(byLink.keySet());
        byLink.putAll(ReattributionDao.previews(handle, store, unknown, at));
    }

    Set<String> appsOf(long linkId) {
        return byLink.getOrDefault(linkId, Map.of()).keySet();
    }

    Map<String, Long> agesOf(long linkId, long atMillis) {
        return appsOf(linkId).stream().collect(Collectors.toMap(app -> app, app -> 0L));
    }

    /** Whether a fetch at {@code atMillis} counts as an attempt to share. */
    boolean isAttempt(long linkId, String app, long atMillis) {
        long counted = byLink.getOrDefault(linkId, Map.of()).getOrDefault(app, 0L);
        return counted == 0 || atMillis - counted >= windows.millis(app);
    }

    void fetched(long linkId, String app, long atMillis, boolean attempt) {
        byLink.computeIfAbsent(linkId, link -> new HashMap<>()).merge(app, attempt ? atMillis : 0, Math::max);
    }

    void forget() {
        byLink.clear();
    }
}
