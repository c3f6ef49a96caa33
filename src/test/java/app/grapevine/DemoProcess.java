package app.grapevine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** The command {@code demo} in a process of its own, with an empty data directory, which it takes with it. */
final class DemoProcess extends TestClient implements AutoCloseable {
    private final Process process;
    private final Path directory;
    private final URI service;

    private DemoProcess(Process process, Path directory, URI service) {
        this.process = process;
        this.directory = directory;
        this.service = service;
    }

    /** Returns when it serves. @param clicks about how many there are to be */
    static DemoProcess start(int clicks) {
        try {
            Path directory = Files.createTempDirectory("grapevine-demo-");
            ProcessBuilder builder = new ProcessBuilder(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-cp",
                    Classpath.get(),
                    "app.grapevine.Main",
                    "demo",
                    "--clicks",
                    String.valueOf(clicks));
            builder.environment()
                    .putAll(Map.of(
                            "GRAPEVINE_PORT",
                            "0",
                            "GRAPEVINE_DATA_DIR",
                            directory.toString(),
                            "GRAPEVINE_ADMIN_KEY",
                            ADMIN_KEY,
                            "GRAPEVINE_DESTINATIONS_SCHEMES",
                            "myapp"));
            Process process = builder.redirectErrorStream(true).start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String line = out.readLine();
            while (line != null && !line.startsWith("dashboard: ")) {
                line = out.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("the demonstration did not start");
            }
            URI address = URI.create(
                    line.substring("dashboard: ".length()).split(",", 2)[0].trim());
            return new DemoProcess(process, directory, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of its dashboard. */
    URI dashboard() {
        return service;
    }

    @Override
    public int port() {
        return service.getPort();
    }

    @Override
    public void awaitRecorded() {
        // What the demonstration makes is recorded before it serves.
    }

    @Override
    public void close() {
        process.destroy();
        try (Stream<Path> files = Files.walk(directory)) {
            process.waitFor();
            for (Path file : files.sorted(Comparator.reverseOrder()).toArray(Path[]::new)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
