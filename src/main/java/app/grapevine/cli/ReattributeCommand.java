package app.grapevine.cli;

import app.grapevine.audit.Action;
import app.grapevine.audit.Actor;
import app.grapevine.audit.Change;
import app.grapevine.audit.Deed;
import app.grapevine.audit.Subject;
import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.client.UnreachableException;
import app.grapevine.ops.Settings;
import app.grapevine.reattribution.Reattribution;
import app.grapevine.reattribution.Reattribution.State;
import app.grapevine.reattribution.Reattributions;
import app.grapevine.service.OpenDatabase;
import app.grapevine.service.Recorder;
import app.grapevine.web.admin.DeclinedException;
import app.grapevine.web.admin.ReattributionClient;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Judges recorded visits anew, after it has shown what that will change. Where the service runs and holds the data directory,
 * it is the service that does it, and the command watches; else the command does it itself. Either can be broken off: the same
 * command takes it up again, and the service does so by itself.
 */
@Command(
        name = "reattribute",
        mixinStandardHelpOptions = true,
        description =
                "Judge recorded visits anew under the present rules. First it is rehearsed: which rule moves how many"
                        + " verdicts, and the old and the new totals.")
final class ReattributeCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);
    private static final long POLL_MILLIS = 500;

    private final Surroundings surroundings;
    private final ReattributionTables tables;
    private Instant lastLine = Instant.EPOCH;

    @Mixin
    private final TimeRange range = new TimeRange();

    @Mixin
    private final RunningService service = new RunningService();

    @Option(names = "--dry-run", description = "Only rehearse: show what would change, and change nothing.")
    private boolean dryRun;

    /** Where it is done. */
    private interface Place {
        /** @throws RunUnderWayException if a rehearsal has to wait for a run */
        Reattribution enter(boolean rehearsal) throws InterruptedException, RunUnderWayException;

        /** The same at its end. */
        Reattribution finish(Reattribution entered) throws InterruptedException;
    }

    /** A rehearsal is refused, for a run is not finished. */
    private static final class RunUnderWayException extends Exception {
        private static final long serialVersionUID = 1;
    }

    ReattributeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.tables = new ReattributionTables(surroundings.out());
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = surroundings.settings();
        Instant begin = range.from();
        Instant end = range.to();
        if (begin != null && (!begin.isBefore(surroundings.clock().instant()) || end != null && !begin.isBefore(end))) {
            throw new CommandRefusedException("--from must be before --to, and in the past");
        }
        return service.hereOrThere(
                settings,
                open -> judge(new Here(settings, open, begin, end)),
                (address, key) -> judge(new There(new ReattributionClient(address, key), begin, end)));
    }

    private int judge(Place place) throws InterruptedException {
        try {
            tables.printRehearsal(whole(place.finish(place.enter(true))));
        } catch (RunUnderWayException e) {
            if (dryRun) {
                throw new CommandRefusedException(
                        "--dry-run: a run is not finished: without --dry-run this command takes it up");
            }
            surroundings.out().println("a run is not finished, so nothing is rehearsed");
        }
        if (!dryRun) {
            tables.printRun(whole(run(place)));
        }
        return 0;
    }

    private static Reattribution run(Place place) throws InterruptedException {
        try {
            return place.finish(place.enter(false));
        } catch (RunUnderWayException e) {
            throw new IllegalStateException("a run waits for a run", e);
        }
    }

    private static Reattribution whole(Reattribution run) {
        if (run.state() == State.OUTDATED) {
            throw new CommandRefusedException(
                    run.dryRun()
                            ? "a run began in the meantime, or rules or channels are others now: start again"
                            : "the service was given other rules in the meantime: start again");
        }
        return run;
    }

    /** In this process. */
    private final class Here implements Place {
        private final Reattributions reattributions;
        private final OpenDatabase open;
        private final @Nullable Instant begin;
        private final @Nullable Instant end;

        Here(Settings settings, OpenDatabase open, @Nullable Instant begin, @Nullable Instant end) {
            this.reattributions =
                    Recorder.on(open, settings, surroundings.clock()).reattributions();
            this.open = open;
            this.begin = begin;
            this.end = end;
        }

        @Override
        public Reattribution enter(boolean rehearsal) throws RunUnderWayException {
            try {
                return open.database().together(() -> entered(rehearsal));
            } catch (RefusedException e) {
                if (e.faults().stream().map(Fault::code).anyMatch(FaultCode.RUN_UNDER_WAY::equals)) {
                    throw new RunUnderWayException();
                }
                throw new CommandRefusedException("--from, --to: " + e.getMessage());
            }
        }

        private Reattribution entered(boolean rehearsal) {
            Reattribution run = rehearsal ? reattributions.rehearse(begin, end) : reattributions.enter(begin, end);
            open.audit(surroundings.clock())
                    .add(new Deed(
                            Actor.command("reattribute"),
                            rehearsal ? Action.REATTRIBUTION_REHEARSED : Action.REATTRIBUTION_ENTERED,
                            Subject.reattribution(run.id()),
                            Change.to("from", run.from()),
                            Change.to("to", run.to())));
            return run;
        }

        @Override
        public Reattribution finish(Reattribution entered) {
            return reattributions.run(entered.id(), ReattributeCommand.this::printProgress);
        }
    }

    /** In the service that runs. */
    private final class There implements Place {
        private final ReattributionClient client;
        private final @Nullable Instant begin;
        private final @Nullable Instant end;

        There(ReattributionClient client, @Nullable Instant begin, @Nullable Instant end) {
            this.client = client;
            this.begin = begin;
            this.end = end;
        }

        @Override
        public Reattribution enter(boolean rehearsal) throws InterruptedException, RunUnderWayException {
            try {
                return client.enter(begin, end, rehearsal);
            } catch (DeclinedException e) {
                if (e.isFor(FaultCode.RUN_UNDER_WAY)) {
                    throw new RunUnderWayException();
                }
                throw e;
            }
        }

        @Override
        public Reattribution finish(Reattribution entered) throws InterruptedException {
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
}
