package app.grapevine.cli;

import app.grapevine.audit.Action;
import app.grapevine.audit.Actor;
import app.grapevine.audit.AuditLog;
import app.grapevine.audit.Deed;
import app.grapevine.audit.Subject;
import app.grapevine.moving.Export;
import app.grapevine.moving.SourceException;
import app.grapevine.ops.DataDirectory;
import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.Settings;
import app.grapevine.service.FeatureSettings;
import app.grapevine.service.OpenDatabase;
import app.grapevine.storage.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes along what there is of links and visits. On the embedded H2 the service must not be running; on PostgreSQL it may. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Write links, campaigns, counts and single visits into a directory, as JSON, a file for each table.",
            "grapevine import grapevine DIR brings it into an empty database, on H2 or PostgreSQL, where all is equal again."
        })
final class ExportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "DIR", description = "A directory that is not there yet, or is empty.")
    private Path directory = Path.of("");

    ExportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = surroundings.settings();
        try (OpenDatabase open = OpenDatabase.of(settings)) {
            open.database().migrate();
            write(open.database(), open.audit(surroundings.clock()));
        } catch (DataDirectory.InUseException e) {
            if (settings.get(KnownSettings.DATABASE_URL).isEmpty()) {
                throw new CommandRefusedException("data.dir is in use, most likely by the service: stop it first");
            }
            try (Database database = Database.open(FeatureSettings.database(settings))) {
                // The data directory, and with it its chain, is held by the service.
                write(database, AuditLog.apart(database, surroundings.clock()));
            }
        }
        return 0;
    }

    private void write(Database database, AuditLog audit) {
        try {
            Map<String, Long> lines = new Export(database, surroundings.clock()).write(directory);
            lines.forEach((file, count) -> surroundings.out().printf("%,12d  %s%n", count, file));
            for (Action action : List.of(Action.LINKS_EXPORTED, Action.CLICKS_EXPORTED)) {
                audit.add(new Deed(Actor.command("export"), action, Subject.NONE));
            }
        } catch (SourceException e) {
            throw new CommandRefusedException(String.valueOf(e.getMessage()));
        }
    }
}
