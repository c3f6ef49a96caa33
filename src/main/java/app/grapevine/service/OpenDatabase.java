package app.grapevine.service;

import app.grapevine.audit.AuditLog;
import app.grapevine.ops.DataDirectory;
import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.Settings;
import app.grapevine.storage.Database;
import java.time.Clock;

/**
 * The data directory and the database of the settings, held by this process until closed.
 *
 * <p>A command takes the directory as the service does: with the embedded H2 the two cannot run at once, and
 * the one that comes second is refused with a line that says so.
 */
public record OpenDatabase(DataDirectory directory, Database database) implements AutoCloseable {
    public static OpenDatabase of(Settings settings) {
        DataDirectory directory = DataDirectory.take(settings.get(KnownSettings.DATA_DIR));
        try {
            return new OpenDatabase(directory, Database.open(FeatureSettings.database(settings)));
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** The audit log, with the chain of the data directory. */
    public AuditLog audit(Clock clock) {
        return AuditLog.open(database, directory.path(), clock);
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
