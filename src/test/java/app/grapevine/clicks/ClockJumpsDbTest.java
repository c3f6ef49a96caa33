package app.grapevine.clicks;

import static app.grapevine.clicks.TestClicks.CLOCK;
import static app.grapevine.clicks.TestClicks.DAY;
import static app.grapevine.clicks.TestClicks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.grapevine.journal.SampleVisits;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The wall clock put back and forth by a day, while the service runs and between two runs. All is in UTC: no zone's changes. */
@ParameterizedClass
@EnumSource(Dialect.class)
class ClockJumpsDbTest {
    @Parameter
    Dialect dialect;

    @TempDir
    Path dataDir;

    private TestDatabase test;
    private TestClicks node;
    private int recorded;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        node = new TestClicks(test.database(), dataDir);
    }

    @AfterEach
    void close() {
        node.close();
        test.close();
        CLOCK.set(Instant.ofEpochMilli(NOON));
    }

    @Test
    void losesNoVisitAndCountsNoVisitorTwiceOnADay() {
        for (int days : new int[] {0, 1, -1, -1, 1, 1, -1}) {
            jump(days, false);
        }
        assertAllCounted();
    }

    @Test
    void betweenTwoRunsLosesNoVisitAndCountsNoVisitorTwiceOnADay() {
        for (int days : new int[] {0, 1, -1, -1, 1}) {
            jump(days, true);
        }
        assertAllCounted();
    }

    @Test
    void doesNotKeepInTheJournalWhatIsRecorded() throws IOException {
        jump(0, false);
        Set<Path> before = segments();
        jump(-1, false);
        await().atMost(TestClicks.PATIENCE).until(() -> Collections.disjoint(segments(), before));
    }

    private Set<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(dataDir.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".journal")).collect(Collectors.toSet());
        }
    }

    private void jump(int days, boolean restarted) {
        CLOCK.advance(Duration.ofDays(days));
        if (restarted) {
            node.close();
            node = new TestClicks(test.database(), dataDir);
        }
        for (int visitor = 1; visitor <= 50; visitor++) {
            node.record(SampleVisits.of(CLOCK.millis(), 1, visitor + 1000 * (CLOCK.millis() / DAY)));
            recorded++;
        }
        node.settle();
    }

    private void assertAllCounted() {
        long days = node.longs("SELECT COUNT(DISTINCT at) FROM clicks").get(0);
        assertThat(days).isEqualTo(3);
        assertThat(node.count("clicks")).isEqualTo(recorded);
        assertThat(node.longs("SELECT COUNT(*) FROM clicks WHERE first_of_day")).containsExactly(50 * days);
        assertThat(node.count("dead_letters")).isZero();
    }
}
