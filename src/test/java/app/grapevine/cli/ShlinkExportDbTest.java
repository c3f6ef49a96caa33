package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What Shlink's web client 4.7.1 exported, brought by the command. */
@ParameterizedClass
@EnumSource(Dialect.class)
class ShlinkExportDbTest {
    private final TestServer service;

    ShlinkExportDbTest(Dialect dialect) {
        service = TestServer.start(dialect, Map.of());
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void everyCodeLeadsWhereItLed() {
        ImportRun run = ImportRun.of(
                service,
                "import",
                "shlink",
                LedBefore.file("shlink", "short_urls.csv").toString(),
                "--domain",
                "s.example=go.example",
                "--domain",
                "go.example.org=links.example");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("refused: 0");
        List<LedBefore> before = LedBefore.all("shlink");
        assertThat(before).hasSizeGreaterThan(20);
        assertThat(before.stream().map(one -> one.now(service))).containsExactlyElementsOf(before);
        JsonNode mixed = service.ask("/links/MiXed");
        assertThat(mixed.path("title").asText()).isEqualTo("Door, \"left\" side — 3 €");
        assertThat(mixed.path("tags").toString()).isEqualTo("[\"2026\",\"print\",\"spring sale\"]");
    }
}
