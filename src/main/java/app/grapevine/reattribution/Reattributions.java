package app.grapevine.reattribution;

import app.grapevine.attribution.Attributor;
import app.grapevine.attribution.Channel;
import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.clicks.ClickSink;
import app.grapevine.previews.PreviewWindows;
import app.grapevine.reattribution.Reattribution.Move;
import app.grapevine.reattribution.Reattribution.State;
import app.grapevine.reattribution.RunDao.Run;
import app.grapevine.storage.Database;
import app.grapevine.visits.ClickRow;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitRange;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Judges recorded visits anew under the present rules, while new ones are recorded. What a run has done is kept
 * with it in the database, so a run that was cut off goes on where it was. Safe for use by many threads.
 */
public final class Reattributions {
    /** Of the moves of a rehearsal. */
    private static final int MOVES_SHOWN = 100;
    /** A rehearsal; after it, visits are others. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final Database database;
    private final VisitStore store;
    private final Attributor attributor;
    private final Rulebook rulebook;
    private final PreviewWindows windows;
    private final ClickSink sink;
    private final Clock clock;
    private final int chunk;
    private final int mostMoves;
    private final SecureRandom random = new SecureRandom();

    /** @param channels the catalogue, for how long each app caches previews */
    public Reattributions(
            Database database, Attributor attributor, List<Channel> channels, ClickSink sink, Clock clock) {
        this(
                database,
                attributor,
                channels,
                sink,
                clock,
                VisitStores.of(database.dialect()).unit(),
                MoveDao.MOST);
    }

    Reattributions(
            Database database,
            Attributor attributor,
            List<Channel> channels,
            ClickSink sink,
            Clock clock,
            int chunk,
            int mostMoves) {
        this.database = database;
        this.store = VisitStores.of(database.dialect());
        this.attributor = attributor;
        this.rulebook = Rulebook.of(attributor.rulesVersion(), channels);
        this.windows = new PreviewWindows(channels);
        this.sink = sink;
        this.clock = clock;
        this.chunk = chunk;
        this.mostMoves = mostMoves;
    }

    /**
     * Enters a run to be done, by {@link #run} or by a {@link ReattributionWorker}. One with the same range that
     * is unfinished under the present rules is taken up instead. Rehearsals that are not finished end with it.
     *
     * @param from the first moment; null for the beginning
     * @param to the moment before which the visits are; null, or one in the future, for now
     * @throws RefusedException INVALID if {@code from} is not before {@code to}
     */
    public Reattribution enter(@Nullable Instant from, @Nullable Instant to) {
        return enter(from, to, false);
    }

    /**
     * Enters a rehearsal, which counts what a run would change and changes nothing, as {@link #enter} does a run.
     *
     * @throws RefusedException INVALID as there, or if a run is under way, which would change what is counted
     */
    public Reattribution rehearse(@Nullable Instant from, @Nullable Instant to) {
        return enter(from, to, true);
    }

    private Reattribution enter(@Nullable Instant from, @Nullable Instant to, boolean dryRun) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        Long end = to == null || to.isAfter(now) ? null : Long.valueOf(to.toEpochMilli());
        long begin = from == null ? 0 : from.toEpochMilli();
        long before = end == null ? now.toEpochMilli() : end;
        if (begin >= before) {
            throw RefusedException.invalid("from", FaultCode.NOT_PAST);
        }
        String id = database.write(handle -> {
            if (dryRun) {
                requireNoRun(handle);
                RunDao.deleteRehearsals(handle, now.minus(KEPT).toEpochMilli());
            } else {
                RunDao.supersedeRehearsals(handle);
            }
            return RunDao.findOpen(handle, rulebook, dryRun, begin, end)
                    .map(Run::id)
                    .orElseGet(() -> insert(handle, begin, before, end == null, dryRun));
        });
        return find(id).orElseThrow();
    }

    private void requireNoRun(Handle handle) {
        RunDao.findNext(handle, rulebook).filter(run -> !run.dryRun()).ifPresent(run -> {
            throw RefusedException.invalid("dryRun", FaultCode.RUN_UNDER_WAY, Map.of("run", run.id()));
        });
    }

    private String insert(Handle handle, long begin, long end, boolean openEnd, boolean dryRun) {
        String id = Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
        RunDao.insert(handle, Run.begun(id, begin, end, rulebook, clock.millis(), dryRun), openEnd);
        return id;
    }

    /** The run as it stands. */
    public Optional<Reattribution> find(String id) {
        return database.snapshot(handle -> RunDao.find(handle, id).map(run -> described(handle, run)));
    }

    private int percent(Handle handle, Run run) {
        if (run.finishedAt() != null) {
            return 100;
        }
        long first = edge(handle, run, VisitStore.Order.OLDEST_FIRST);
        long last = edge(handle, run, VisitStore.Order.NEWEST_FIRST);
        long gone = Math.max(0, Math.min(run.cursor().atMillis(), last) - first);
        // What follows the last visit, the ledger of previews, is the last hundredth.
        return last == first ? 0 : Math.toIntExact(99 * gone / (last - first));
    }

    /** When the first or the last visit of a run was. */
    private long edge(Handle handle, Run run, VisitStore.Order order) {
        List<ClickRow> visit = store.walk(VisitRange.between(run.from(), run.to()), VisitFilter.ANY, order, null)
                .next(handle, 1);
        return visit.isEmpty() ? run.to() : visit.get(0).click().atMillis();
    }

    private Reattribution described(Handle handle, Run run) {
        State unfinished = run.isOpen(rulebook) ? State.RUNNING : State.OUTDATED;
        Long finishedAt = run.finishedAt();
        List<Move> moves = run.dryRun() ? MoveDao.largest(handle, run.id(), MOVES_SHOWN) : List.of();
        long shown = moves.stream().mapToLong(Move::visits).sum();
        return new Reattribution(
                run.id(),
                run.dryRun(),
                Instant.ofEpochMilli(run.from()),
                Instant.ofEpochMilli(run.to()),
                run.rulesVersion(),
                finishedAt == null ? unfinished : State.FINISHED,
                Instant.ofEpochMilli(run.cursor().atMillis()),
                percent(handle, run),
                run.examined(),
                run.changed(),
                run.forgotten(),
                Instant.ofEpochMilli(run.startedAt()),
                finishedAt == null ? null : Instant.ofEpochMilli(finishedAt),
                RunDao.totals(handle, run.id()),
                moves,
                run.dryRun() ? run.otherMoves() + MoveDao.visits(handle, run.id()) - shown : 0);
    }

    /**
     * Does a run to its end on this thread.
     *
     * @param progress is shown the run after each step
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away; the run can be taken up
     */
    public Reattribution run(String id, Consumer<Reattribution> progress) {
        RunWalk walk = walk();
        while (walk.step(id)) {
            find(id).ifPresent(progress);
        }
        return find(id).orElseThrow();
    }

    /** The oldest run that there is still something to be done for. */
    Optional<String> findNext() {
        return database.read(handle -> RunDao.findNext(handle, rulebook).map(Run::id));
    }

    RunWalk walk() {
        return new RunWalk(
                database,
                new ReattributionWalk(database, attributor, rulebook, windows, sink, clock, chunk),
                new RehearsalWalk(database, attributor, rulebook, windows, clock, chunk, mostMoves));
    }
}
