package app.grapevine.clicks;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.MutableClock;
import app.grapevine.attribution.Attributor;
import app.grapevine.attribution.Channel;
import app.grapevine.links.ChannelCatalogue;
import app.grapevine.stats.Rollups;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class ClicksDbTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long NOON = 1_700_000_000_000L / 86_400_000 * 86_400_000 + 43_200_000;

    @Parameter
    Dialect dialect;

    @TempDir
    Path dataDir;

    private final MutableClock clock = new MutableClock("2023-11-14T12:00:00Z");
    private TestDatabase test;
    private Database database;
    private Clicks clicks;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        database = test.database();
        clicks = openClicks(new Rollups(database));
    }

    @AfterEach
    void close() {
        clicks.close();
        test.close();
    }

    private Clicks openClicks(ClickSink sink) {
        List<Channel> channels = new ArrayList<>(ChannelCatalogue.load(null).all());
        return Clicks.open(JournalSettings.in(dataDir), database, new Attributor(channels), channels, sink, clock);
    }

    private void record(Visit visit) {
        clicks.record(visit, receipt -> assertThat(receipt.refusal()).isNull());
    }

    @Test
    void everyVisitBecomesARowOfItsKindAndTheAccountAddsUp() throws Exception {
        record(Visits.of(NOON, 1, 11));
        record(Visits.preview(NOON + 1, 1));
        record(Visits.suppressed(NOON, 1));
        record(Visits.of(NOON + 2, 1, 0, app.grapevine.attribution.Signals.ofUserAgent("curl/8.5.0")));
        assertThat(clicks.await(PATIENCE)).isTrue();
        assertThat(strings("SELECT kind FROM clicks ORDER BY sequence"))
                .containsExactly("CLICK", "PREVIEW", "SUPPRESSED", "BOT");
        Tally tally = clicks.tally();
        assertThat(tally).isEqualTo(new Tally(4, 1, 1, 1, 1, 0, tally.dropped()));
        assertThat(tally.totalDropped()).isZero();
        assertThat(tally.addsUp()).isTrue();
    }

    private List<String> strings(String sql) {
        return database.read(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
