package app.grapevine.clicks;

import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Signals;
import app.grapevine.base.EpochDay;
import app.grapevine.base.Text;
import app.grapevine.clicks.PositionDao.Position;
import app.grapevine.privacy.DailyVisitor;
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
import org.jspecify.annotations.Nullable;

/**
 * Puts judged visits into the tables: clicks, visitors, previews, user agents, rollups, dead letters and the
 * journal's position in one transaction. Used by the writer's thread.
 *
 * <p>Nodes that write at once lock rows in the same order, table by table and by key, so that none waits for
 * another in a circle.
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
    private final VisitStore store;
    private final ClickSink sink;
    private final PreviewLedger ledger;
    private final AgentDictionary agents;
    private final CountedVisitors counted;
    private final Clock clock;

    ClickStore(
            long node, Database database, ClickSink sink, PreviewLedger ledger, AgentDictionary agents, Clock clock) {
        this.node = node;
        this.database = database;
        this.store = VisitStores.of(database.dialect());
        this.counted = database.dialect() == Dialect.H2 ? new RememberedVisitors() : new TableVisitors();
        this.sink = sink;
        this.ledger = ledger;
        this.agents = agents;
        this.clock = clock;
    }

    /**
     * Stores all of them and advances the position to the last, or nothing.
     *
     * @throws PositionMovedException if the position is not {@code from}
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
     */
    void store(List<JudgedVisit> visits, Position from) {
        long now = clock.millis();
        long today = EpochDay.of(now);
        Set<AgentDictionary.Known> seen = new LinkedHashSet<>();
        List<Long> agentIds = new ArrayList<>(visits.size());
        for (JudgedVisit visit : visits) {
            agentIds.add(agentId(visit, seen));
        }
        SortedMap<Long, List<DailyVisitor>> visitors = visitors(visits);
        long[] swept = new long[1];
        database.writeOnly(handle -> {
            // First of all: it locks the row, so that a second process waits here and then sees the new position.
            long to = visits.get(visits.size() - 1).sequence();
            if (!PositionDao.advance(handle, node, from, to, now)) {
                throw new PositionMovedException();
            }
            insert(handle, visits, counted.enter(handle, visitors), agentIds, now);
            // Behind the visits: whoever sweeps agents waits for those who have begun to write visits.
            swept[0] = AgentSweep.last(handle);
            UserAgentDao.seen(handle, AgentDictionary.unknown(seen, today, swept[0]));
        });
        counted.committed();
        AgentDictionary.committed(seen, today, swept[0]);
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

    private void insert(Handle handle, List<JudgedVisit> visits, Set<Long> firsts, List<Long> agentIds, long now) {
        Set<Long> attempts = enterPreviews(handle, visits);
        List<ClickRow> rows = new ArrayList<>(visits.size());
        List<Click> clicks = new ArrayList<>(visits.size());
        for (int i = 0; i < visits.size(); i++) {
            JudgedVisit visit = visits.get(i);
            Click click = visit.click();
            if (click == null || visit.visit() == null) {
                DeadLetterDao.insert(handle, node, visit, now);
                continue;
            }
            Click counted = click.stored(firsts.contains(click.sequence()), attempts.contains(click.sequence()));
            Signals signals = visit.visit().signals();
            clicks.add(counted);
            rows.add(new ClickRow(
                    counted,
                    agentIds.get(i),
                    signals == null ? null : Text.column(signals.requestedWith()),
                    signals == null ? null : Text.column(signals.markers()),
                    visit.flags()));
        }
        if (!clicks.isEmpty()) {
            store.add(handle, rows);
            sink.add(handle, clicks);
        }
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

    private Set<Long> enterPreviews(Handle handle, List<JudgedVisit> visits) {
        List<PreviewLedger.Fetch> fetches = new ArrayList<>();
        for (JudgedVisit visit : visits) {
            Click click = visit.click();
            if (click != null && click.verdict() != null && click.verdict().previewBy() != null) {
                fetches.add(new PreviewLedger.Fetch(
                        click.linkId(), click.verdict().previewBy(), click.atMillis(), click.sequence()));
            }
        }
        return fetches.isEmpty() ? Set.of() : ledger.enter(handle, database.dialect(), fetches);
    }
}
