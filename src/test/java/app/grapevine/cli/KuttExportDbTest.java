package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.moving.FakeApi;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What Kutt 3.2.3 answered by its API, on SQLite and on MariaDB, brought by the command. */
@ParameterizedClass
@EnumSource(Dialect.class)
class KuttExportDbTest {
    /** Behind its last link, and before the one that ends first ends. */
    private static final Instant NOW = Instant.parse("2026-11-30T21:14:30Z");

    private static final Instant SOON_IS_OVER = Instant.parse("2026-11-30T21:17:00Z");
    /** What has a password in it or leads to no page, and a path of the service's own. */
    private static final Set<String> REFUSED = Set.of("/To-12", "/To-22", "/To-23", "/To-24", "/dashboard");
    /** On MariaDB it takes codes for the same that differ in case alone; and a random one. */
    private static final Set<String> NOT_ON_MARIADB = Set.of("/mixed", "/deRZad");

    private final TestServer service;

    KuttExportDbTest(Dialect dialect) {
        service = TestServer.start(dialect, Map.of());
    }

    @BeforeEach
    void later() {
        service.clock().set(NOW);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private ImportRun bring(String database) throws IOException {
        try (FakeApi api = new FakeApi("X-Api-Key")) {
            api.answer("/api/v2/links?limit=50&skip=0", Files.readString(LedBefore.file("kutt", database + ".json")));
            return ImportRun.of(
                    service,
                    "import",
                    "kutt",
                    api.address(),
                    "--domain",
                    "kutt.example.com=go.example",
                    "--domain",
                    "go.example.org=links.example");
        }
    }

    private void assertThatEachLeadsWhereItLed(Set<String> without) {
        List<LedBefore> before = LedBefore.all("kutt").stream()
                .filter(one -> !REFUSED.contains(one.path()) && !without.contains(one.path()))
                .toList();
        assertThat(before).hasSizeGreaterThan(20);
        assertThat(before.stream().map(one -> one.now(service))).containsExactlyElementsOf(before);
    }

    private void assertThatWhatEndsEnds() {
        assertThat(service.ask("/links/later").path("validUntil").asText()).startsWith("2028-01-04T21:1");
        service.clock().set(SOON_IS_OVER);
        assertThat(new LedBefore("go.example", "/soon", "desktop", "")
                        .now(service)
                        .location())
                .isEmpty();
    }

    @Test
    void everyCodeOnSqliteLeadsWhereItLed() throws IOException {
        ImportRun run = bring("sqlite");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("refused: 5");
        assertThatEachLeadsWhereItLed(Set.of());
        JsonNode noted = service.ask("/links/noted");
        assertThat(noted.path("title").asText()).isEqualTo("Door, \"left\" side — 3 € second line 🍇");
        assertThat(noted.path("createdAt").asText()).isEqualTo("2026-11-30T21:13:15Z");
        assertThat(noted.toString()).contains("\"visits\":7");
        assertThat(service.ask("/links/secret").path("status").asText()).isEqualTo("disabled");
        assertThat(service.ask("/links/barred").path("status").asText()).isEqualTo("disabled");
        // A path of the API is called so too.
        assertThat(service.ask("/links/import").path("destination").asText()).isEqualTo("https://shop.example/import");
        assertThatWhatEndsEnds();
    }

    @Test
    void everyCodeOnMariaDbLeadsWhereItLed() throws IOException {
        ImportRun run = bring("mariadb");

        assertThat(run.err()).isEmpty();
        assertThatEachLeadsWhereItLed(NOT_ON_MARIADB);
        assertThatWhatEndsEnds();
    }
}
