package app.grapevine.cli;

import app.grapevine.audit.Action;
import app.grapevine.audit.Actor;
import app.grapevine.audit.Change;
import app.grapevine.audit.Deed;
import app.grapevine.audit.Subject;
import app.grapevine.base.RefusedException;
import app.grapevine.client.UnreachableException;
import app.grapevine.ops.Settings;
import app.grapevine.reattribution.Reattribution;
import app.grapevine.reattribution.Reattribution.State;
import app.grapevine.reattribution.Reattributions;
import app.grapevine.service.OpenDatabase;
import app.grapevine.service.Recorder;
import app.grapevine.web.api.ReattributionClient;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private final TimeRange range = new TimeRange();

    @Mixin
    private final RunningService service = new RunningService();

    ReattributeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = surroundings.settings();
        Instant begin = range.from();
        Instant end = range.to();
        if (begin != null && (!begin.isBefore(surroundings.clock().instant()) || end != null && !begin.isBefore(end))) {
            throw new CommandRefusedException("--from must be before --to, and in the past");
        }
        printTable(service.hereOrThere(
                settings,
                open -> here(settings, open, begin, end),
                (address, key) -> there(new ReattributionClient(address, key), begin, end)));
        return 0;
    }

    private Reattribution here(Settings settings, OpenDatabase open, @Nullable Instant begin, @Nullable Instant end) {
        Reattributions reattributions =
                Recorder.on(open, settings, surroundings.clock()).reattributions();
        Reattribution entered;
        try {
            entered = open.database().together(() -> {
                Reattribution run = reattributions.enter(begin, end);
                open.audit(surroundings.clock())
                        .add(new Deed(
                                Actor.command("reattribute"),
                                Action.REATTRIBUTION_ENTERED,
                                Subject.reattribution(run.id()),
                                Change.to("from", run.from()),
                                Change.to("to", run.to())));
                return run;
            });
        } catch (RefusedException e) {
            throw new CommandRefusedException("--from, --to: " + e.getMessage());
        }
        return reattributions.run(entered.id(), this::printProgress);
    }

    private Reattribution there(ReattributionClient client, @Nullable Instant begin, @Nullable Instant end)
            throws InterruptedException {
        Reattribution run = watch(client, client.enter(begin, end));
        if (run.state() == State.OUTDATED) {
            throw new CommandRefusedException("the service was given other rules in the meantime: start again");
        }
        return run;
    }

    private Reattribution watch(ReattributionClient client, Reattribution entered) throws InterruptedException {
        Reattribution run = entered;
        try {
            while (run.state() == State.RUNNING) {
                printProgress(run);
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                run = client.get(run.id());
            }
            return run;
        } catch (UnreachableException e) {
            throw RunningService.goneAway(e, "reattributions/" + entered.id());
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
