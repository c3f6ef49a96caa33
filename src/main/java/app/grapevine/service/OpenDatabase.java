package app.grapevine.service;

import app.grapevine.ops.DataDirectory;
import app.grapevine.ops.Settings;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import java.time.Duration;

/**
 * The data directory and the database of the settings, held by this process until closed.
 *
 * <p>A command takes the directory as the service does: with the embedded H2 the two cannot run at once, and
 * the one that comes second is refused with a line that says so.
 */
public record OpenDatabase(DataDirectory directory, Database database) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    public static OpenDatabase of(Settings settings) {
        DataDirectory directory = DataDirectory.take(settings.dataDir());
        try {
            return new OpenDatabase(directory, Database.open(databaseSettings(settings)));
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    public static DatabaseSettings databaseSettings(Settings settings) {
        DatabaseSettings embedded = DatabaseSettings.embedded(settings.dataDir());
        return new DatabaseSettings(
                settings.databaseUrl().orElse(embedded.url()),
                settings.databaseUser().orElse(null),
                settings.databasePassword().orElse(null),
                settings.databaseConnections(),
                PATIENCE);
    }

    @Override
    public void close() {
        try {
            database.close();
        } finally {
            directory.close();
        }
    }
}
