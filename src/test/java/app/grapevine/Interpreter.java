package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs code of another language, where the machine has it; a test that asks for one that is not there says so,
 * and skips.
 */
final class Interpreter {
    private static final long PATIENCE_SECONDS = 60;

    private final String program;
    private final Path directory;

    private Interpreter(String program, Path directory) {
        this.program = program;
        this.directory = directory;
    }

    /** @param directory where it runs */
    static Interpreter find(String program, Path directory) {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!installed) {
            String message = "SKIPPED: there is no " + program + ", so what needs it was not tried";
            System.out.println(message);
            assumeTrue(false, message);
        }
        return new Interpreter(program, directory);
    }

    /** The Java that runs the tests. @param directory where it runs */
    static Interpreter java(Path directory) {
        return new Interpreter(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), directory);
    }

    private ProcessBuilder builder(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    /** What it printed. Fails where it did. */
    String run(Map<String, String> environment, String... arguments) {
        Ended ended = ended(environment, arguments);
        assertThat(ended.status).as(ended.printed).isZero();
        return ended.printed;
    }

    /** What it printed, whether it failed or not. */
    String tried(Map<String, String> environment, String... arguments) {
        return ended(environment, arguments).printed;
    }

    private record Ended(int status, String printed) {}

    private Ended ended(Map<String, String> environment, String... arguments) {
        try {
            Process process =
                    builder(environment, arguments).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A program that goes on until it is closed. @param firstLine what it printed first */
    record Running(Process process, String firstLine) implements AutoCloseable {
        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** Starts what serves until it is closed, and waits for its first line. */
    Running start(Map<String, String> environment, String... arguments) {
        try {
            Process process = builder(environment, arguments)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader printed = process.inputReader(StandardCharsets.UTF_8);
            return new Running(process, String.valueOf(printed.readLine()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
