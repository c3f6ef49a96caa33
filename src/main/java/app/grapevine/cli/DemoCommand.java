package app.grapevine.cli;

import app.grapevine.audit.Action;
import app.grapevine.audit.Actor;
import app.grapevine.audit.AuditLog;
import app.grapevine.audit.Deed;
import app.grapevine.audit.Subject;
import app.grapevine.demo.DemoMark;
import app.grapevine.demo.DemoSettings;
import app.grapevine.demo.Demonstration;
import app.grapevine.demo.DemonstrationException;
import app.grapevine.demo.Removal;
import app.grapevine.ops.DataDirectory;
import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.Settings;
import app.grapevine.rollups.Rollups;
import app.grapevine.service.App;
import app.grapevine.service.DemoSite;
import app.grapevine.service.FeatureSettings;
import app.grapevine.service.OpenDatabase;
import app.grapevine.service.Ports;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the program with data in it. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Fill an empty data directory with an invented campaign, through the code that records real visits, and"
                    + " serve. A directory that holds the demonstration already is served as it is.",
            "Its campaigns are called demo-…, its links have the tag demo. --remove takes them away with all that was"
                    + " recorded of them, and leaves everything else."
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final Surroundings surroundings;
    private Instant lastLine = Instant.EPOCH;

    @Option(
            names = "--clicks",
            paramLabel = "COUNT",
            defaultValue = "32000",
            description = "About how many clicks; previews, bots and the like come on top. Default: 32000.")
    private int clicks;

    @Option(
            names = "--days",
            paramLabel = "COUNT",
            defaultValue = "30",
            description = "Over how many days, up to today. Default: 30.")
    private int days;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Another number makes up other visits. Default: 1.")
    private long seed;

    @Option(
            names = "--remove",
            description = "Take the demonstration away. With the embedded H2 the service must not be running.")
    private boolean remove;

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            if (remove) {
                remove(surroundings.settings());
            } else {
                Settings settings = ServeCommand.begin(surroundings);
                prepare(settings);
                ServeCommand.untilStopped(App.startAndPractise(settings, surroundings.clock(), surroundings.out()));
            }
            return 0;
        } catch (DemonstrationException e) {
            throw new CommandRefusedException(String.valueOf(e.getMessage()));
        }
    }

    /** Sees to it that the demonstration is there. */
    private void prepare(Settings settings) throws InterruptedException {
        if (clicks < 1 || clicks > DemoSettings.MOST_CLICKS) {
            throw new CommandRefusedException("--clicks: must be from 1 to " + DemoSettings.MOST_CLICKS);
        }
        if (days < 1 || days > DemoSettings.MOST_DAYS) {
            throw new CommandRefusedException("--days: must be from 1 to " + DemoSettings.MOST_DAYS);
        }
        tryPort(settings);
        try (OpenDatabase open = OpenDatabase.of(settings)) {
            open.database().migrate();
            DemoMark mark = new DemoMark(open.database());
            switch (mark.state()) {
                case WHOLE -> surroundings.out().println("the demonstration is there already, and is served as it is");
                case BEGUN ->
                    throw new CommandRefusedException("the demonstration was not filled in to its end:"
                            + " run demo --remove, and then demo again");
                case NONE -> fill(settings, open, mark);
            }
        }
    }

    /** Filling takes a while: what would keep the service from starting is found before. */
    private static void tryPort(Settings settings) {
        try {
            Ports.bind(settings).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill(Settings settings, OpenDatabase open, DemoMark mark) throws InterruptedException {
        if (mark.isInUse()) {
            throw new CommandRefusedException(
                    "there are links or campaigns already, and the demonstration does not mix with"
                            + " them: give it a directory of its own, such as "
                            + KnownSettings.DATA_DIR.environmentKey()
                            + "=.demo, or on PostgreSQL a database of its own");
        }
        DemoSettings wanted = new DemoSettings(
                clicks, days, seed, settings.get(KnownSettings.CURRENCY).getCurrencyCode());
        Instant begin = surroundings.clock().instant();
        try (DemoSite site = DemoSite.on(open, settings, surroundings.clock())) {
            new Demonstration(mark, site.parts(), wanted, surroundings.clock())
                    .fill(visits -> progress("filling: %,d visits of about %,d%n", visits, wanted.visits()));
        }
        leave(open.audit(surroundings.clock()), Action.DEMO_FILLED);
        Duration took = Duration.between(begin, surroundings.clock().instant());
        surroundings
                .out()
                .println("the demonstration is filled in, in " + took.toSeconds() + " s; demo --remove takes it away");
    }

    private void remove(Settings settings) throws InterruptedException {
        try (OpenDatabase open = OpenDatabase.of(settings)) {
            open.database().migrate();
            // What waits in the journal of a service that was killed would come after the removal.
            try (DemoSite site = DemoSite.on(open, settings, surroundings.clock())) {
                site.drain();
                remove(open.database(), site.feed(), site.rollups());
                leave(open.audit(surroundings.clock()), Action.DEMO_REMOVED);
            }
        } catch (DataDirectory.InUseException e) {
            if (settings.get(KnownSettings.DATABASE_URL).isEmpty()) {
                throw new CommandRefusedException("data.dir is in use, most likely by the service: stop it first");
            }
            removeBeside(settings);
        }
    }

    /** The service runs, on a database that takes more than one program. */
    private void removeBeside(Settings settings) throws InterruptedException {
        try (Database database = Database.open(FeatureSettings.database(settings));
                ChangeFeed feed = new ChangeFeed(database)) {
            remove(database, feed, new Rollups(database));
            // The data directory, and with it its chain, is held by the service.
            leave(AuditLog.apart(database, surroundings.clock()), Action.DEMO_REMOVED);
        }
    }

    private void remove(Database database, ChangeFeed feed, Rollups rollups) throws InterruptedException {
        long removed = new Removal(database, feed, rollups, surroundings.clock())
                .run(visits -> progress("removing: %,d visits so far%n", visits));
        surroundings.out().printf("the demonstration is removed, with %,d recorded visits%n", removed);
    }

    private static void leave(AuditLog audit, Action action) {
        audit.add(new Deed(Actor.command("demo"), action, Subject.NONE));
    }

    private void progress(String line, Object... values) {
        Instant now = surroundings.clock().instant();
        if (Duration.between(lastLine, now).compareTo(BETWEEN_LINES) >= 0) {
            lastLine = now;
            PrintStream out = surroundings.out();
            out.printf(line, values);
            out.flush();
        }
    }
}
