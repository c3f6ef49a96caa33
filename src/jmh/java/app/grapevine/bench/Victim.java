package app.grapevine.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A process that need not come to anything before it is killed, and what it said. */
final class Victim {
    private final Process process;
    private final Thread reader;
    private final List<String> said = new CopyOnWriteArrayList<>();

    Victim(String mainClass, Map<String, String> environment, Path log, List<String> options, List<String> arguments)
            throws IOException {
        ProcessBuilder builder = ServerProcess.builder(mainClass, environment, options, arguments);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process = builder.start();
        reader = new Thread(this::read);
        reader.start();
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}, unless it has ended. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        await();
    }

    /** @return its status */
    int await() throws InterruptedException {
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException("it does not end");
        }
        reader.join();
        return process.exitValue();
    }

    List<String> said() {
        return said;
    }
}
