package app.grapevine.reattribution;

import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Verdict;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitPlace;
import app.grapevine.visits.VisitRange;
import app.grapevine.visits.VisitStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** What recorded visits were judged by. */
final class ReattributionDao {
    private ReattributionDao() {}

    /** The user agents of the dictionary by id; a forgotten one is absent. */
    static Map<Long, String> userAgents(Handle handle, Collection<Long> ids) {
        Map<Long, String> texts = new HashMap<>();
        if (!ids.isEmpty()) {
            handle.createQuery("SELECT id, user_agent FROM user_agents WHERE id IN (<ids>)")
                    .bindList("ids", new ArrayList<>(ids))
                    .map((row, context) -> texts.put(row.getLong("id"), row.getString("user_agent")))
                    .list();
        }
        return texts;
    }

    /** By link, each app that fetched a preview up to {@code upTo}, and when an attempt was last counted for it, or 0. */
    static Map<Long, Map<String, Fetches>> previews(
            Handle handle, VisitStore store, Collection<Long> links, VisitPlace upTo) {
        Map<Long, Map<String, Fetches>> previews = new HashMap<>();
        links.forEach(link -> previews.put(link, new HashMap<>()));
        if (links.isEmpty()) {
            return previews;
        }
        store.each(
                handle,
                VisitRange.ofLinks(previews.keySet()).before(upTo.atMillis() + 1),
                VisitFilter.of(VisitFilter.Property.KIND, Kind.PREVIEW.label()),
                visit -> {
                    Verdict verdict = visit.verdict();
                    if (verdict != null
                            && verdict.previewBy() != null
                            && VisitPlace.of(visit).compareTo(upTo) <= 0) {
                        of(previews, visit.linkId())
                                .merge(
                                        verdict.previewBy(),
                                        new Fetches(visit.shareAttempt() ? visit.atMillis() : 0, visit.atMillis()),
                                        Fetches::and);
                    }
                });
        // Of visits that retention has deleted, the ledger alone still knows.
        handle.createQuery("""
                        SELECT link_id, preview_by, first_at FROM link_previews
                        WHERE link_id IN (<links>) AND first_at < :oldest
                        """)
                .bindList("links", new ArrayList<>(new TreeSet<>(links)))
                .bind("oldest", store.oldest(handle).orElse(0))
                .map((row, context) -> of(previews, row.getLong("link_id"))
                        .putIfAbsent(
                                row.getString("preview_by"),
                                new Fetches(row.getLong("first_at"), row.getLong("first_at"))))
                .list();
        return previews;
    }

    private static Map<String, Fetches> of(Map<Long, Map<String, Fetches>> previews, long link) {
        return previews.computeIfAbsent(link, none -> new HashMap<>());
    }
}
