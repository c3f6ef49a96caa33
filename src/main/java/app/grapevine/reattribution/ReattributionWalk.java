package app.grapevine.reattribution;

import app.grapevine.attribution.Attributor;
import app.grapevine.clicks.ClickSink;
import app.grapevine.previews.PreviewWindows;
import app.grapevine.previews.StalePreviews;
import app.grapevine.reattribution.RunDao.Run;
import app.grapevine.storage.Database;
import app.grapevine.visits.ClickRow;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitPlace;
import app.grapevine.visits.VisitRange;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Walks a re-attribution through the click table, one transaction a step: some visits are judged anew, the
 * rollups follow, and the cursor moves with them. So an end in the middle, however sudden, leaves all three in
 * agreement, and the next walk goes on behind the cursor. Not safe for use by many threads.
 *
 * <p>Visits are judged in the order of time, because a click is judged by the previews that were there before
 * it. The ledger of previews is counted anew after the last visit, link by link; until then new visits are judged
 * by the old one.
 */
final class ReattributionWalk {
    private final Database database;
    private final VisitStore store;
    private final Attributor attributor;
    private final Rulebook rulebook;
    private final ClickSink sink;
    private final Clock clock;
    private final int chunk;
    private final PreviewHistory history;
    /** Where the last step of this walk ended: there the history stands. */
    private @Nullable VisitPlace position;

    ReattributionWalk(
            Database database,
            Attributor attributor,
            Rulebook rulebook,
            PreviewWindows windows,
            ClickSink sink,
            Clock clock,
            int chunk) {
        this.database = database;
        this.store = VisitStores.of(database.dialect());
        this.attributor = attributor;
        this.rulebook = rulebook;
        this.sink = sink;
        this.clock = clock;
        this.chunk = chunk;
        this.history = new PreviewHistory(windows, store);
    }

    /**
     * Goes one step.
     *
     * @return whether there are more
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away; to be tried again
     */
    boolean step(String id) {
        boolean done = false;
        try {
            @Nullable VisitPlace reached = database.write(handle -> step(handle, id));
            position = reached;
            done = true;
            return reached != null;
        } finally {
            if (!done) {
                position = null;
            }
        }
    }

    /** Where the step ended; null where there was none to go. */
    private @Nullable VisitPlace step(Handle handle, String id) {
        Run run = RunDao.lock(handle, id).orElse(null);
        if (run == null || !run.isOpen(rulebook)) {
            return null;
        }
        if (!run.cursor().equals(position)) {
            history.forget();
        }
        List<ClickRow> visits = store.walkToChange(VisitRange.ALL.before(run.to()), VisitFilter.ANY, run.cursor())
                .next(handle, chunk);
        if (!visits.isEmpty()) {
            return judge(handle, run, visits);
        }
        if (StalePreviews.recountSome(handle, database.dialect())) {
            return run.cursor();
        }
        RunDao.finish(handle, id, clock.millis());
        return null;
    }

    private VisitPlace judge(Handle handle, Run run, List<ClickRow> visits) {
        history.load(handle, Rejudgement.links(visits), run.cursor());
        // Behind the locks on the visits: retention cannot take anything of theirs from now on.
        Rejudgement judged = Rejudgement.of(handle, attributor, history, visits);
        store.replace(handle, judged.updates());
        StalePreviews.add(handle, judged.stale());
        RunDao.addTotals(handle, run.id(), judged.totals());
        VisitPlace reached = VisitPlace.of(visits.get(visits.size() - 1).click());
        RunDao.advance(handle, run.after(judged, reached));
        if (!judged.after().isEmpty()) {
            sink.move(handle, judged.before(), judged.after());
        }
        return reached;
    }
}
