package app.grapevine.cli;

import app.grapevine.audit.Action;
import app.grapevine.audit.Actor;
import app.grapevine.audit.Deed;
import app.grapevine.audit.Subject;
import app.grapevine.moving.MoveSettings;
import app.grapevine.moving.MoveSums;
import app.grapevine.moving.Moves;
import app.grapevine.moving.OwnExport;
import app.grapevine.moving.Source;
import app.grapevine.moving.SourceException;
import app.grapevine.moving.SourceSettings;
import app.grapevine.moving.Sources;
import app.grapevine.ops.DataDirectory;
import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.Settings;
import app.grapevine.service.ImportSite;
import app.grapevine.service.OpenDatabase;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Brings links, and visits, from another program. On the embedded H2 the service must not be running meanwhile; on PostgreSQL it may,
 * and the command is given a data directory of its own, as a further node has.
 */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Bring the links of another program, with their codes, and its visits where it tells single ones.",
            "What was brought before is left as it is, and what is new is brought: a run that was broken off goes on by the"
                    + " same command. The key of an API is read from GRAPEVINE_IMPORT_KEY in the environment alone."
        })
final class ImportCommand implements Callable<Integer> {
    /** What {@link ExportCommand} wrote. */
    private static final String OWN = "grapevine";

    private final Surroundings surroundings;

    @Parameters(
            index = "0",
            paramLabel = "SOURCE",
            description = "Of which program it is: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Kinds.class)
    private String kind = "";

    @Parameters(
            index = "1",
            paramLabel = "WHERE",
            description = "Its address, such as https://example.com, or a file that it wrote.")
    private String where = "";

    @Option(
            names = "--domain",
            paramLabel = "[HOST=]DOMAIN",
            description =
                    "The domain here for links of a host there; without HOST= for all others. Default: the same where"
                            + " it is one of ours, else that of public.url.")
    private List<String> domains = List.of();

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            description = "Put before codes that are taken or reserved here; they are refused without.")
    private @Nullable String prefix;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Of times that name none, such as Europe/Rome or UTC.")
    private @Nullable String zone;

    @Option(
            names = "--column",
            paramLabel = "FIELD=NAME",
            description = "Which column of a table has a field, such as destination or code.")
    private Map<String, String> columns = Map.of();

    @Option(names = "--group", paramLabel = "ID", description = "Of Bitly: the group whose links are meant.")
    private @Nullable String group;

    @Option(names = "--sums", description = "Bring how many visits each link had, and no single visits.")
    private boolean sums;

    @Option(names = "--dry-run", description = "Say what would be made, changed and refused, and make nothing.")
    private boolean dry;

    ImportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** For the help. */
    static final class Kinds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(Sources.kinds().stream(), Stream.of(OWN)).iterator();
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = surroundings.settings();
        if (kind.equals(OWN)) {
            return bringOwn(settings);
        }
        SourceSettings wanted = new SourceSettings(
                kind, where, surroundings.environment().get(Settings.IMPORT_KEY), group, zone(), columns);
        try (Source source = Sources.open(wanted, surroundings.clock());
                OpenDatabase open = open(settings)) {
            open.database().migrate();
            boolean visits = source.hasVisits() && !sums && !dry;
            try (ImportSite site = ImportSite.on(open, settings, visits, surroundings.clock())) {
                MoveSettings how = new MoveSettings(MoveSettings.domains(domains, site.domains()), prefix, !sums);
                return move(site.moves(), source, how);
            }
        } catch (SourceException e) {
            throw new CommandRefusedException(String.valueOf(e.getMessage()));
        }
    }

    private int bringOwn(Settings settings) {
        if (dry || sums || prefix != null || !domains.isEmpty()) {
            throw new CommandRefusedException(
                    "an export of Grapevine's own is brought as it is, into an empty database:"
                            + " leave out --dry-run, --sums, --prefix and --domain");
        }
        try (OpenDatabase open = open(settings)) {
            open.database().migrate();
            new OwnExport(open.database()).bring(Path.of(where), new OwnProgress(surroundings)::told);
            open.audit(surroundings.clock()).add(new Deed(Actor.command("import"), Action.LINKS_CREATED, Subject.NONE));
            return 0;
        } catch (SourceException e) {
            throw new CommandRefusedException(String.valueOf(e.getMessage()));
        }
    }

    /** A line a file. */
    private static final class OwnProgress {
        private final PrintStream out;
        private String last = "";

        OwnProgress(Surroundings surroundings) {
            this.out = surroundings.out();
        }

        void told(String file, long lines) {
            if (!file.equals(last)) {
                last = file;
                out.println(file);
            }
            if (lines % 100_000 == 0) {
                out.printf("%,12d%n", lines);
            }
        }
    }

    private int move(Moves moves, Source source, MoveSettings how) throws InterruptedException {
        ImportReport report = new ImportReport(surroundings, dry);
        MoveSums done = dry ? moves.rehearse(source, how, report) : moves.run(source, how, report);
        report.end(done);
        return done.refused() == 0 ? 0 : 1;
    }

    private @Nullable ZoneId zone() {
        try {
            return zone == null ? null : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new CommandRefusedException(
                    "--zone: there is no zone " + zone + "; give one such as Europe/Rome or UTC");
        }
    }

    private static OpenDatabase open(Settings settings) {
        try {
            return OpenDatabase.of(settings);
        } catch (DataDirectory.InUseException e) {
            throw new CommandRefusedException(
                    settings.get(KnownSettings.DATABASE_URL).isEmpty()
                            ? "data.dir is in use, most likely by the service: stop it first"
                            : "data.dir is in use, most likely by the service, which may go on: give this command a directory of"
                                    + " its own, such as " + KnownSettings.DATA_DIR.environmentKey() + "=.import");
        }
    }
}
