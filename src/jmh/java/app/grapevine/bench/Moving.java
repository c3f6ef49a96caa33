package app.grapevine.bench;

import app.grapevine.Classpath;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import app.grapevine.storage.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Brings the links and visits of a source that answers as Shlink does, and is killed ({@code kill -9}) in between, at moments that a
 * seed draws, and begun again by the same command. At the end each link must be there once with as many visits as the source has,
 * and what reports read must equal a recount. Tells time, the processor's time of the runs that came to their end, and memory.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.Moving -Dexec.args="100000 1000000 5"</pre>
 *
 * Arguments: links (1000), visits (10000), kills (5), seed (1), the most heap of the command (512m).
 */
public final class Moving {
    private Moving() {}

    public static void main(String[] args) throws Exception {
        int links = number(args, 0, 1000);
        int visits = number(args, 1, 10_000);
        int kills = number(args, 2, 5);
        Random random = new Random(number(args, 3, 1));
        String heap = args.length > 4 ? args[4] : "512m";
        Path directory = Files.createTempDirectory("grapevine-moving-");
        boolean good;
        try (MovedSource source = new MovedSource(links, visits)) {
            long began = System.nanoTime();
            int killed = 0;
            while (run(directory, source, heap, killed < kills ? after(random, source, kills) : Long.MAX_VALUE)) {
                killed++;
                System.out.printf("killed at %,d requests%n", source.requests());
            }
            System.out.printf(
                    "%,d links, %,d visits, killed %d times: %.1f s, %,d requests%n",
                    links, visits, killed, (System.nanoTime() - began) / 1e9, source.requests());
            good = check(directory, source);
        } finally {
            TestDatabase.delete(directory);
        }
        System.out.println(good ? "nothing twice, nothing missing" : "FAILED");
        System.exit(good ? 0 : 1);
    }

    /** At how many requests the next kill is: spread over the run, so that each comes while there is something left. */
    private static long after(Random random, MovedSource source, int kills) {
        long part = Math.max(2, source.expectedRequests() / (kills + 1));
        return source.requests() + 1 + random.nextInt((int) part);
    }

    /** Whether the run was killed; else it came to its end. */
    private static boolean run(Path directory, MovedSource source, String heap, long killAt)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                Classpath.get(),
                "app.grapevine.Main",
                "import",
                "shlink",
                source.address()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("import.log").toFile()));
        builder.environment().putAll(environment(directory));
        Process process = builder.start();
        String told = "";
        long looks = 0;
        while (!process.waitFor(1, TimeUnit.MILLISECONDS)) {
            if (source.requests() >= killAt) {
                process.destroyForcibly().waitFor();
                return true;
            }
            told = looks++ % 200 == 0 ? told(process, told) : told;
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(Files.readString(directory.resolve("import.log")));
        }
        System.out.println("the last run: " + told);
        return false;
    }

    /** The processor's time and the most memory so far; as before where the process is gone. */
    private static String told(Process process, String before) {
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            String memory = status.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.substring(6).strip())
                    .findFirst()
                    .orElse("?");
            return process.info()
                    .totalCpuDuration()
                    .map(time -> time.toMillis() / 1000.0 + " s of a processor, at most " + memory)
                    .orElse(before);
        } catch (IOException | UncheckedIOException e) {
            return before;
        }
    }

    private static Map<String, String> environment(Path directory) {
        return Map.of(
                "GRAPEVINE_DATA_DIR",
                directory.resolve("data").toString(),
                "GRAPEVINE_PUBLIC_URL",
                "https://go.example",
                "GRAPEVINE_IMPORT_KEY",
                MovedSource.KEY);
    }

    private static boolean check(Path directory, MovedSource source) {
        DatabaseSettings settings = DatabaseSettings.embedded(directory.resolve("data"));
        try (Database database = Database.open(settings)) {
            return source.isAll(database);
        }
    }

    private static int number(String[] args, int place, int otherwise) {
        return args.length > place ? Integer.parseInt(args[place]) : otherwise;
    }
}
