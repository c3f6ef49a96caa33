package app.grapevine.cli;

import app.grapevine.backup.Backup;
import app.grapevine.backup.BackupFile;
import app.grapevine.backup.SavedBackup;
import app.grapevine.journal.JournalDirectory;
import app.grapevine.journal.JournalSettings;
import app.grapevine.ops.Settings;
import app.grapevine.service.OpenDatabase;
import app.grapevine.service.Version;
import app.grapevine.web.admin.BackupClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Copies the data of a node: of the service while it runs, by asking it; of the data directory where none does. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Copy the data, while the service goes on: the embedded database and the visits that are not in it yet, as they"
                    + " are at one moment. Settings and the salts of visitors' pseudonyms are not in it.",
            "With PostgreSQL it has the node's visits that are not in the database yet: run pg_dump afterwards."
        })
final class BackupCommand implements Callable<Integer> {
    private static final double MEBIBYTE = 1 << 20;

    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "TARGET",
            description = "Where to: a zip archive if it ends in .zip, else a directory. It must not exist.")
    private Path target = Path.of("");

    @Mixin
    private final RunningService service = new RunningService();

    BackupCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = surroundings.settings();
        BackupFile file = new BackupFile(target);
        BackupFile.Written written = service.hereOrThere(
                settings, open -> here(open, file), (address, key) -> there(new BackupClient(address, key), file));
        surroundings
                .out()
                .printf("backup: %d files, %.1f MiB, in %s%n", written.files(), written.bytes() / MEBIBYTE, target);
        return 0;
    }

    private BackupFile.Written here(OpenDatabase open, BackupFile file) {
        JournalSettings journal = JournalSettings.in(open.directory().path());
        try (JournalDirectory directory = JournalDirectory.open(journal);
                Backup backup = Backup.begin(
                        open.database(),
                        directory::copy,
                        Version.find().orElse("-"),
                        surroundings.clock().instant())) {
            return file.write(backup::writeTo);
        }
    }

    private static BackupFile.Written there(BackupClient client, BackupFile file) {
        return file.write(place -> {
            try {
                client.fetch(zip -> SavedBackup.unpack(zip, place));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        });
    }
}
