package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.moving.FakeApi;
import app.grapevine.moving.FakeShlink;
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

/** What YOURLS 1.10.4 wrote of itself, brought by the command. */
@ParameterizedClass
@EnumSource(Dialect.class)
class YourlsExportDbTest {
    /** After its last visit. */
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    /** What has a password in it, leads into the service's own network, or to no page. */
    private static final Set<String> REFUSED = Set.of("/to12", "/to20", "/to22", "/to23", "/to24");

    private final TestServer service;

    YourlsExportDbTest(Dialect dialect) {
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

    private void assertThatEachLeadsWhereItLed() {
        List<LedBefore> before = LedBefore.all("yourls").stream()
                .filter(one -> !REFUSED.contains(one.path()))
                .toList();
        assertThat(before).hasSizeGreaterThan(20);
        assertThat(before.stream().map(one -> one.now(service))).containsExactlyElementsOf(before);
    }

    @Test
    void everyCodeOfADumpLeadsWhereItLedAndItsVisitsAreReported() {
        ImportRun run = ImportRun.of(
                service,
                "import",
                "yourls",
                LedBefore.file("yourls", "dump.sql").toString(),
                "--zone",
                "UTC");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("visits: 37").contains("refused: 5");
        assertThatEachLeadsWhereItLed();
        JsonNode link = service.ask("/links/MiXed");
        assertThat(link.path("title").asText()).isEqualTo("Mixed");
        assertThat(link.path("createdAt").asText()).startsWith("2026-11-30T21:08:17");
        JsonNode total =
                service.ask("/stats?from=2026-11-30&to=2026-12-01&code=MiXed").get("total");
        assertThat(total.path("clicks").asLong() + total.path("bots").asLong()).isEqualTo(7);
    }

    @Test
    void everyCodeOfItsApiLeadsWhereItLed() throws IOException {
        try (FakeApi api = new FakeApi("Accept")) {
            api.answer(
                    "/yourls-api.php?signature=" + FakeShlink.KEY
                            + "&action=stats&format=json&filter=last&limit=500&start=0",
                    Files.readString(LedBefore.file("yourls", "stats.json")));
            ImportRun run =
                    ImportRun.of(service, "import", "yourls", api.address(), "--zone", "UTC", "--domain", "go.example");

            assertThat(run.err()).isEmpty();
            assertThatEachLeadsWhereItLed();
        }
    }
}
