package app.grapevine.clicks;

import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Signals;
import app.grapevine.base.EpochDay;
import app.grapevine.base.Text;
import app.grapevine.previews.PreviewLedger;
import app.grapevine.privacy.DailyVisitor;
import app.grapevine.privacy.DailyVisitors;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.visits.Click;
import app.grapevine.visits.ClickRow;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts judged visits into the tables: clicks, visitors, previews, user agents, rollups, dead letters and the
 * journal's position in one transaction. Used by the writer's thread.
 *
 * <p>On PostgreSQL, what nodes share is entered ahead of that transaction. Nodes that do so at once lock rows in the same
 * order, table by table and by key, so that none waits for another in a circle.
 */
final class ClickStore {

    /** The position in the database is not the one that this process left there. */
    static final class PositionMovedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        PositionMovedException() {
            super("the journal's position in the database was moved by another process");
        }
    }

    private final long node;
    private final Database database;
    private final Positions positions;
    private final VisitStore store;
    private final ClickSink sink;
    private final PreviewLedger ledger;
    private final AgentDictionary agents;
    private final CountedVisitors counted;
    private final Clock clock;

    ClickStore(
            long node,
            Database database,
            Positions positions,
            ClickSink sink,
            PreviewLedger ledger,
            AgentDictionary agents,
            Clock clock) {
        this.node = node;
        this.positions = positions;
        this.database = database;
        this.store = VisitStores.of(database.dialect());
        this.counted = database.dialect() == Dialect.H2 ? new RememberedVisitors() : new TableVisitors(node);
        this.sink = sink;
        this.ledger = ledger;
        this.agents = agents;
        this.clock = clock;
    }

    /**
     * Stores all of them and advances the position to the last, or nothing.
     *
     * @param from the position of the part that they belong to, see {@link Positions}
     * @throws PositionMovedException if it is another
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
     */
    void store(List<JudgedVisit> visits, long from) {
        store(visits, from, handle -> {});
    }

    /** {@link #store(List, long)}, with something else in the same transaction. */
    void store(List<JudgedVisit> visits, long from, HandleConsumer<RuntimeException> with) {
        Batch batch = batch(visits);
        Rows ahead = database.dialect() == Dialect.POSTGRESQL ? enteredAhead(batch) : null;
        long[] swept = new long[1];
        database.writeOnly(handle -> {
            // First of all: it locks the row, so that a second process waits here and then sees the new position.
            if (!positions.advance(handle, from, batch.to(), batch.now)) {
                throw new PositionMovedException();
            }
            Rows rows = ahead != null ? ahead : entered(handle, batch);
            store.add(handle, rows.rows);
            batch.dead().forEach(visit -> DeadLetterDao.insert(handle, node, visit, batch.now));
            // Behind the visits: whoever sweeps agents waits for those who have begun to write visits.
            swept[0] = AgentSweep.last(handle);
            UserAgentDao.seen(handle, AgentDictionary.unknown(batch.agents, batch.today(), swept[0]));
            if (ahead != null) {
                PreviewLedger.release(handle, node, batch.from(), batch.to());
            }
            if (!rows.clicks.isEmpty()) {
                sink.add(handle, rows.clicks);
            }
            with.useHandle(handle);
        });
        counted.committed();
        AgentDictionary.committed(batch.agents, batch.today(), swept[0]);
    }

    /** What is to be stored, and what of it nodes share. */
    private record Batch(
            List<JudgedVisit> visits,
            List<Long> agentIds,
            Set<AgentDictionary.Known> agents,
            SortedMap<Long, List<DailyVisitor>> visitors,
            List<PreviewLedger.Fetch> fetches,
            long now) {
        long from() {
            return visits.get(0).sequence();
        }

        long to() {
            return visits.get(visits.size() - 1).sequence();
        }

        long today() {
            return EpochDay.of(now);
        }

        List<JudgedVisit> dead() {
            return visits.stream().filter(visit -> visit.click() == null).toList();
        }
    }

    /** Rows to be added, and the same as what is counted. */
    private record Rows(List<ClickRow> rows, List<Click> clicks) {}

    private Batch batch(List<JudgedVisit> visits) {
        Set<AgentDictionary.Known> seen = new LinkedHashSet<>();
        List<Long> agentIds = new ArrayList<>(visits.size());
        for (JudgedVisit visit : visits) {
            agentIds.add(agentId(visit, seen));
        }
        return new Batch(visits, agentIds, seen, visitors(visits), fetches(visits), clock.millis());
    }

    /** In the transaction of the visits: on H2 nobody else writes meanwhile. */
    private Rows entered(Handle handle, Batch batch) {
        Set<Long> attempts = batch.fetches.isEmpty() ? Set.of() : ledger.enter(handle, batch.fetches);
        return rows(batch, counted.enter(handle, batch.visitors), attempts);
    }

    /**
     * Ahead of the transaction of the visits, by statements that end on their own. What that transaction holds until it
     * commits are rows of this node alone: so a node that is stopped in the midst of it keeps no other from recording.
     */
    private Rows enteredAhead(Batch batch) {
        List<Rows> result = new ArrayList<>(1);
        database.writeSingly(handle -> {
            Set<Long> attempts = batch.fetches.isEmpty() ? Set.of() : ledger.enterAhead(handle, node, batch.fetches);
            result.add(rows(batch, counted.enter(handle, batch.visitors), attempts));
            UserAgentDao.seen(handle, AgentDictionary.unknown(batch.agents, batch.today(), AgentSweep.last(handle)));
        });
        Rows rows = result.get(0);
        if (!rows.rows.isEmpty()) {
            store.prepare(database, rows.rows);
        }
        return rows;
    }

    /** A visit becomes a dead letter: it is nobody's first. */
    void giveUp(JudgedVisit visit) {
        if (database.dialect() == Dialect.POSTGRESQL) {
            visitors(List.of(visit)).values().stream()
                    .flatMap(List::stream)
                    .forEach(visitor -> database.writeSingly(handle -> DailyVisitors.takeBack(handle, node, visitor)));
        }
    }

    /** Takes away what a commit without a known outcome may have left by half. @param position up to which all is recorded */
    void repair(long position) {
        Repair.run(database, sink, node, position, true, clock.millis());
    }

    /** The database went back: what was stored may be in it no more. */
    void forget() {
        counted.forget();
    }

    private @Nullable Long agentId(JudgedVisit visit, Set<AgentDictionary.Known> seen) {
        Signals signals = visit.visit() == null ? null : visit.visit().signals();
        String text = signals == null ? null : Text.column(signals.userAgent());
        if (text == null) {
            return null;
        }
        AgentDictionary.Known agent = agents.get(text);
        seen.add(agent);
        return agent.id;
    }

    private static Rows rows(Batch batch, Set<Long> firsts, Set<Long> attempts) {
        List<ClickRow> rows = new ArrayList<>(batch.visits.size());
        List<Click> clicks = new ArrayList<>(batch.visits.size());
        for (int i = 0; i < batch.visits.size(); i++) {
            JudgedVisit visit = batch.visits.get(i);
            Click click = visit.click();
            if (click == null || visit.visit() == null) {
                continue;
            }
            Click counted = click.stored(firsts.contains(click.sequence()), attempts.contains(click.sequence()));
            Signals signals = visit.visit().signals();
            clicks.add(counted);
            rows.add(new ClickRow(
                    counted,
                    batch.agentIds.get(i),
                    signals == null ? null : Text.column(signals.requestedWith()),
                    signals == null ? null : Text.column(signals.markers()),
                    visit.flags(),
                    signals == null ? null : Text.column(signals.context())));
        }
        return new Rows(rows, clicks);
    }

    private static SortedMap<Long, List<DailyVisitor>> visitors(List<JudgedVisit> visits) {
        SortedMap<Long, List<DailyVisitor>> visitors = new TreeMap<>();
        for (JudgedVisit visit : visits) {
            Click click = visit.click();
            if (click != null
                    && visit.visit() != null
                    && click.kind() == Kind.CLICK
                    && visit.visit().visitor() != 0) {
                long day = EpochDay.of(click.atMillis());
                visitors.computeIfAbsent(day, none -> new ArrayList<>())
                        .add(DailyVisitor.of(day, visit.visit().visitor(), click.linkId(), click.sequence()));
            }
        }
        return visitors;
    }

    private static List<PreviewLedger.Fetch> fetches(List<JudgedVisit> visits) {
        List<PreviewLedger.Fetch> fetches = new ArrayList<>();
        for (JudgedVisit visit : visits) {
            Click click = visit.click();
            if (click != null && click.verdict() != null && click.verdict().previewBy() != null) {
                fetches.add(new PreviewLedger.Fetch(
                        click.linkId(), click.verdict().previewBy(), click.atMillis(), click.sequence()));
            }
        }
        return fetches;
    }
}
