package app.grapevine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * From {@code java -jar} to the first redirect, on a data directory that exists: once plainly, once with an archive
 * of the classes that the first start made ({@code -XX:ArchiveClassesAtExit}). In turns.
 *
 * <pre>mvn -q package -DskipTests
 * mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.Startup</pre>
 *
 * Arguments: turns (9).
 */
public final class Startup {
    private static final Path JAR = Path.of("target", "grapevine.jar");

    private Startup() {}

    public static void main(String[] args) throws Exception {
        int turns = args.length > 0 ? Integer.parseInt(args[0]) : 9;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        Path archive = directory.resolve("grapevine.jsa");
        String code;
        try (GrapevineProcess first =
                GrapevineProcess.startJar(JAR, directory, "-XX:ArchiveClassesAtExit=" + archive)) {
            code = first.createLinks(1, false).get(0);
            redirect(first.port(), code);
        }
        List<Double> plain = new ArrayList<>();
        List<Double> archived = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            plain.add(start(directory, code));
            archived.add(start(directory, code, "-XX:SharedArchiveFile=" + archive, "-Xshare:auto"));
        }
        System.out.println("seconds from java -jar to the first redirect: " + Figures.spread(Figures.array(plain)));
        System.out.println("the same with the start-up archive:           " + Figures.spread(Figures.array(archived)));
    }

    private static double start(Path directory, String code, String... options) throws Exception {
        long began = System.nanoTime();
        try (GrapevineProcess process = GrapevineProcess.startJar(JAR, directory, options)) {
            redirect(process.port(), code);
            return (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
        }
    }

    private static void redirect(int port, String code) throws IOException {
        try (LoadClient client = new LoadClient(port)) {
            client.exchange(LoadClient.get(port, "/" + code, "Mozilla/5.0 (iPhone) Mobile Safari/604.1"));
            if (client.status() != 302) {
                throw new IllegalStateException("no redirect: " + client.status());
            }
        }
    }
}
