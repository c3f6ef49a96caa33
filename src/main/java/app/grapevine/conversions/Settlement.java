package app.grapevine.conversions;

import app.grapevine.base.Reach;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitKey;
import app.grapevine.visits.VisitStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Ties conversions to their clicks that came before these were stored. */
final class Settlement {
    /** A click that has not come out of its journal by then is lost with it. */
    private static final Duration GIVE_UP = Duration.ofDays(30);

    private Settlement() {}

    /** @return those that are tied now, or known to be tied to none */
    static List<ConversionDao.Row> run(Handle handle, VisitStore store, Instant now) {
        List<ConversionDao.Waiting> waiting = ConversionDao.listWaitingForChange(handle);
        if (waiting.isEmpty()) {
            return List.of();
        }
        Ties.Found found = found(handle, store, waiting);
        long givenUp = now.minus(GIVE_UP).toEpochMilli();
        List<ConversionDao.Settled> settled = new ArrayList<>();
        for (ConversionDao.Waiting one : waiting) {
            Tie tie = one.createdAt() < givenUp
                    ? found.decided(one.candidates(), one.occurredAt(), one.isCorrection())
                    : found.tieOf(one.candidates(), one.occurredAt(), one.isCorrection());
            if (!tie.isWaiting()) {
                settled.add(new ConversionDao.Settled(one.id(), tie));
            }
        }
        return ConversionDao.settle(handle, settled);
    }

    /** The clicks on a link that conversions which wait may be tied to. */
    static List<Click> listOpenClicks(Handle handle, VisitStore store, long linkId) {
        return found(handle, store, ConversionDao.listWaiting(handle)).candidates().values().stream()
                .map(ClickChoice.Candidate::click)
                .filter(click -> click.linkId() == linkId)
                .toList();
    }

    private static Ties.Found found(Handle handle, VisitStore store, List<ConversionDao.Waiting> waiting) {
        Set<VisitKey> candidates = new HashSet<>();
        waiting.forEach(one -> candidates.addAll(one.candidates()));
        return Ties.found(handle, store, candidates, Reach.ALL);
    }
}
