package app.grapevine.cli;

import app.grapevine.base.RefusedException;
import app.grapevine.client.UnreachableException;
import app.grapevine.ops.DataDirectory;
import app.grapevine.ops.Settings;
import app.grapevine.reattribution.Reattribution;
import app.grapevine.reattribution.Reattribution.State;
import app.grapevine.reattribution.Reattributions;
import app.grapevine.service.OpenDatabase;
import app.grapevine.service.Recorder;
import app.grapevine.web.api.DeclinedException;
import app.grapevine.web.api.ReattributionClient;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Judges recorded visits anew. Where the service runs and holds the data directory, it is the service that does
 * it, and the command watches; else the command does it itself. Either can be broken off: the same command takes
 * it up again, and the service does so by itself.
 */
@Command(
        name = "reattribute",
        mixinStandardHelpOptions = true,
        description = "Judge recorded visits anew under the present rules, and show the old and the new totals.")
final class ReattributeCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);
    private static final long POLL_MILLIS = 500;

    private final Surroundings surroundings;
    private Instant lastLine = Instant.EPOCH;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "The first moment, such as 2026-05-01 (its beginning in UTC) or 2026-05-01T12:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "The moment before which the visits are.")
    private @Nullable String to;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the running service listens. Default: this machine, and the port of the settings.")
    private @Nullable String url;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "An admin's API key for the running service. Default: the setting admin.key.")
    private @Nullable String key;

    ReattributeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = surroundings.settings();
        Instant begin = Moments.parse("--from", from);
        Instant end = Moments.parse("--to", to);
        if (begin != null && (!begin.isBefore(surroundings.clock().instant()) || end != null && !begin.isBefore(end))) {
            throw new CommandRefusedException("--from must be before --to, and in the past");
        }
        Reattribution done = url == null ? hereOrThere(settings, begin, end) : there(settings, begin, end);
        printTable(done);
        return 0;
    }

    private Reattribution hereOrThere(Settings settings, @Nullable Instant begin, @Nullable Instant end)
            throws InterruptedException {
        OpenDatabase taken;
        try {
            taken = OpenDatabase.of(settings);
        } catch (DataDirectory.InUseException e) {
            return there(settings, begin, end);
        }
        try (OpenDatabase open = taken) {
            return here(settings, open, begin, end);
        }
    }

    private Reattribution here(Settings settings, OpenDatabase open, @Nullable Instant begin, @Nullable Instant end) {
        open.database().migrate();
        Reattributions reattributions =
                Recorder.on(open, settings, surroundings.clock()).reattributions();
        Reattribution entered;
        try {
            entered = reattributions.enter(begin, end);
        } catch (RefusedException e) {
            throw new CommandRefusedException("--from, --to: " + e.getMessage());
        }
        return reattributions.run(entered.id(), this::printProgress);
    }

    private Reattribution there(Settings settings, @Nullable Instant begin, @Nullable Instant end)
            throws InterruptedException {
        try {
            ReattributionClient service =
                    new ReattributionClient(ServiceAddress.of(url, settings), ServiceAddress.key(key, settings));
            Reattribution run = watch(service, service.enter(begin, end));
            if (run.state() == State.OUTDATED) {
                throw new CommandRefusedException("the service was given other rules in the meantime: start again");
            }
            return run;
        } catch (DeclinedException | UnreachableException e) {
            throw new CommandRefusedException(String.valueOf(e.getMessage()));
        }
    }

    private Reattribution watch(ReattributionClient service, Reattribution entered) throws InterruptedException {
        Reattribution run = entered;
        try {
            while (run.state() == State.RUNNING) {
                printProgress(run);
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                run = service.get(run.id());
            }
            return run;
        } catch (UnreachableException e) {
            throw new CommandRefusedException(e.getMessage()
                    + "; the service goes on with the run by itself when it is back: to watch it, give the same command"
                    + " again, or ask for /api/v1/reattributions/" + entered.id());
        }
    }

    private void printProgress(Reattribution run) {
        Instant now = surroundings.clock().instant();
        if (Duration.between(lastLine, now).compareTo(BETWEEN_LINES) >= 0) {
            lastLine = now;
            surroundings
                    .out()
                    .printf(
                            "%3d %%: %d visits examined, %d changed, %d left; at %s%n",
                            run.percent(), run.examined(), run.changed(), run.forgotten(), run.reached());
            surroundings.out().flush();
        }
    }

    private void printTable(Reattribution run) {
        surroundings.out().printf("%-8s %-24s %12s %12s%n", "kind", "channel", "before", "after");
        for (Reattribution.Total total : run.totals()) {
            surroundings
                    .out()
                    .printf(
                            "%-8s %-24s %12d %12d%n",
                            total.kind(),
                            total.channel() == null ? "-" : total.channel(),
                            total.before(),
                            total.after());
        }
        surroundings
                .out()
                .printf(
                        "done: %d visits examined by rules version %d, %d changed, %d left as forgotten%n",
                        run.examined(), run.rulesVersion(), run.changed(), run.forgotten());
    }
}
