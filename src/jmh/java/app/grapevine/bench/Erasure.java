package app.grapevine.bench;

import app.grapevine.privacy.DailyVisitor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Erases a link with 10,000 visits of very many on H2, as the removal of the demonstration does; then has the service do
 * what it does within the hour, and looks through every file of the data directory for the link's visitors and for their
 * user agents, which no other link's have: before and after.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.Erasure</pre>
 *
 * Arguments: visits (5000000).
 */
public final class Erasure {
    private static final int PATIENCE_SECONDS = 300;

    private final Path data;
    private final Set<Long> visitors = new HashSet<>();

    private Erasure(Path data) {
        this.data = data;
        Traffic erased = FilledSite.ofErased();
        for (int i = 0; i < FilledSite.OF_ERASED; i++) {
            long pseudonym = erased.next(0).visitor();
            visitors.add(pseudonym);
            for (int day = 0; day < 4; day++) {
                visitors.add(DailyVisitor.of(day, pseudonym, 0, 0).id());
            }
        }
    }

    public static void main(String[] args) throws Exception {
        String visits = args.length > 0 ? args[0] : "5000000";
        Path directory = Files.createTempDirectory("grapevine-bench-");
        Path data = Files.createDirectories(directory.resolve("data"));
        ServerProcess.run(Restart.Filling.class.getName(), Map.of(), data.toString(), visits);
        Erasure erasure = new Erasure(data);
        System.out.println("before:  " + erasure.found());
        ServerProcess.run(
                ErasingProcess.class.getName(),
                GrapevineProcess.environment(directory, Map.of()),
                "code" + FilledSite.ERASED);
        System.out.println("erased:  " + erasure.found());
        try (GrapevineProcess service = GrapevineProcess.startAs(KilledService.class.getName(), directory, Map.of())) {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            Found found = erasure.found();
            while (!found.isNothing()
                    && System.nanoTime() < until
                    && service.server().isAlive()) {
                Thread.sleep(5000);
                found = erasure.found();
            }
            System.out.println("tidied:  " + found);
        }
        System.out.println("stopped: " + erasure.found());
    }

    /** Of visitors the pseudonym or what it is counted by; of user agents their mark. */
    private record Found(int visitors, int userAgents, Set<String> files) {
        boolean isNothing() {
            return visitors + userAgents == 0;
        }

        @Override
        public String toString() {
            return "%d visitors, %d user agents, in %s".formatted(visitors, userAgents, files);
        }
    }

    private Found found() throws IOException {
        int people = 0;
        int agents = 0;
        Set<String> files = new HashSet<>();
        byte[] mark = FilledSite.MARK.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> all = Files.walk(data)) {
            for (Path file : List.copyOf(all.filter(Files::isRegularFile).toList())) {
                byte[] bytes = Files.readAllBytes(file);
                int before = people + agents;
                ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                ByteBuffer big = ByteBuffer.wrap(bytes);
                for (int at = 0; at + Long.BYTES <= bytes.length; at++) {
                    people += visitors.contains(big.getLong(at)) || visitors.contains(little.getLong(at)) ? 1 : 0;
                    agents += isAt(bytes, at, mark) ? 1 : 0;
                }
                if (people + agents > before) {
                    files.add(data.relativize(file).toString());
                }
            }
        }
        return new Found(people, agents, files);
    }

    private static boolean isAt(byte[] bytes, int at, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (at + i >= bytes.length || bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
