package app.grapevine.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * From {@code java -jar} to the first redirect, on a data directory that exists, in turns: with the options of
 * {@code config/jvm.options}, which name the archive of classes that packaging makes, and with none.
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
        String code;
        try (GrapevineProcess first = GrapevineProcess.startJar(JAR, directory)) {
            code = first.createLinks(1, false).get(0);
            Restart.redirect(first.port(), code);
        }
        List<Double> plain = new ArrayList<>();
        List<Double> documented = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            plain.add(start(directory, code));
            documented.add(start(directory, code, ServerProcess.OPTIONS));
        }
        System.out.println("seconds to the first redirect, from");
        System.out.println("java @config/jvm.options -jar: " + Figures.spread(Figures.array(documented)));
        System.out.println("java -jar:                     " + Figures.spread(Figures.array(plain)));
    }

    private static double start(Path directory, String code, String... options) throws Exception {
        long began = System.nanoTime();
        try (GrapevineProcess process = GrapevineProcess.startJar(JAR, directory, options)) {
            Restart.redirect(process.port(), code);
            return (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
        }
    }
}
