package app.grapevine.clicks;

import static app.grapevine.clicks.TestClicks.CHANNELS;
import static app.grapevine.clicks.TestClicks.CLOCK;
import static app.grapevine.clicks.TestClicks.DAY;
import static app.grapevine.clicks.TestClicks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.attribution.Attributor;
import app.grapevine.base.EpochDay;
import app.grapevine.journal.JournalSettings;
import app.grapevine.journal.SampleVisits;
import app.grapevine.rollups.Rollups;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Visits that were elsewhere, recorded past the journal beside those that went through it, on both databases. */
@ParameterizedClass
@EnumSource(Dialect.class)
class PastClicksDbTest {
    @TempDir
    private Path dataDir;

    private final Dialect dialect;
    private TestDatabase test;

    PastClicksDbTest(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private PastClicks past() {
        return PastClicks.open(
                JournalSettings.in(dataDir),
                test.database(),
                new Attributor(CHANNELS),
                CHANNELS,
                UnusualSettings.DEFAULT,
                new Rollups(test.database()),
                CLOCK);
    }

    private long visits() {
        return test.count("clicks");
    }

    private void assertThatCountsAreARecount() {
        long today = EpochDay.of(NOON);
        assertThat(new Rollups(test.database()).verify(today - 400, today)).isEmpty();
    }

    @Test
    void whatFailsWithItsCursorIsNotThereAndComesAgain() {
        try (PastClicks past = past()) {
            past.store(List.of(SampleVisits.of(NOON - 300 * DAY, 1, 1)), handle -> {});
            assertThatThrownBy(() -> past.store(
                            List.of(SampleVisits.of(NOON - 299 * DAY, 1, 2), SampleVisits.of(NOON - 298 * DAY, 1, 3)),
                            handle -> {
                                throw new IllegalStateException("no cursor");
                            }))
                    .hasMessageContaining("no cursor");
        }
        assertThat(visits()).isEqualTo(1);
        try (PastClicks past = past()) {
            past.store(
                    List.of(SampleVisits.of(NOON - 299 * DAY, 1, 2), SampleVisits.of(NOON - 298 * DAY, 1, 3)),
                    handle -> {});
        }
        assertThat(visits()).isEqualTo(3);
        assertThatCountsAreARecount();
    }

    @Test
    void visitsGoOnThroughTheJournalAfterwards() {
        try (TestClicks node = new TestClicks(test.database(), dataDir)) {
            node.record(SampleVisits.of(NOON, 1, 1));
            node.settle();
        }
        try (PastClicks past = past()) {
            past.store(List.of(SampleVisits.of(NOON - 30 * DAY, 1, 2)), handle -> {});
        }
        try (TestClicks node = new TestClicks(test.database(), dataDir)) {
            node.record(SampleVisits.of(NOON + 1, 1, 3));
            node.settle();
        }

        assertThat(visits()).isEqualTo(3);
        assertThatCountsAreARecount();
    }
}
