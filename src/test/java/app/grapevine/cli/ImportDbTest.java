package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.moving.FakeShlink;
import app.grapevine.moving.FakeShlink.ShortUrl;
import app.grapevine.moving.FakeShlink.Visit;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The command {@code import}, as an operator types it beside a service that is stopped, on both databases. */
@ParameterizedClass
@EnumSource(Dialect.class)
class ImportDbTest {
    private static final Instant MADE = Instant.parse("2025-11-03T08:15:00Z");

    private final Dialect dialect;

    @TempDir
    private Path files;

    private TestServer service;
    private FakeShlink shlink;

    ImportDbTest(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void start() {
        service = TestServer.start(dialect, Map.of());
        shlink = new FakeShlink();
    }

    @AfterEach
    void stop() {
        service.close();
        shlink.close();
    }

    /** What a command came to, run while the service is stopped. */
    private record Run(int status, String out, String err) {}

    private Run run(String... args) {
        service.stop();
        Map<String, String> environment = new HashMap<>(Map.of(
                "GRAPEVINE_DATA_DIR", service.dataDirectory().toString(),
                "GRAPEVINE_PORT", "0",
                "GRAPEVINE_PUBLIC_URL", "https://go.example",
                "GRAPEVINE_DOMAINS", "links.example",
                "GRAPEVINE_IMPORT_KEY", FakeShlink.KEY));
        if (dialect == Dialect.POSTGRESQL) {
            environment.put("GRAPEVINE_DATABASE_URL", service.databaseSettings().url());
            environment.put(
                    "GRAPEVINE_DATABASE_USER",
                    String.valueOf(service.databaseSettings().user()));
            environment.put(
                    "GRAPEVINE_DATABASE_PASSWORD",
                    String.valueOf(service.databaseSettings().password()));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Commands.run(new Surroundings(service.clock(), environment, print(out), print(err)), args);
        service.restart();
        return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String location(String path, String host) {
        HttpResponse<String> answer = service.visit("GET", path, "Host", host, "User-Agent", TestAgents.IPHONE);
        return answer.statusCode() + " "
                + answer.headers().firstValue("Location").orElse("");
    }

    private static ShortUrl titled(String code, String longUrl, String domain, String title, String... tags) {
        return new ShortUrl(code, longUrl, domain, title, List.of(tags), MADE, Map.of(), null);
    }

    @Test
    void everyCodeOfShlinkLeadsWhereItLedAndItsVisitsAreReported() {
        shlink.add(titled("Ab3", "https://shop.example/a?x=1", null, "Spring", "print", "2025"))
                .add(titled("menu.pdf", "https://shop.example/menu", null, null))
                .add(titled("x", "https://shop.example/x/", "links.example", null))
                .add(new Visit("Ab3", MADE.plusSeconds(60), "", TestAgents.IPHONE, "IT"))
                .add(new Visit("Ab3", MADE.plusSeconds(90), "", TestAgents.IN_WHATSAPP, null))
                .add(new Visit("Ab3", MADE.plusSeconds(95), "", TestAgents.TELEGRAM_FETCHER, null));

        Run run = run("import", "shlink", shlink.address());

        assertThat(run.err).isEmpty();
        assertThat(run.out)
                .contains("made: 3, changed: 0, there already: 0, refused: 0")
                .contains("visits: 3");
        assertThat(run.status).isZero();
        assertThat(location("/Ab3", "go.example")).isEqualTo("302 https://shop.example/a?x=1");
        assertThat(location("/menu.pdf", "go.example")).isEqualTo("302 https://shop.example/menu");
        assertThat(location("/x", "links.example")).isEqualTo("302 https://shop.example/x/");
        JsonNode link = service.ask("/links/Ab3");
        assertThat(link.path("title").asText()).isEqualTo("Spring");
        assertThat(link.path("createdAt").asText()).isEqualTo(MADE.toString());
        JsonNode stats =
                service.ask("/stats?from=2025-11-03&to=2025-11-04&code=Ab3").get("total");
        assertThat(stats.toString()).contains("\"clicks\":2").contains("\"previews\":1");
    }
}
