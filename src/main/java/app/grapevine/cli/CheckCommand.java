package app.grapevine.cli;

import app.grapevine.rollups.Difference;
import app.grapevine.rollups.Rollups;
import app.grapevine.service.OpenDatabase;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Counts every recorded visit anew and compares that with the rollups that reports are made of. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Compare the rollups with a recount of the recorded visits. Status 1 where they differ.")
final class CheckCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    private final Surroundings surroundings;

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<Difference> differences;
        try (OpenDatabase open = OpenDatabase.of(surroundings.settings())) {
            open.database().migrate();
            differences = new Rollups(open.database()).verify(0, Integer.MAX_VALUE);
        }
        differences.stream().limit(SHOWN).forEach(surroundings.out()::println);
        surroundings.out().println(differences.size() + " differences between rollups and recorded visits");
        return differences.isEmpty() ? 0 : 1;
    }
}
