package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.moving.FakeShlink;
import app.grapevine.moving.FakeShlink.ShortUrl;
import app.grapevine.moving.FakeShlink.Visit;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import app.grapevine.webhooks.TestReceiver;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
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

    private ImportRun run(String... args) {
        return ImportRun.of(service, args);
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

        ImportRun run = run("import", "shlink", shlink.address());

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("made: 3, changed: 0, there already: 0, refused: 0")
                .contains("visits: 3");
        assertThat(run.status()).isZero();
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

    @Test
    void aDryRunSaysAllOfItLineByLineAndMakesNothing() throws IOException {
        service.link("{'destination':'https://mine.example/','code':'taken'}");
        Path table = Files.writeString(files.resolve("links.csv"), """
                Short code,Long URL,Visits,Password
                new1,https://shop.example/1,4,
                taken,https://shop.example/2,,
                no-url,notaurl,,
                shut,https://shop.example/3,,yes
                braces,https://shop.example/{code}?i={click},,
                """);

        ImportRun run = run("import", "csv", table.toString(), "--dry-run");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("made     line 2  https://go.example/new1 → https://shop.example/1")
                .contains("refused  line 3 → https://shop.example/2")
                .contains("--prefix TEXT")
                .contains("refused  line 4 → notaurl")
                .contains("changed  line 5  https://go.example/shut")
                .contains("switched off: its password is not told")
                .contains("would be made: 2, changed: 1, there already: 0, refused: 2");
        assertThat(service.get("/api/v1/links/new1").statusCode()).isIn(401, 404);
        assertThat(location("/new1", "go.example")).startsWith("404");

        ImportRun done = run("import", "csv", table.toString());

        assertThat(done.out())
                .contains("made: 2, changed: 1, there already: 0, refused: 2")
                .doesNotContain("line 2");
        assertThat(location("/new1", "go.example")).isEqualTo("302 https://shop.example/1");
        assertThat(location("/braces", "go.example"))
                .as("what is a placeholder here was none there")
                .isEqualTo("302 https://shop.example/{code}?i={click}");
        assertThat(location("/shut", "go.example")).doesNotContain("shop.example");
        assertThat(location("/taken", "go.example")).isEqualTo("302 https://mine.example/");
    }

    @Test
    void whatIsAskedWronglyIsRefusedWithTheOptionAndWhatToDo() throws IOException {
        Path table = Files.writeString(files.resolve("any.csv"), "Kurz,Wohin\nabc,https://shop.example/\n");
        assertThat(run("import", "csv", table.toString(), "--column", "destination=Wohin", "--column", "code=Lang")
                        .err())
                .contains("--column: there is no column called Lang");
        assertThat(run("import", "shlink", shlink.address(), "--zone", "Mars").err())
                .contains("--zone: there is no zone Mars");
        assertThat(run("import", "shlink", shlink.address(), "--domain", "else.example")
                        .err())
                .contains("--domain: no links are issued on else.example");
        assertThat(run("import", "yourls", "none.sql", "--zone", "UTC").err()).contains("there is no file none.sql");
        assertThat(run("import", "none", "none.sql").err())
                .contains("there is no source called none; there are shlink,");
        assertThat(run("import", "grapevine", "none", "--dry-run").err()).contains("leave out --dry-run");
    }

    @Test
    void visitsOfADumpHaveVisitorsAndTheirAddressesAreNowhere() throws IOException {
        String address = "198.51.100.73";
        Path dump = Files.writeString(
                files.resolve("yourls.sql"), """
                CREATE TABLE `yourls_url` (
                  `keyword` varchar(100) NOT NULL,
                  `url` text,
                  `title` text,
                  `timestamp` timestamp NOT NULL,
                  `ip` varchar(41) NOT NULL,
                  `clicks` int NOT NULL
                );
                INSERT INTO `yourls_url` VALUES ('Door','https://shop.example/','T','2026-03-01 08:00:00','ADDRESS',7);
                CREATE TABLE `yourls_log` (
                  `click_id` int NOT NULL,
                  `click_time` datetime NOT NULL,
                  `shorturl` varchar(100) NOT NULL,
                  `referrer` varchar(200) NOT NULL,
                  `user_agent` varchar(255) NOT NULL,
                  `ip_address` varchar(41) NOT NULL,
                  `country_code` char(2) NOT NULL
                );
                INSERT INTO `yourls_log` VALUES (1,'2026-03-02 08:00:00','Door','direct','AGENT','ADDRESS','IT'),\
                (2,'2026-03-02 09:00:00','Door','direct','AGENT','ADDRESS','IT'),\
                (3,'2026-03-02 10:00:00','Door','direct','AGENT','203.0.113.9','IT');
                """.replace("ADDRESS", address).replace("AGENT", TestAgents.IPHONE));

        ImportRun run = run("import", "yourls", dump.toString(), "--zone", "UTC");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("visits: 3");
        JsonNode total =
                service.ask("/stats?from=2026-03-02&to=2026-03-03&code=Door").get("total");
        assertThat(total.path("clicks").asLong()).isEqualTo(3);
        assertThat(total.path("visitors").asLong()).isEqualTo(2);
        assertThat(service.ask("/links/Door").toString()).contains("\"visits\":4");
        service.stop();
        try (Stream<Path> all = Files.walk(service.dataDirectory())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(bytes.contains(address)).as(file.toString()).isFalse();
            }
        }
        service.restart();
    }

    @Test
    void nobodyIsToldOfVisitsThatWereElsewhere() {
        TestReceiver receiver = new TestReceiver();
        service.close();
        service = TestServer.start(dialect, Map.of("webhooks.hosts", receiver.host()));
        try {
            service.post("/api/v1/webhooks", "{\"url\":\"" + receiver.url() + "\",\"events\":[\"click.recorded\"]}");
            shlink.add(titled("told", "https://shop.example/", null, null))
                    .add(new Visit("told", MADE.plusSeconds(60), "", TestAgents.IPHONE, "IT"));
            assertThat(run("import", "shlink", shlink.address()).out()).contains("visits: 1");
            service.tap("/told");
            service.awaitRecorded();
            service.clock().advance(Duration.ofSeconds(10));
            Awaitility.await().until(() -> !receiver.received().isEmpty());

            assertThat(receiver.received()).hasSize(1);
            assertThat(receiver.received().get(0).data().path("count").asInt()).isEqualTo(1);
            assertThat(receiver.received().get(0).data().toString()).doesNotContain("2025-11-03");
        } finally {
            receiver.close();
        }
    }
}
