package app.grapevine;

import app.grapevine.cli.Commands;
import app.grapevine.cli.Surroundings;
import app.grapevine.ops.Settings;
import app.grapevine.service.App;
import app.grapevine.storage.DatabaseSettings;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;

/**
 * The service on what an earlier version has left: its configuration, its data directory, its database. A directory
 * holds {@code data}, and for PostgreSQL {@code database.sql}; {@code expected.json} says what is to come of it.
 * {@code src/test/resources/before/README.md} has more.
 */
final class EarlierVersion extends TestClient implements AutoCloseable {
    static final Path FILES = Path.of("src", "test", "resources", "before");
    static final Path CONFIGURATION = FILES.resolve("grapevine.properties");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CLICK_ID = Pattern.compile("gv_click=\\w+");

    private final Path directory;
    private final DatabaseSettings database;
    private final AutoCloseable postgres;
    private final Map<String, String> environment = new HashMap<>();
    private final MutableClock clock = new MutableClock("2026-03-02T08:00:00Z");
    private App app;

    /** Takes the directory, which is deleted in the end, and starts nothing yet. */
    EarlierVersion(Dialect dialect, Path directory) throws IOException {
        this.directory = directory;
        environment.put("GRAPEVINE_CONFIG", CONFIGURATION.toString());
        environment.put("GRAPEVINE_PORT", "0");
        environment.put("GRAPEVINE_HOST", "127.0.0.1");
        environment.put("GRAPEVINE_DATA_DIR", data().toString());
        if (dialect == Dialect.POSTGRESQL) {
            TestDatabase fresh = TestDatabase.fresh(dialect);
            postgres = fresh;
            database = fresh.settings();
            environment.put("GRAPEVINE_DATABASE_URL", database.url());
            environment.put("GRAPEVINE_DATABASE_USER", String.valueOf(database.user()));
            environment.put("GRAPEVINE_DATABASE_PASSWORD", String.valueOf(database.password()));
            if (Files.exists(dump())) {
                execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
                execute(Files.readString(dump()));
            }
        } else {
            postgres = () -> {};
            database = DatabaseSettings.embedded(data());
            for (String key : List.of("URL", "USER", "PASSWORD")) {
                environment.put("GRAPEVINE_DATABASE_" + key, "");
            }
        }
    }

    /** What is kept for {@code dialect}, in a directory of its own, at the time when it was left. */
    static EarlierVersion unpacked(Dialect dialect) throws IOException {
        Path directory = Files.createTempDirectory("grapevine-before-");
        try (InputStream file =
                        Files.newInputStream(FILES.resolve(dialect.name().toLowerCase() + ".zip"));
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = directory.resolve(entry.getName());
                Files.createDirectories(entry.isDirectory() ? target : target.getParent());
                if (!entry.isDirectory()) {
                    Files.copy(zip, target);
                }
            }
        }
        EarlierVersion found = new EarlierVersion(dialect, directory);
        found.clock.set(Instant.parse(found.expected().get("now").textValue()));
        return found;
    }

    Path data() {
        return directory.resolve("data");
    }

    private Path dump() {
        return directory.resolve("database.sql");
    }

    JsonNode expected() throws IOException {
        return JSON.readTree(directory.resolve("expected.json").toFile());
    }

    /** A connection past the service, for what it does not say. */
    Connection connection() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    String databaseUrl() {
        return database.url();
    }

    /** Statements, past the service. */
    void execute(String sql) {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    MutableClock clock() {
        return clock;
    }

    void start() {
        app = App.start(Settings.load(environment), clock, new PrintStream(new ByteArrayOutputStream(), false));
    }

    void stop() {
        if (app != null) {
            app.close();
            app = null;
        }
    }

    @Override
    public int port() {
        return app.url().getPort();
    }

    /** Runs a command of the program on the same settings. @return its status, and what it said last */
    String run(String command) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int status = Commands.run(new Surroundings(clock, environment, out, out), command);
        List<String> lines = said.toString(StandardCharsets.UTF_8).lines().toList();
        return status + ": " + lines.get(lines.size() - 1);
    }

    /** Waits until every visit is in the database, and every run of judging anew that was begun is finished. */
    void awaitDone() throws IOException {
        awaitRecorded();
        for (JsonNode report : expected().get("reports")) {
            String path = report.get("path").textValue();
            if (path.startsWith("/reattributions/")) {
                awaitJudgedAnew(path);
            }
        }
    }

    void awaitJudgedAnew(String path) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !ask(path).get("state").textValue().equals("running"));
    }

    /** An answer of the API, a list with all its pages and so without a cursor: what stands in one is of no matter. */
    JsonNode report(String path) {
        JsonNode answer = ask(path);
        String next = answer.path("next").textValue();
        while (next != null) {
            JsonNode page = ask(path + (path.contains("?") ? "&" : "?") + "cursor=" + next);
            ((ArrayNode) answer.get("items")).addAll((ArrayNode) page.get("items"));
            next = page.get("next").textValue();
        }
        return withoutCursor(answer);
    }

    static JsonNode withoutCursor(JsonNode answer) {
        if (answer instanceof ObjectNode list) {
            list.remove("next");
        }
        return answer;
    }

    /** The whole answer to a visit. @param url a short URL, without its scheme @param headers name and value, each */
    String arrive(String url, String address, String agent, String... headers) {
        return send(
                "GET",
                url,
                "",
                Stream.concat(Stream.of("X-Forwarded-For: " + address, "User-Agent: " + agent), Stream.of(headers))
                        .toArray(String[]::new));
    }

    /** A request to a host of the service, by whatever name. */
    String send(String method, String url, String body, String... headers) {
        int slash = url.indexOf('/');
        String request = method + " " + url.substring(slash) + " HTTP/1.1\r\nHost: " + url.substring(0, slash)
                + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n"
                + String.join(
                        "", Stream.of(headers).map(header -> header + "\r\n").toList()) + "\r\n" + body;
        return raw(request);
    }

    /** What becomes of a person's visit. */
    String outcomeOfVisit(String url) {
        return outcome(arrive(url, "192.0.2.99", TestAgents.IPHONE));
    }

    /** The status of an answer, and where it leads; an id of the click, which is another each time, is left out. */
    static String outcome(String answer) {
        String location = answer.lines()
                .filter(line -> line.startsWith("Location: "))
                .findFirst()
                .map(line -> line.substring("Location:".length()))
                .orElse("");
        return answer.split(" ", 3)[1] + CLICK_ID.matcher(location).replaceAll("gv_click=");
    }

    @Override
    public void close() throws Exception {
        stop();
        postgres.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
