package app.grapevine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How cold a start is: from {@code java -jar} to the first redirect and until it is ready, and the processor's time of the
 * first requests beside that of warm ones of the same process. The whole process is charged, with its compiler, its
 * collector and its writer, until the visits are in the database; the client is a process of its own.
 *
 * <p>Each Java has the program in a directory of its own, with an archive that its own rehearsal made there, and its own
 * options: {@code config/jvm-25.options} from 25 on. Javas take turns. A data directory with 1,000 links exists;
 * 32 keep-alive connections, as in {@link RedirectCost}.
 *
 * <pre>mvn -q package -DskipTests
 * mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.ColdStart -Dexec.args="5 60000 PATH/TO/25/bin/java"</pre>
 *
 * Arguments: rounds (5), requests (60000), further Javas (none), each a path, or {@code path@options,options} for other
 * options than the documented ones.
 */
public final class ColdStart {
    private static final int LINKS = 1000;
    /** Rounds of requests until one is warm, and rounds of warm ones. */
    private static final int WARM_UP = 5;

    private static final int WARM = 2;

    private ColdStart() {}

    /** One Java with its program, and what was found of it. */
    private record Contender(String name, List<String> command, Path program, Map<String, List<Double>> found) {
        void add(String what, double value) {
            found.computeIfAbsent(what, any -> new ArrayList<>()).add(value);
        }
    }

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        int requests = args.length > 1 ? Integer.parseInt(args[1]) : 60_000;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        List<Contender> contenders = new ArrayList<>();
        contenders.add(
                contender(directory, ProcessHandle.current().info().command().orElse("java")));
        for (int i = 2; i < args.length; i++) {
            contenders.add(contender(directory, args[i]));
        }
        List<String> codes;
        try (GrapevineProcess first = start(contenders.get(0), directory)) {
            codes = first.createLinks(LINKS, false);
        }
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : contenders) {
                measure(contender, directory, codes, requests);
            }
        }
        for (Contender contender : contenders) {
            System.out.println(contender.name);
            contender.found.forEach(
                    (what, values) -> System.out.printf("  %-46s %s%n", what, Figures.spread(Figures.array(values))));
        }
    }

    private static Contender contender(Path directory, String argument) throws Exception {
        String java = argument.contains("@") ? argument.substring(0, argument.indexOf('@')) : argument;
        Path program = Files.createTempDirectory(directory, "program-");
        copy(Path.of("target", "grapevine.jar"), program);
        copy(Path.of("target", "lib"), program);
        copy(Path.of("config"), program);
        boolean is25 = feature(java) >= 25;
        String making = is25 ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
        run(
                program,
                List.of(
                        java,
                        "-XX:+UseSerialGC",
                        making + "target/grapevine.jsa",
                        "-Xlog:disable",
                        "-jar",
                        "target/grapevine.jar",
                        "rehearse"));
        List<String> command =
                new ArrayList<>(List.of(java, is25 ? "@config/jvm-25.options" : ServerProcess.OPTIONS, "-Xmx256m"));
        if (argument.contains("@")) {
            command.addAll(List.of(argument.substring(argument.indexOf('@') + 1).split(",")));
        }
        command.addAll(List.of("-jar", "target/grapevine.jar"));
        return new Contender(argument, command, program, new TreeMap<>());
    }

    /** A file or a folder, to where it lies here, with its times: an archive is of that very jar. */
    private static void copy(Path from, Path program) throws Exception {
        Files.createDirectories(program.resolve(from).toAbsolutePath().getParent());
        run(
                Path.of("."),
                List.of("cp", "-a", from.toString(), program.resolve(from).toString()));
    }

    private static int feature(String java) throws Exception {
        Process process = new ProcessBuilder(java, "-XshowSettings:properties", "-version").start();
        try (Stream<String> lines = process.errorReader().lines()) {
            return lines.filter(line -> line.contains("java.specification.version = "))
                    .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf('=') + 2)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void run(Path directory, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("failed: " + String.join(" ", command));
        }
    }

    private static GrapevineProcess start(Contender contender, Path directory) throws IOException {
        return GrapevineProcess.startIn(contender.program, contender.command, directory);
    }

    private static void measure(Contender contender, Path directory, List<String> codes, int requests)
            throws Exception {
        long began = System.nanoTime();
        try (GrapevineProcess process = start(contender, directory)) {
            RedirectCost.drive(process.port(), codes.subList(0, 1), 1);
            contender.add("1 seconds to the first redirect", seconds(began));
            process.awaitReady();
            contender.add("2 seconds until it is ready", seconds(began));
            contender.add("3 the same, seconds of CPU", process.server().cpuSeconds());
            double first = micros(process, codes, requests);
            contender.add("4 the first " + requests + " requests, µs of CPU each", first);
            for (int i = 0; i < WARM_UP; i++) {
                micros(process, codes, requests);
            }
            double warm = micros(process, codes, WARM * requests);
            contender.add("5 a warm one, µs of CPU", warm);
            contender.add("6 ratio", first / warm);
            contender.add("7 resident, MiB", process.server().residentMebibytes());
        }
    }

    private static double seconds(long beganNanos) {
        return (System.nanoTime() - beganNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static double micros(GrapevineProcess process, List<String> codes, int requests) throws Exception {
        double before = process.server().cpuSeconds();
        RedirectCost.drive(process.port(), codes, requests);
        RedirectCost.awaitDrained(process);
        return (process.server().cpuSeconds() - before) / requests * 1e6;
    }
}
