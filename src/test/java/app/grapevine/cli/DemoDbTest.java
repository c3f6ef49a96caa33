package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.MutableClock;
import app.grapevine.TestAgents;
import app.grapevine.TestClient;
import app.grapevine.clicks.Retention;
import app.grapevine.clicks.RetentionSettings;
import app.grapevine.ops.Settings;
import app.grapevine.rollups.Difference;
import app.grapevine.rollups.Rollups;
import app.grapevine.service.FeatureSettings;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The command {@code demo}, as an operator types it, on both databases. */
@ParameterizedClass
@EnumSource(Dialect.class)
class DemoDbTest {
    private static final String TAPPED = "SELECT COUNT(*) FROM clicks";
    private static final Pattern LISTENING = Pattern.compile("listening on http://localhost:(\\d+)");

    private final Dialect dialect;
    private final MutableClock clock = new MutableClock("2026-05-20T21:30:00Z");
    private final Map<String, String> environment = new HashMap<>();
    private TestDatabase postgres;
    private Path directory;

    DemoDbTest(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void prepare() throws IOException {
        directory = Files.createTempDirectory("grapevine-demo-");
        environment.put("GRAPEVINE_PORT", "0");
        environment.put("GRAPEVINE_PUBLIC_URL", "http://localhost");
        environment.put("GRAPEVINE_DATA_DIR", directory.toString());
        environment.put("GRAPEVINE_ADMIN_KEY", TestClient.ADMIN_KEY);
        if (dialect == Dialect.POSTGRESQL) {
            postgres = TestDatabase.fresh(dialect);
            environment.put("GRAPEVINE_DATABASE_URL", postgres.settings().url());
            environment.put(
                    "GRAPEVINE_DATABASE_USER",
                    String.valueOf(postgres.settings().user()));
            environment.put(
                    "GRAPEVINE_DATABASE_PASSWORD",
                    String.valueOf(postgres.settings().password()));
        }
    }

    @AfterEach
    void clean() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    /** What a command prints, and its status in the end. */
    private final class Run extends TestClient implements AutoCloseable {
        private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        private final Thread thread;
        private volatile int status = -1;

        Run(String... arguments) {
            PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
            thread = new Thread(
                    () -> status = Commands.run(new Surroundings(clock, environment, out, out), arguments), "command");
            thread.start();
        }

        String printed() {
            return printed.toString(StandardCharsets.UTF_8);
        }

        int ended() throws InterruptedException {
            thread.join();
            return status;
        }

        /** Waits until it serves. */
        Run serving() {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> printed().contains("dashboard: ") || !thread.isAlive());
            assertThat(printed())
                    .startsWith("grapevine: starting, data in " + directory)
                    .contains("dashboard: http://localhost/dashboard");
            return this;
        }

        @Override
        public int port() {
            Matcher matcher = LISTENING.matcher(printed());
            assertThat(matcher.find()).as(printed()).isTrue();
            return Integer.parseInt(matcher.group(1));
        }

        JsonNode json(String path) {
            var answer = get("/api/v1" + path);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return json(answer);
        }

        /** Figures by a dimension's values. */
        Map<String, Long> stats(String by, String figure, String filter) {
            Map<String, Long> figures = new TreeMap<>();
            json("/stats?by=" + by + filter)
                    .get("rows")
                    .forEach(row ->
                            figures.merge(row.get(by).asText(), row.get(figure).asLong(), Long::sum));
            figures.values().removeIf(value -> value == 0);
            return figures;
        }

        @Override
        public void close() throws InterruptedException {
            thread.interrupt();
            thread.join();
        }
    }

    private Run demo(String... more) {
        List<String> arguments = new ArrayList<>(List.of("demo", "--clicks", "900", "--days", "12"));
        arguments.addAll(List.of(more));
        return new Run(arguments.toArray(String[]::new)).serving();
    }

    private void withDatabase(Consumer<Database> work) {
        try (Database database = Database.open(FeatureSettings.database(Settings.load(environment)))) {
            work.accept(database);
        }
    }

    private static List<Difference> differences(Database database) {
        return new Rollups(database).verify(0, Integer.MAX_VALUE);
    }

    @Test
    void aNewcomerSeesWhatReportsCanShow() throws InterruptedException {
        try (Run run = demo()) {
            assertThat(run.json("/about").get("demo").asBoolean()).isTrue();
            JsonNode total = run.json("/stats?from=2026-05-09").get("total");
            assertThat(total.get("clicks").asLong()).isBetween(700L, 1000L);
            for (String figure : List.of("previews", "shares", "bots", "suppressed", "conversions", "darkAfter")) {
                assertThat(total.get(figure).asLong()).as(figure).isPositive();
            }
            assertThat(total.get("visitors").asLong())
                    .isLessThan(total.get("clicks").asLong());
            assertThat(total.get("darkAfter").asLong())
                    .isLessThan(total.get("darkBefore").asLong() / 2);
            assertThat(run.stats("tier", "clicks", ""))
                    .containsKeys("confirmed", "observed", "reshared", "supported", "declared", "dark");
            assertThat(run.stats("time", "clicks", "&interval=day&from=2026-05-09"))
                    .hasSize(12);
            assertThat(run.stats("channel", "clicks", "").keySet()).hasSizeGreaterThan(12);
            assertThat(run.stats("country", "clicks", "")).containsKeys("IT", "DE", "CN");
            assertThat(run.stats("audience", "clicks", "")).containsKeys("Milan group", "Press", "Control group");
            assertThat(run.stats("event", "conversions", "")).containsKeys("sale", "newsletter");
            assertThat(run.stats("heardFrom", "conversions", "")).hasSizeGreaterThan(1);
            JsonNode spring = run.json("/campaigns/demo-spring");
            assertThat(spring.at("/baseline/audience").asText()).isEqualTo("Control group");
            assertThat(spring.at("/baseline/sent").asLong()).isPositive();
            assertThat(spring.get("costs").findValues("sent")).anyMatch(sent -> sent.asLong() > 100);
            assertThat(run.json("/campaigns/demo-milan").get("conversionRule").asText())
                    .isEqualTo("first-click");
            assertThat(run.stats("shareSet", "clicks", "")).hasSizeGreaterThan(3);
            assertThat(run.json("/links?generation=3").get("items")).hasSize(1);
            assertThat(run.stats("campaign", "clicks", "")).containsOnlyKeys("demo-spring", "demo-milan");
            for (JsonNode link : run.json("/links?limit=500").get("items")) {
                assertThat(link.get("tags").toString()).contains("demo");
                assertThat(link.get("title").asText()).endsWith("(demo)");
            }
        }
        withDatabase(database -> {
            assertThat(differences(database)).isEmpty();
            assertThat(TestDatabase.count(database, "conversions WHERE reason IS NOT NULL AND campaign IS NOT NULL"))
                    .as("sales that nobody can tie to a click")
                    .isPositive();
        });
    }

    @Test
    void theSameSeedMakesUpTheSameVisits() throws InterruptedException, IOException {
        List<String> reports = new ArrayList<>();
        for (String seed : List.of("7", "7", "8")) {
            try (Run run = demo("--seed", seed)) {
                reports.add(run.stats("channel", "clicks", "").toString() + run.stats("country", "visitors", ""));
            }
            clean();
            prepare();
        }
        assertThat(reports.get(1)).isEqualTo(reports.get(0)).isNotEqualTo(reports.get(2));
    }

    @Test
    void removingItLeavesAllElse() throws InterruptedException {
        String before;
        try (Run run = demo()) {
            run.post(
                    "/api/v1/links",
                    "{\"destination\":\"https://shop.example/\",\"code\":\"mine\",\"tags\":[\"demo\"],"
                            + "\"campaign\":\"own\",\"channel\":\"whatsapp\",\"trackConversions\":true}");
            for (String agent : List.of(TestAgents.IPHONE, TestAgents.IN_WHATSAPP, TestAgents.TELEGRAM_FETCHER)) {
                run.send(run.request("/mine").setHeader("User-Agent", agent));
            }
            run.send(run.request("/demo-poster").setHeader("User-Agent", TestAgents.IPHONE));
            run.awaitRecorded();
            before = own(run);
            if (dialect == Dialect.POSTGRESQL) {
                assertThat(new Run("demo", "--remove").ended()).isZero();
                assertThat(run.get("/demo-poster").statusCode())
                        .as("nodes hear of it")
                        .isEqualTo(404);
            }
        }
        if (dialect == Dialect.H2) {
            Run removal = new Run("demo", "--remove");
            assertThat(removal.ended()).as(removal.printed()).isZero();
        }
        assertThat(new Run("check").ended()).isZero();
        withDatabase(database -> {
            assertThat(TestDatabase.one(database, Long.class, TAPPED)).isEqualTo(3);
            assertThat(TestDatabase.count(database, "links")).isEqualTo(1);
            assertThat(TestDatabase.count(database, "link_tags")).isEqualTo(1);
            assertThat(TestDatabase.count(database, "campaigns")).isEqualTo(1);
            assertThat(TestDatabase.count(database, "link_previews")).isEqualTo(1);
            assertThat(TestDatabase.count(database, "share_sets")).isZero();
            assertThat(TestDatabase.count(database, "campaign_costs")).isZero();
            assertThat(TestDatabase.count(database, "conversions")).isZero();
        });
        assertRefused("no demonstration", "demo", "--remove");
        try (Run run = new Run("serve")) {
            Awaitility.await().until(() -> LISTENING.matcher(run.printed()).find());
            assertThat(run.json("/about").get("demo").asBoolean()).isFalse();
            assertThat(own(run)).isEqualTo(before);
            assertThat(run.json("/stats").get("total").get("clicks").asLong()).isEqualTo(2);
        }
    }

    private static String own(Run run) {
        return run.json("/stats?by=tier,channel&code=mine").get("rows").toString()
                + run.json("/clicks?code=mine").get("items")
                + run.json("/links/mine");
    }

    @Test
    void whatRetentionHasDeletedIsTakenOutOfTheCountsToo() throws InterruptedException {
        demo().close();
        withDatabase(database -> {
            long before = TestDatabase.one(database, Long.class, TAPPED);
            new Retention(database, clock, new RetentionSettings(5, 5)).run();
            assertThat(TestDatabase.one(database, Long.class, TAPPED)).isLessThan(before);
        });
        assertThat(new Run("demo", "--remove").ended()).isZero();
        withDatabase(database -> {
            assertThat(TestDatabase.one(database, Long.class, TAPPED)).isZero();
            Rollups rollups = new Rollups(database);
            long later = clock.millis() + 86_400_000;
            rollups.mergeSome(later);
            while (rollups.mergeSome(later + 60_000)) {
                // On to the next day.
            }
            assertThat(TestDatabase.count(database, "count_parts")).isZero();
        });
    }

    @Test
    void itDoesNotMixWithLinksOfOthersAndIsFilledInOnce() throws InterruptedException {
        String total;
        try (Run run = demo()) {
            total = run.json("/stats").get("total").toString();
        }
        try (Run again = demo()) {
            assertThat(again.printed()).contains("there already");
            assertThat(again.json("/stats").get("total")).hasToString(total);
            again.post("/api/v1/links", "{\"destination\":\"https://shop.example/\",\"code\":\"mine\"}");
        }
        withDatabase(database -> {
            database.writeOnly(
                    handle -> handle.execute("UPDATE settings SET content = ? WHERE name = 'demonstration'", (Object)
                            "begun".getBytes(StandardCharsets.US_ASCII)));
        });
        assertRefused("--remove", "demo");
        assertThat(new Run("demo", "--remove").ended()).isZero();
        assertRefused("GRAPEVINE_DATA_DIR", "demo");
        assertRefused("--clicks", "demo", "--clicks", "0");
        assertRefused("--days", "demo", "--days", "400");
    }

    private void assertRefused(String hint, String... arguments) throws InterruptedException {
        Run run = new Run(arguments);
        assertThat(run.ended()).isEqualTo(2);
        assertThat(run.printed()).contains(hint);
    }
}
