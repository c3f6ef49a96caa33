package app.grapevine.service;

import app.grapevine.Classpath;
import app.grapevine.TestClient;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole service in a process of its own, which can be killed, with an empty database and a clock that runs {@link #TIMES} times as
 * fast as others: so leases and pauses are over soon. Whoever asks it something while it is started anew waits for that. Safe for use by
 * many threads.
 */
public final class HastyProcess extends TestClient implements AutoCloseable {
    /** A minute is an hour. */
    public static final int TIMES = 60;

    private static final String LISTENING = "listening on ";

    private final long begin = System.currentTimeMillis();
    private final Path directory;
    private final Map<String, String> environment;
    private final TestDatabase postgres;
    private final List<String> options;
    private Process process;
    private int port;

    private HastyProcess(Dialect dialect, Map<String, String> settings, String... options) {
        this.options = List.of(options);
        try {
            directory = Files.createTempDirectory("grapevine-hasty-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> all = new HashMap<>(Map.of(
                "port", "0",
                "data.dir", directory.toString(),
                "public.url", "https://go.example",
                "admin.key", ADMIN_KEY,
                "limit.api", "100000000",
                // Of many taps at once none is set apart.
                "unusual.repeats.minute", "0"));
        if (dialect == Dialect.POSTGRESQL) {
            postgres = TestDatabase.fresh(dialect);
            all.put("database.url", postgres.settings().url());
            all.put("database.user", String.valueOf(postgres.settings().user()));
            all.put("database.password", String.valueOf(postgres.settings().password()));
        } else {
            postgres = null;
            TestDatabase.layMigrated(directory);
        }
        all.putAll(settings);
        environment = new HashMap<>();
        all.forEach(
                (key, value) -> environment.put("GRAPEVINE_" + key.toUpperCase().replace('.', '_'), value));
        begin();
    }

    /**
     * @param settings keys with dots
     * @param options of Java
     */
    public static HastyProcess start(Dialect dialect, Map<String, String> settings, String... options) {
        return new HastyProcess(dialect, settings, options);
    }

    private void begin() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        // It lives for seconds: what it compiles well would come too late.
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-cp", Classpath.get(), HastyService.class.getName()));
        command.addAll(List.of(Long.toString(begin), Integer.toString(TIMES)));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
        try {
            process = builder.start();
            // Left open on purpose: the process goes on writing to it.
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(LISTENING)) {
                    port = URI.create(line.substring(LISTENING.length()).trim()).getPort();
                    return;
                }
            }
            throw new IllegalStateException("it does not start: " + said());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return directory.resolve("hasty.log");
    }

    @Override
    public synchronized int port() {
        if (!process.isAlive()) {
            throw new IllegalStateException("it has ended by itself: " + said());
        }
        return port;
    }

    private String said() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}, and another start with the same data. */
    public synchronized void killAndStart() {
        kill();
        begin();
    }

    private void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        kill();
        if (postgres != null) {
            postgres.close();
        }
        TestDatabase.delete(directory);
    }
}
