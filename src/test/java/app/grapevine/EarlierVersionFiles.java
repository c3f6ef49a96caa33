package app.grapevine;

import app.grapevine.storage.Dialect;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the files of {@link EarlierVersionDbTest} with the program as it is: to be run at the last commit of a
 * version, before a change that has to open what that version left. In two processes, for the first ends as if
 * it were killed, in the middle of its work:
 *
 * <pre>
 * mvn -q test-compile exec:java -Dexec.classpathScope=test -Dexec.mainClass=app.grapevine.EarlierVersionFiles \
 *     -Dexec.args="leave h2 DIRECTORY"
 * … -Dexec.args="expect h2 DIRECTORY"
 * </pre>
 *
 * and so for {@code postgresql}, with {@code pg_dump} on the path. What is then in the directory is to be packed.
 */
public final class EarlierVersionFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WAITING = 70;
    private static final int TORN = 15;

    private static final String RANGE = "/stats?from=2026-03-01&to=2026-03-08";
    private static final List<String> REPORTS = List.of(
            "/links",
            "/links?status=disabled&sort=title",
            "/share-sets",
            "/campaigns",
            "/channels",
            "/keys",
            "/accounts",
            "/about",
            "/links/tour-wa",
            "/links/tour-wa/tree",
            "/links/tour-wa/timing",
            "/links/tour-wa/share",
            "/links/card",
            "/links/card/share",
            "/links/track/tree",
            "/links/track/timing",
            "/clicks?limit=200",
            "/clicks?kind=preview&channel=telegram",
            RANGE,
            RANGE + "&by=time&interval=hour&tz=Europe/Rome",
            RANGE + "&by=channel&campaign=spring&tag=boots",
            RANGE + "&by=link&channel=whatsapp&tier=confirmed");
    private static final String DIMENSIONS =
            "channel origin tier visibility link campaign tag shareSet audience generation"
                    + " country device os browser referrer language previewBy origin,channel channel,tier time,channel device,country";
    private static final String VISITED =
            "few few used over later off gone closed track no-such tour-wa card?ref=7 chorus";

    private final Dialect dialect;
    private final Path directory;
    private final EarlierVersion service;
    private final ObjectNode told = JSON.createObjectNode();
    private final EarlierVersionStory story;

    private EarlierVersionFiles(Dialect dialect, Path directory) throws IOException {
        this.dialect = dialect;
        this.directory = directory;
        this.service = new EarlierVersion(dialect, directory);
        this.story = new EarlierVersionStory(service, told);
    }

    public static void main(String[] args) throws Exception {
        Dialect dialect = Dialect.valueOf(args[1].toUpperCase());
        Path directory = Path.of(args[2]);
        if (args[0].equals("leave")) {
            new EarlierVersionFiles(dialect, directory).leave();
        } else {
            expect(dialect, directory);
        }
    }

    private void leave() throws Exception {
        story.tell();
        story.signIn();
        beginToJudgeAnew();
        startSegment();
        holdTheWriter();
        for (int i = 0; i < WAITING; i++) {
            story.visit();
        }
        ObjectNode visitor = told.putObject("visitor");
        visitor.put("url", "go.example/closed").put("address", "203.0.113.77").put("agent", TestAgents.IPHONE);
        service.arrive("go.example/closed", "203.0.113.77", TestAgents.IPHONE);
        story.convert();
        told.put("waiting", (int) service.metric("grapevine_visits_pending") + (dialect == Dialect.H2 ? TORN : 0));
        told.put("now", service.clock().instant().toString());
        ask();
        write(directory, told);
        if (dialect == Dialect.H2) {
            Runtime.getRuntime().halt(0);
        }
        dump();
        System.exit(0); // which stops PostgreSQL, and does not end the service in order
    }

    /** A run that is entered, and has done nothing yet. */
    private void beginToJudgeAnew() {
        String path = story.judgeAnew(EarlierVersionStory.BEGIN.plus(Duration.ofDays(1)));
        String run = path.substring(path.lastIndexOf('/') + 1);
        service.execute("DELETE FROM reattribution_channels WHERE id = '" + run + "'");
        service.execute("UPDATE reattributions SET finished_at = NULL, cursor_at = from_at, cursor_node = 0,"
                + " cursor_sequence = 0, examined = 0, changed = 0, forgotten = 0 WHERE id = '" + run + "'");
    }

    /**
     * Lets the journal begin another file, and puts so many visits into both it and the database that the last of
     * them can be torn. A file that is in the database is deleted, but not within half an hour of its beginning.
     */
    private void startSegment() {
        story.visit(Duration.ofMinutes(31));
        service.arrive("go.example/chorus", "192.0.2.9", TestAgents.IPHONE);
        service.awaitRecorded();
        for (int i = 0; i < 2 * TORN; i++) {
            story.visit(Duration.ofSeconds(10));
        }
        service.awaitRecorded();
    }

    /** From here on visits stay in the journal, as they do while the database is away. */
    private void holdTheWriter() throws SQLException {
        Connection connection = service.connection();
        connection.setAutoCommit(false);
        connection.createStatement().execute("SELECT * FROM journal_positions FOR UPDATE");
    }

    private void ask() {
        Stream<String> by = Stream.of(DIMENSIONS.split(" ")).map(dimension -> RANGE + "&by=" + dimension);
        Stream.concat(REPORTS.stream(), by)
                .forEach(path -> told.withArray("reports").addObject().put("path", path));
        Stream<String> chosen = Stream.of(VISITED.split(" ")).map(code -> "go.example/" + code);
        Stream<String> elsewhere = Stream.of("links.example/tour-wa", "unknown.example/tour-wa");
        Stream.of(chosen, elsewhere, story.made().stream())
                .flatMap(urls -> urls)
                .forEach(url -> told.withArray("visits").addObject().put("url", url));
    }

    private void dump() throws Exception {
        URI url = URI.create(service.databaseUrl().substring("jdbc:".length()));
        String at = "postgresql://postgres@" + url.getAuthority() + url.getPath();
        Process process = new ProcessBuilder("pg_dump", "--inserts", "--no-owner", "--no-privileges", at)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (Stream<String> lines = process.inputReader().lines()) {
            // Lines with a backslash are for psql.
            Files.write(directory.resolve("database.sql"), (Iterable<String>) lines.filter(
                    line -> !line.isBlank() && !line.startsWith("--") && !line.startsWith("\\"))::iterator);
        }
        EarlierVersionStory.require(process.waitFor() == 0, "pg_dump");
    }

    /** Opens what was left, as the test will, and writes down what came of it. */
    private static void expect(Dialect dialect, Path directory) throws Exception {
        if (dialect == Dialect.H2) {
            tear(directory);
        }
        Path copy = Files.createTempDirectory("grapevine-before-");
        copy(directory, copy);
        try (EarlierVersion service = new EarlierVersion(dialect, copy)) {
            ObjectNode expected = (ObjectNode) service.expected();
            service.clock().set(Instant.parse(expected.get("now").textValue()));
            service.start();
            service.awaitDone();
            for (JsonNode report : expected.get("reports")) {
                ((ObjectNode) report)
                        .set("answer", service.report(report.get("path").textValue()));
            }
            for (JsonNode visit : expected.get("visits")) {
                ((ObjectNode) visit)
                        .put("outcome", service.outcomeOfVisit(visit.get("url").textValue()));
            }
            write(directory, expected);
        }
    }

    /**
     * Lets the embedded database look as it has been seen after a crash: with visits beyond the journal's position.
     * Its file, which grows by much more than it holds, is written anew.
     */
    private static void tear(Path directory) throws IOException {
        EarlierVersion left = new EarlierVersion(Dialect.H2, directory);
        left.execute("UPDATE journal_positions SET sequence = sequence - " + TORN);
        left.execute("SHUTDOWN COMPACT");
        Files.deleteIfExists(left.data().resolve("grapevine.trace.db"));
    }

    private static void write(Path directory, JsonNode expected) throws IOException {
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(directory.resolve("expected.json").toFile(), expected);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
