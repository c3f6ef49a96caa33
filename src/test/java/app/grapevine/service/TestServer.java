package app.grapevine.service;

import app.grapevine.MutableClock;
import app.grapevine.TestClient;
import app.grapevine.journal.Disk;
import app.grapevine.links.Links;
import app.grapevine.ops.Settings;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.web.http.Turns;
import app.grapevine.web.http.WebServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole service as {@link App} composes it, on a free port, with an empty database and a clock that stands
 * still. Its default domain is {@code go.example}, its other one {@code links.example}.
 */
public final class TestServer extends TestClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path directory;
    private final Map<String, String> settings;
    private final DatabaseSettings databaseSettings;
    private final AutoCloseable postgres;
    private final MutableClock clock;
    private final Disk disk;
    private App app;
    private Database database;

    private TestServer(Dialect dialect, Map<String, String> more, Instant now) {
        this(dialect, more, now, Disk.REAL);
    }

    private TestServer(Dialect dialect, Map<String, String> more, Instant now, Disk disk) {
        this.disk = disk;
        clock = new MutableClock(now.toString());
        try {
            directory = Files.createTempDirectory("grapevine-server-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings = new HashMap<>(Map.of(
                "port", "0",
                "data.dir", directory.toString(),
                "public.url", "https://go.example",
                "domains", "links.example",
                "admin.key", ADMIN_KEY));
        if (dialect == Dialect.POSTGRESQL) {
            TestDatabase test = TestDatabase.fresh(dialect);
            postgres = test;
            databaseSettings = test.settings();
            settings.put("database.url", databaseSettings.url());
            settings.put("database.user", String.valueOf(databaseSettings.user()));
            settings.put("database.password", String.valueOf(databaseSettings.password()));
        } else {
            postgres = () -> {};
            TestDatabase.layMigrated(directory);
            databaseSettings = DatabaseSettings.embedded(directory);
        }
        settings.putAll(more);
        settings.values().removeIf(String::isEmpty);
        startApp();
    }

    public static TestServer start() {
        return start(Map.of());
    }

    /** @param settings keys with dots, which take the place of the tests' defaults */
    public static TestServer start(Map<String, String> settings) {
        return start(Dialect.H2, settings);
    }

    public static TestServer start(Dialect dialect, Map<String, String> settings) {
        return new TestServer(dialect, settings, Instant.parse("2026-05-01T12:00:00Z"));
    }

    /** With its journal on this disk. */
    static TestServer startOn(Disk disk, Map<String, String> settings) {
        return new TestServer(Dialect.H2, settings, Instant.parse("2026-05-01T12:00:00Z"), disk);
    }

    /** With its clock at the present moment, for a browser has no other; its short links lead to where it listens. */
    public static TestServer startNow() {
        return startNow(Map.of());
    }

    /** The same. @param more settings, which take the place of the tests' defaults */
    public static TestServer startNow(Map<String, String> more) {
        Map<String, String> settings =
                new HashMap<>(Map.of("public.url", "", "domains", "", "trusted.proxies", "127.0.0.0/8,::1"));
        settings.putAll(more);
        return new TestServer(Dialect.H2, settings, Instant.now());
    }

    private void startApp() {
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        app = App.start(Settings.of(settings), clock, disk, out);
    }

    /** Does at once what the service does now and then. */
    public void runJobs() {
        try {
            app.runJobs();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops in order, where that was not done, and starts again with the same data, on another port. */
    public void restart() {
        stop();
        startApp();
    }

    /** Stops in order; the data stay. */
    public void stop() {
        app.close();
        if (database != null) {
            database.close();
            database = null;
        }
    }

    /** Looks at the journal and not at the metrics, which would be asked again and again while visits gather. */
    @Override
    public void awaitRecorded() {
        try {
            if (!app.awaitRecorded(PATIENCE)) {
                throw new AssertionError("visits are not in the database after " + PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Takes away what a case has made, so that the next one of its class finds the service as good as new: links,
     * share sets, campaigns, accounts, sessions, keys, feeds, notices, webhooks. Visits stay in the reports; and the clock goes on, by a day,
     * after which nobody is slowed for what a case has tried.
     */
    public void clear() {
        database().writeOnly(handle -> {
            for (String table : List.of(
                    "link_tags",
                    "tags",
                    "links",
                    "share_sets",
                    "campaign_costs",
                    "campaign_notes",
                    "campaigns",
                    "idempotency_bodies",
                    "idempotency_keys",
                    "feeds",
                    "shared_reports",
                    "saved_views",
                    "invitations",
                    "webhook_messages",
                    "webhook_lines",
                    "webhook_subscriptions",
                    "notices",
                    "sessions",
                    "accounts")) {
                handle.execute("DELETE FROM " + table);
            }
            handle.execute("DELETE FROM api_keys WHERE from_setting = FALSE");
        });
        clock.advance(Duration.ofDays(1));
    }

    @Override
    public int port() {
        return app.url().getPort();
    }

    @Override
    public URI opsUri(String path) {
        return URI.create(app.opsUrl().toString().replace("localhost", "127.0.0.1"))
                .resolve(path);
    }

    /** The share that questions have of it. */
    Turns turns() {
        return app.turns();
    }

    /** Its links, for what no route makes by itself. */
    public Links links() {
        return app.links();
    }

    public Path dataDirectory() {
        return directory;
    }

    public MutableClock clock() {
        return clock;
    }

    /** The HTTP server inside. */
    public WebServer web() {
        return app.web();
    }

    /** What opens the service's database, from outside. */
    public DatabaseSettings databaseSettings() {
        return databaseSettings;
    }

    /** The service's database, for what cannot be asked of the service. */
    public Database database() {
        if (database == null) {
            database = Database.open(databaseSettings);
        }
        return database;
    }

    @Override
    public void close() {
        stop();
        try {
            postgres.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        TestDatabase.delete(directory);
    }
}
