package app.grapevine.conversions;

import app.grapevine.base.Reach;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.campaigns.ConversionTerms;
import app.grapevine.clicks.ClickIds;
import app.grapevine.clicks.PositionDao;
import app.grapevine.links.LinkStates;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitKey;
import app.grapevine.visits.VisitStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Looks for the clicks that conversions are tied to. Safe for use by many threads. */
final class Ties {
    private final ClickIds ids;
    private final VisitStore store;

    Ties(ClickIds ids, VisitStore store) {
        this.ids = ids;
        this.store = store;
    }

    /**
     * What can be said of the clicks of several conversions at once.
     *
     * @param clickIds of each, as they were given
     * @param reach of whoever tells of them: clicks on links beyond are unknown to it
     */
    Found found(Handle handle, List<List<String>> clickIds, Reach reach) {
        Map<String, VisitKey> keys = new HashMap<>();
        clickIds.forEach(ids -> ids.forEach(id ->
                this.ids.decode(id).ifPresent(key -> keys.put(id, new VisitKey(key.node(), key.sequence())))));
        return found(handle, store, new HashSet<>(keys.values()), reach).named(keys);
    }

    /** What can be said of some clicks at once. */
    static Found found(Handle handle, VisitStore store, Collection<VisitKey> candidates, Reach reach) {
        Map<VisitKey, Click> clicks = new HashMap<>(store.find(handle, candidates, null));
        Set<VisitKey> missing = new HashSet<>(candidates);
        missing.removeAll(clicks.keySet());
        Set<VisitKey> waiting = PositionDao.ahead(handle, missing);
        missing.removeAll(waiting);
        if (!missing.isEmpty()) {
            // What was stored since the first look, and is no longer ahead: its node has gone on in between.
            clicks.putAll(store.find(handle, missing, null));
        }
        return new Found(candidates(handle, clicks, reach), waiting, Map.of());
    }

    private static Map<VisitKey, ClickChoice.Candidate> candidates(
            Handle handle, Map<VisitKey, Click> clicks, Reach reach) {
        Map<Long, String> campaigns = LinkStates.campaigns(
                handle, clicks.values().stream().map(Click::linkId).collect(Collectors.toSet()));
        Map<String, ConversionTerms> terms = Campaigns.conversionTerms(handle, new HashSet<>(campaigns.values()));
        Map<VisitKey, ClickChoice.Candidate> candidates = new HashMap<>();
        clicks.forEach((key, click) -> {
            @Nullable String campaign = campaigns.get(click.linkId());
            if (reach.covers(campaign)) {
                candidates.put(
                        key,
                        new ClickChoice.Candidate(
                                click,
                                campaign,
                                campaign == null
                                        ? ConversionTerms.DEFAULT
                                        : terms.getOrDefault(campaign, ConversionTerms.DEFAULT)));
            }
        });
        return candidates;
    }

    /**
     * What is known of some clicks.
     *
     * @param candidates those that are stored
     * @param waiting those that may be in a journal still
     * @param names what their ids stand for
     */
    record Found(Map<VisitKey, ClickChoice.Candidate> candidates, Set<VisitKey> waiting, Map<String, VisitKey> names) {
        private Found named(Map<String, VisitKey> keys) {
            return new Found(candidates, waiting, keys);
        }

        /** The tie of a new conversion. @param occurredAt in milliseconds */
        Tie tie(List<String> clickIds, long occurredAt, boolean isCorrection) {
            if (clickIds.isEmpty()) {
                return Tie.none(UnattributedReason.NONE, null);
            }
            List<VisitKey> of = clickIds.stream()
                    .map(names::get)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            return of.isEmpty() ? Tie.none(UnattributedReason.MALFORMED, null) : tieOf(of, occurredAt, isCorrection);
        }

        /** The tie to one of some clicks, or to none, or that one of them waits. */
        Tie tieOf(List<VisitKey> of, long occurredAt, boolean isCorrection) {
            List<VisitKey> ahead = of.stream().filter(waiting::contains).toList();
            return ahead.isEmpty()
                    ? decided(of, occurredAt, isCorrection)
                    : Tie.waiting(ahead.get(ahead.size() - 1), of);
        }

        /** The same where what waits is waited for no longer. */
        Tie decided(List<VisitKey> of, long occurredAt, boolean isCorrection) {
            List<ClickChoice.Candidate> found = new ArrayList<>();
            of.stream().map(candidates::get).filter(Objects::nonNull).forEach(found::add);
            return ClickChoice.of(found, occurredAt, isCorrection);
        }
    }
}
