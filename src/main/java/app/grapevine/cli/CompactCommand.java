package app.grapevine.cli;

import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.Settings;
import app.grapevine.service.OpenDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Gives back the room that the file of the embedded database takes and does not need. The service sees to it by itself
 * that this is not much; written anew, the file is compressed as well.
 */
@Command(
        name = "compact",
        mixinStandardHelpOptions = true,
        description = "Write the embedded database's file anew, as small as it can be. The service must be stopped.")
final class CompactCommand implements Callable<Integer> {
    private static final long MEBIBYTE = 1 << 20;

    private final Surroundings surroundings;

    CompactCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = surroundings.settings();
        if (settings.get(KnownSettings.DATABASE_URL).isPresent()) {
            throw new CommandRefusedException(
                    KnownSettings.DATABASE_URL.name() + " is set: compact is for the embedded database in data.dir");
        }
        Path file = settings.get(KnownSettings.DATA_DIR).resolve("grapevine.mv.db");
        if (!Files.exists(file)) {
            throw new CommandRefusedException(
                    "there is no database in data.dir, " + settings.get(KnownSettings.DATA_DIR));
        }
        long before = size(file);
        try (OpenDatabase open = OpenDatabase.of(settings)) {
            open.database().closeCompacted();
        }
        surroundings.out().println(before / MEBIBYTE + " MiB before, " + size(file) / MEBIBYTE + " MiB now");
        return 0;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
