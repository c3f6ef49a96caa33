package app.grapevine.reattribution;

import app.grapevine.attribution.Attributor;
import app.grapevine.previews.PreviewWindows;
import app.grapevine.reattribution.RunDao.Run;
import app.grapevine.storage.Database;
import app.grapevine.visits.ClickRow;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitPlace;
import app.grapevine.visits.VisitRange;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import app.grapevine.visits.VisitWalk;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Walks a rehearsal through recorded visits, a few a step: they are read as they stood at one moment, without a lock, and
 * judged anew; then a short unit adds what would change to the rehearsal's own counts, and moves its cursor. Nothing
 * else is written. Not safe for use by many threads.
 *
 * <p>A run of {@link ReattributionWalk} judges a click by the previews that it has judged anew before it. Here those are not
 * in the database, but in the {@link PreviewHistory} of this walk alone; where that does not reach back to the first of
 * the visits, because the rehearsal was broken off or has too many links, a link's visits so far are judged once more,
 * without being counted.
 */
final class RehearsalWalk {
    private final Database database;
    private final VisitStore store;
    private final Attributor attributor;
    private final Rulebook rulebook;
    private final Clock clock;
    private final int chunk;
    private final int mostMoves;
    private final PreviewHistory history;
    /** Where the last step of this walk ended: there the history stands. */
    private @Nullable VisitPlace position;
    /** Whether this walk has come all the way from the first visit. */
    private boolean whole;

    /** @param mostMoves how many moves are told apart */
    RehearsalWalk(
            Database database,
            Attributor attributor,
            Rulebook rulebook,
            PreviewWindows windows,
            Clock clock,
            int chunk,
            int mostMoves) {
        this.database = database;
        this.store = VisitStores.of(database.dialect());
        this.attributor = attributor;
        this.rulebook = rulebook;
        this.clock = clock;
        this.chunk = chunk;
        this.mostMoves = mostMoves;
        this.history = new PreviewHistory(windows, store);
    }

    /**
     * Some visits judged anew.
     *
     * @param run as it stood before
     * @param judged null where there was no visit left
     * @param reached the place of the last of them
     */
    private record Piece(Run run, @Nullable Rejudgement judged, VisitPlace reached) {}

    /**
     * Goes one step.
     *
     * @return whether there are more
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away; to be tried again
     */
    boolean step(String id) {
        @Nullable VisitPlace reached = null;
        try {
            @Nullable Piece piece = database.snapshot(handle -> judge(handle, id));
            boolean more = piece != null && database.write(handle -> keep(handle, piece));
            reached = more ? piece.reached : null;
            return more;
        } finally {
            position = reached;
        }
    }

    private @Nullable Piece judge(Handle handle, String id) {
        Run run = RunDao.find(handle, id).orElse(null);
        if (run == null || !run.isOpen(rulebook)) {
            return null;
        }
        if (!run.cursor().equals(position)) {
            history.forget();
            whole = run.cursor().equals(run.start());
        }
        List<ClickRow> visits =
                walk(VisitRange.ALL.before(run.to()), run.cursor()).next(handle, chunk);
        if (visits.isEmpty()) {
            return new Piece(run, null, run.cursor());
        }
        Set<Long> unknown = history.load(handle, Rejudgement.links(visits), run.start());
        if (!unknown.isEmpty() && !(whole && history.isWhole())) {
            catchUp(handle, run, unknown);
        }
        return new Piece(
                run,
                Rejudgement.of(handle, attributor, history, visits),
                VisitPlace.of(visits.get(visits.size() - 1).click()));
    }

    private VisitWalk walk(VisitRange range, VisitPlace after) {
        return store.walk(range, VisitFilter.ANY, VisitStore.Order.OLDEST_FIRST, after);
    }

    /** Takes the history of some links from the first of the visits to the cursor. */
    private void catchUp(Handle handle, Run run, Set<Long> links) {
        VisitWalk walk = walk(VisitRange.ofLinks(links).before(run.cursor().atMillis() + 1), run.start());
        List<ClickRow> visits;
        do {
            visits = walk.next(handle, chunk);
            List<ClickRow> gone = visits.stream()
                    .filter(visit -> VisitPlace.of(visit.click()).compareTo(run.cursor()) <= 0)
                    .toList();
            Rejudgement.of(handle, attributor, history, gone);
        } while (visits.size() == chunk);
    }

    /** Whether there are more, after these were counted. */
    private boolean keep(Handle handle, Piece piece) {
        Run run = RunDao.lock(handle, piece.run.id()).orElse(null);
        if (run == null || !run.isOpen(rulebook)) {
            return false;
        }
        if (!run.cursor().equals(piece.run.cursor())) {
            return true; // Another node was quicker: it has counted them.
        }
        if (piece.judged == null) {
            RunDao.finish(handle, run.id(), clock.millis());
            return false;
        }
        Rejudgement judged = piece.judged;
        RunDao.addTotals(handle, run.id(), judged.totals());
        RunDao.addOtherMoves(
                handle, run.id(), MoveDao.add(handle, run.id(), Moves.of(judged.before(), judged.after()), mostMoves));
        RunDao.advance(handle, run.after(judged, piece.reached));
        return true;
    }
}
