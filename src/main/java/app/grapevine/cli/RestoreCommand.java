package app.grapevine.cli;

import app.grapevine.backup.SavedBackup;
import app.grapevine.ops.DataDirectory;
import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.Settings;
import app.grapevine.service.OpenDatabase;
import app.grapevine.service.RestoredNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lays a backup into an empty data directory, in which the service may start then. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Lay a backup into data.dir, which must be empty; the service may be started afterwards.",
            "With PostgreSQL restore the database first, by pg_restore."
        })
final class RestoreCommand implements Callable<Integer> {
    private static final String LOCK = "lock";

    private final Surroundings surroundings;

    @Parameters(paramLabel = "SOURCE", description = "The backup: a directory, or a zip archive.")
    private Path source = Path.of("");

    RestoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = surroundings.settings();
        Path target = settings.get(KnownSettings.DATA_DIR);
        String taken;
        try (SavedBackup backup = SavedBackup.open(source)) {
            expect(backup, settings);
            lay(backup, target);
            taken = backup.taken();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (OpenDatabase open = OpenDatabase.of(settings)) {
            if (!RestoredNode.settle(open, settings, surroundings.clock())) {
                throw new CommandRefusedException("the database does not take the visits of the backup; they are in "
                        + target + ", and the service goes on with them");
            }
        }
        surroundings.out().println("restored: " + target + " is as it was at " + taken);
        surroundings
                .out()
                .println("What was erased since then is back, and so is every key, account and session that was"
                        + " taken away: do that again. Retention does what is due by itself.");
        return 0;
    }

    private static void expect(SavedBackup backup, Settings settings) {
        boolean elsewhere = settings.get(KnownSettings.DATABASE_URL).isPresent();
        if (backup.hasDatabase() && elsewhere) {
            throw new CommandRefusedException(
                    KnownSettings.DATABASE_URL.name() + " is set, and the backup is of an embedded database");
        }
        if (!backup.hasDatabase() && !elsewhere) {
            throw new CommandRefusedException("the backup is of a node with PostgreSQL: restore that, and set "
                    + KnownSettings.DATABASE_URL.name());
        }
    }

    private static void lay(SavedBackup backup, Path target) throws IOException {
        try (DataDirectory directory = DataDirectory.take(target)) {
            List<Path> found;
            try (Stream<Path> files = Files.list(directory.path())) {
                found = files.filter(file -> !file.endsWith(LOCK)).toList();
            }
            if (!found.isEmpty()) {
                throw new CommandRefusedException(KnownSettings.DATA_DIR.name() + " is not empty: " + target + " has "
                        + found.get(0).getFileName() + (found.size() > 1 ? " and more" : ""));
            }
            backup.layInto(directory.path());
        }
    }
}
