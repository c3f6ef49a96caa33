package app.grapevine.cli;

import app.grapevine.ops.Settings;
import app.grapevine.service.App;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A first and a second start on a directory of its own, each with a whole {@link Rehearsal}, and the end. The virtual
 * machine keeps what was loaded for it in an archive, with which later starts take less time: with {@code
 * -XX:ArchiveClassesAtExit} classes, and from Java 25 on, with {@code -XX:AOTCacheOutput}, also how often what was
 * called, so that the compiler need not find it out again. Settings of this machine take no part in it.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Start, serve what there is to serve, and end, on nobody's data.")
final class RehearseCommand implements Callable<Integer> {
    private static final int KEY_BYTES = 24;
    /** The first Java whose archive keeps profiles. */
    private static final int KEEPS_PROFILES = 25;
    /** So many that the redirect is compiled for good on two cores; where profiles are not kept, every path once will do. */
    private static final int MANY = 20_000;

    private static final int FEW = 200;

    private final Surroundings surroundings;

    @Option(
            names = "--redirects",
            paramLabel = "<number>",
            description = "How many redirects are asked for. By default as many as this Java can keep something of.")
    private int redirects = Runtime.version().feature() >= KEEPS_PROFILES ? MANY : FEW;

    RehearseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        String key = HexFormat.of().formatHex(random);
        Path directory = Files.createTempDirectory("grapevine-rehearsal-");
        try {
            Settings settings = Settings.of(Map.of(
                    "host", "127.0.0.1",
                    "port", "0",
                    "data.dir", directory.toString(),
                    "admin.key", key,
                    "limit.api", "1000000"));
            play(settings, key, "first", FEW);
            play(settings, key, "second", redirects);
        } finally {
            delete(directory);
        }
        surroundings.out().println("rehearsed");
        return 0;
    }

    private void play(Settings settings, String key, String name, int redirects)
            throws IOException, InterruptedException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        try (App app = App.startAndPractise(settings, surroundings.clock(), nowhere)) {
            new Rehearsal(app.url(), key, name).play(redirects);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
