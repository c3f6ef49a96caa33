package app.grapevine.cli;

import app.grapevine.service.OpenDatabase;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Brings the schema to this version, for operators who want that apart from the start. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = "Bring the database to the schema of this version. serve does the same as it starts.")
final class MigrateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    MigrateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (OpenDatabase open = OpenDatabase.of(surroundings.settings())) {
            open.database().migrate();
        }
        surroundings.out().println("the schema is up to date");
        return 0;
    }
}
