package app.grapevine.cli;

import app.grapevine.backup.BackupException;
import app.grapevine.journal.JournalException;
import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.SettingsException;
import app.grapevine.service.Version;
import app.grapevine.storage.DatabaseUnavailableException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: {@code serve} by default, and the commands beside it. */
@Command(
        name = "grapevine",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.VersionLine.class,
        description = "Trackable short links for private chats. Without a command: serve.",
        footer = "Settings: config/grapevine.properties, or GRAPEVINE_… in the environment.")
public final class Commands implements Callable<Integer> {
    private final Surroundings surroundings;

    private Commands(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs a command to its end, and gives the status to exit with. */
    public static int run(Surroundings surroundings, String... args) {
        boolean plain = args.length == 0 || (args.length == 1 && args[0].equals("serve"));
        return plain ? serve(surroundings) : parse(surroundings, args);
    }

    /** The plain start, for which there is nothing to parse: loading the parser takes a tenth of a start's time. */
    private static int serve(Surroundings surroundings) {
        try {
            return new ServeCommand(surroundings).call();
        } catch (Exception e) {
            return report(surroundings, e);
        }
    }

    private static int parse(Surroundings surroundings, String... args) {
        return new CommandLine(new Commands(surroundings))
                .addSubcommand(new ServeCommand(surroundings))
                .addSubcommand(new BackupCommand(surroundings))
                .addSubcommand(new RestoreCommand(surroundings))
                .addSubcommand(new MigrateCommand(surroundings))
                .addSubcommand(new KeyCommand(surroundings))
                .addSubcommand(new AuditCommand(surroundings))
                .addSubcommand(new CheckCommand(surroundings))
                .addSubcommand(new CompactCommand(surroundings))
                .addSubcommand(new DemoCommand(surroundings))
                .addSubcommand(new EraseCommand(surroundings))
                .addSubcommand(new ExperimentCommand(surroundings))
                .addSubcommand(new ExportCommand(surroundings))
                .addSubcommand(new ImportCommand(surroundings))
                .addSubcommand(new ReattributeCommand(surroundings))
                .addSubcommand(new RehearseCommand(surroundings))
                .setExecutionExceptionHandler((failure, line, parsed) -> report(surroundings, failure))
                .execute(args);
    }

    @Override
    public Integer call() {
        return new ServeCommand(surroundings).call();
    }

    /** What the operator can put right is said in a line; all else is an error in the program, shown whole. */
    private static int report(Surroundings surroundings, Exception failure) {
        if (failure instanceof SettingsException
                || failure instanceof CommandRefusedException
                || failure instanceof BackupException) {
            surroundings.err().println("grapevine: " + failure.getMessage());
            return 2;
        }
        if (failure instanceof JournalException) {
            surroundings.err().println("grapevine: " + KnownSettings.DATA_DIR.name() + ": " + failure.getMessage());
            return 2;
        }
        if (failure instanceof DatabaseUnavailableException) {
            surroundings.err().println("grapevine: " + KnownSettings.DATABASE_URL.name() + ": " + failure.getMessage());
            return 3;
        }
        failure.printStackTrace(surroundings.err());
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** What {@code --version} prints. */
    static final class VersionLine implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"grapevine " + Version.find().orElse("(not packaged)")};
        }
    }
}
