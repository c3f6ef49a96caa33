package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What Sink 0.3.0 exported, brought by the command. */
@ParameterizedClass
@EnumSource(Dialect.class)
class SinkExportDbTest {
    /** Behind its last link, and before the one that ends first ends. */
    private static final Instant NOW = Instant.parse("2026-11-30T21:18:00Z");

    private static final Instant SOON_IS_OVER = Instant.parse("2026-11-30T21:20:00Z");
    /** What has a password in it, leads into the service's own network, or to no page; and a code that is too long here. */
    private static final Set<String> REFUSED =
            Set.of("/to-12", "/to-20", "/to-22", "/to-23", "/to-24", "/" + "k".repeat(120));
    /** There it shows its destination as its own. */
    private static final String CLOAKED = "/cloaked";

    private final TestServer service;

    SinkExportDbTest(Dialect dialect) {
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

    private String location(String path) {
        return new LedBefore("go.example", path, "desktop", "").now(service).location();
    }

    @Test
    void everyCodeLeadsWhereItLed() {
        ImportRun run = ImportRun.of(
                service, "import", "sink", LedBefore.file("sink", "links.json").toString(), "--domain", "go.example");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("refused: " + REFUSED.size());
        List<LedBefore> before = LedBefore.all("sink").stream()
                .filter(one -> !REFUSED.contains(one.path()) && !one.path().equals(CLOAKED))
                .toList();
        assertThat(before).hasSizeGreaterThan(40);
        assertThat(before.stream().map(one -> one.now(service))).containsExactlyElementsOf(before);
        assertThat(location(CLOAKED)).isEqualTo("https://shop.example/cloaked");
        assertThat(run.out()).contains("cloaking: a link here leads to its destination");
    }

    @Test
    void whatBelongsToALinkComesWithIt() {
        ImportRun run = ImportRun.of(
                service, "import", "sink", LedBefore.file("sink", "links.json").toString());

        JsonNode noted = service.ask("/links/noted");
        assertThat(noted.path("title").asText()).isEqualTo("Door, \"left\" side — 3 € second line 🍇");
        assertThat(noted.path("tags").toString()).isEqualTo("[\"2026\",\"print\",\"spring sale\"]");
        assertThat(noted.path("createdAt").asText()).isEqualTo("2026-11-30T21:17:39Z");
        assertThat(service.ask("/links/card").path("card").path("image").asText())
                .isEqualTo("https://shop.example/card.png");
        assertThat(service.ask("/links/geo").path("rules")).hasSize(2);
        for (String guarded : List.of("secret", "unsafe")) {
            assertThat(service.ask("/links/" + guarded).path("status").asText()).isEqualTo("disabled");
        }
        assertThat(run.out()).contains("its password is not told by the source").contains("Sink warns");
        assertThat(service.ask("/links/later").path("validUntil").asText()).isEqualTo("2028-01-04T21:17:39Z");
        service.clock().set(SOON_IS_OVER);
        assertThat(location("/soon")).isEmpty();
    }
}
