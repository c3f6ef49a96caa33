package app.grapevine.clicks;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.MutableClock;
import app.grapevine.attribution.Attributor;
import app.grapevine.attribution.Channel;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.journal.JournalSettings;
import app.grapevine.journal.Visit;
import app.grapevine.rollups.Rollups;
import app.grapevine.storage.Database;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.Click;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** A node that records clicks, with rollups that fail when a test wants it. */
public final class TestClicks implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(60);
    public static final MutableClock CLOCK = new MutableClock("2023-11-14T12:00:00Z");
    public static final long NOON = CLOCK.millis();
    public static final long DAY = Duration.ofDays(1).toMillis();

    public static final List<Channel> CHANNELS =
            List.copyOf(ChannelCatalogue.load(null).all());
    private static final Attributor ATTRIBUTOR = new Attributor(CHANNELS);

    final Database database;
    public final Rollups rollups;
    final Path dataDir;
    volatile Predicate<Click> bad = click -> false;
    volatile String refusingState = "";
    /** Runs at the end of each transaction of visits, before its commit. */
    volatile Runnable beforeCommit = () -> {};

    private final Clicks clicks;

    /** What the rollups do, unless a visit is bad or the database is to refuse. */
    private final class Sink implements ClickSink {
        @Override
        public void add(Handle handle, List<Click> clicks) {
            if (!refusingState.isEmpty()) {
                throw new UnableToExecuteStatementException(new SQLException("on purpose", refusingState), null);
            }
            rollups.add(handle, clicks);
            if (clicks.stream().anyMatch(bad)) {
                throw new IllegalStateException("this one cannot be counted");
            }
            beforeCommit.run();
        }

        @Override
        public void move(Handle handle, List<Click> before, List<Click> after) {
            rollups.move(handle, before, after);
        }

        @Override
        public void forget(Handle handle, long linkId) {
            rollups.forget(handle, linkId);
        }

        @Override
        public void rebuild(Handle handle, long node, long epochDay) {
            rollups.rebuild(handle, node, epochDay);
        }
    }

    public TestClicks(Database database, Path dataDir) {
        this(database, dataDir, "");
    }

    public TestClicks(Database database, Path dataDir, String refusingState) {
        this(database, dataDir, refusingState, CHANNELS);
    }

    /** With a catalogue of its own. */
    public TestClicks(Database database, Path dataDir, String refusingState, List<Channel> channels) {
        this.database = database;
        this.dataDir = dataDir;
        this.rollups = new Rollups(database);
        this.refusingState = refusingState;
        Attributor attributor = channels == CHANNELS ? ATTRIBUTOR : new Attributor(channels);
        this.clicks = Clicks.open(JournalSettings.in(dataDir), database, attributor, channels, new Sink(), CLOCK);
    }

    Clicks clicks() {
        return clicks;
    }

    public void record(Visit... visits) {
        for (Visit visit : visits) {
            clicks.record(visit, receipt -> assertThat(receipt.refusal()).isNull());
        }
    }

    /** Waits until all is in the database, and looks whether the account and the rollups are right. */
    public void settle() {
        try {
            assertThat(clicks.await(PATIENCE)).as("drained").isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Tally tally = clicks.tally();
        assertThat(tally.pending()).isZero();
        assertThat(tally.addsUp()).as("%s adds up", tally).isTrue();
        assertRollupsAreARecount();
    }

    public void assertRollupsAreARecount() {
        long day = NOON / DAY;
        assertThat(rollups.verify(day - 1, day + 2)).isEmpty();
    }

    public List<String> strings(String sql) {
        return TestDatabase.list(database, String.class, sql);
    }

    public List<Long> longs(String sql) {
        return TestDatabase.list(database, Long.class, sql);
    }

    public long count(String table) {
        return TestDatabase.count(database, table);
    }

    @Override
    public void close() {
        clicks.close();
    }
}
