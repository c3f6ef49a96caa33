package app.grapevine.links;

import static app.grapevine.clicks.TestClicks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.MutableClock;
import app.grapevine.clicks.TestClicks;
import app.grapevine.journal.SampleVisits;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same is recorded whatever a PostgreSQL URL asks of the driver, or it is refused. */
class DriverParametersDbTest {
    private static final int VISITORS = 1001;

    @TempDir
    Path dataDir;

    private final Clock clock = new MutableClock("2026-03-01T12:00:00Z");
    private TestDatabase test;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(Dialect.POSTGRESQL);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reWriteBatchedInserts=true",
                "autosave=always",
                "autosave=conservative",
                "preferQueryMode=simple",
                "preferQueryMode=extendedForPrepared",
                "preferQueryMode=extendedCacheEverything",
                "prepareThreshold=0",
                "prepareThreshold=-1",
                "prepareThreshold=1",
                "stringtype=unspecified",
                "binaryTransfer=false",
                "targetServerType=primary",
                "targetServerType=any",
                "defaultRowFetchSize=1",
                "currentSchema=elsewhere",
            })
    void theSameIsRecorded(String parameter) {
        if (parameter.startsWith("currentSchema")) {
            test.database().writeOnly(handle -> handle.execute("CREATE SCHEMA elsewhere"));
        }
        try (Database database = Database.open(with(parameter))) {
            database.migrate();
            visitorsAreCounted(database);
            linksAreMade(database);
        }
    }

    private void visitorsAreCounted(Database database) {
        try (TestClicks node = new TestClicks(database, dataDir)) {
            for (int i = 0; i < VISITORS; i++) {
                node.record(SampleVisits.of(NOON + i, 1, 1 + i), SampleVisits.preview(NOON + i, i % 7));
            }
            node.settle();
            assertThat(node.longs("SELECT COUNT(*) FROM clicks WHERE first_of_day"))
                    .containsExactly((long) VISITORS);
            assertThat(node.longs("SELECT COUNT(*) FROM clicks WHERE share_attempt"))
                    .containsExactly(7L);
            assertThat(node.count("clicks")).isEqualTo(2 * VISITORS);
            assertThat(node.count("dead_letters")).isZero();
        }
    }

    private void linksAreMade(Database database) {
        try (ChangeFeed feed = new ChangeFeed(database)) {
            Links links = new Links(database, feed, TestLinks.SETTINGS, TestLinks.CHANNELS, clock);
            links.create(Drafts.valid().code("taken").draft());
            List<LinkDraft> drafts = IntStream.range(0, 50)
                    .mapToObj(i -> Drafts.to("https://example.com/" + i)
                            .code(i == 7 ? "taken" : i == 8 ? "code-6" : "code-" + i)
                            .tags(List.of("tag"))
                            .draft())
                    .toList();
            List<BulkLinks.Result> results = links.bulk().createAll(drafts);
            assertThat(results).filteredOn(result -> result.link() == null).hasSize(2);
            assertThat(results.get(7).refusal()).hasMessageContaining("taken");
            assertThat(results.get(8).refusal()).isNotNull();
            assertThat(results.stream()
                            .map(BulkLinks.Result::link)
                            .filter(Objects::nonNull)
                            .map(link -> links.get(link.key()).tags()))
                    .hasSize(48)
                    .allMatch(List.of("tag")::equals);
            assertThat(TestDatabase.count(database, "links")).isEqualTo(49);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "readOnly=true, leave it out",
        "targetServerType=secondary, targetServerType=primary",
        "targetServerType=preferSecondary, targetServerType=primary",
        "replication=database, leave it out",
    })
    void whatLetsNothingBeWrittenIsRefused(String parameter, String instead) {
        assertThatThrownBy(() -> with(parameter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parameter.replaceAll("=.*", "="), instead);
    }

    private DatabaseSettings with(String parameter) {
        DatabaseSettings plain = test.settings();
        String url = plain.url() + (plain.url().contains("?") ? "&" : "?") + parameter;
        return new DatabaseSettings(url, plain.user(), plain.password(), plain.readers(), plain.patience());
    }
}
