package app.grapevine.web.audit;

import app.grapevine.audit.Action;
import app.grapevine.audit.Actor;
import app.grapevine.audit.AuditLog;
import app.grapevine.audit.Change;
import app.grapevine.audit.Deed;
import app.grapevine.audit.Subject;
import app.grapevine.security.Caller;
import app.grapevine.storage.Database;
import app.grapevine.web.access.Guard;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * What requests leave in the audit log. Safe for use by many threads. Every method may throw DatabaseUnavailableException.
 *
 * <p>What is done and its entry are one transaction, {@link #together}; so neither is there without the other.
 */
public final class Trail {
    private final Database database;
    private final AuditLog log;
    private final Clock clock;
    private final Allowance refusals = new Allowance();

    public Trail(Database database, AuditLog log, Clock clock) {
        this.database = database;
        this.log = log;
        this.clock = clock;
    }

    /** Does what leaves an entry, and the entry, which {@code work} adds last, in one transaction. */
    public <T> T together(Supplier<T> work) {
        return database.together(work);
    }

    /** {@link #together} for work without a result. */
    public void togetherOnly(Runnable work) {
        together(() -> {
            work.run();
            return true;
        });
    }

    /** Adds an entry of what is done by who asks. */
    public void add(Context ctx, Action action, Subject subject, Change... changes) {
        add(Guard.admission(ctx).caller(), action, subject, changes);
    }

    /** As {@link #add(Context, Action, Subject, Change...)}, and no entry where nothing was changed. */
    public void addIfAny(Context ctx, Action action, Subject subject, List<Change> changes) {
        if (!changes.isEmpty()) {
            add(ctx, action, subject, changes.toArray(Change[]::new));
        }
    }

    /** Adds an entry of what is done by who is known otherwise than by {@link Guard}. */
    public void add(Caller caller, Action action, Subject subject, Change... changes) {
        Actor.Kind kind = caller.knownBy() == Caller.KnownBy.KEY ? Actor.Kind.KEY : Actor.Kind.ACCOUNT;
        log.add(new Deed(new Actor(kind, caller.id(), caller.name()), action, subject, changes));
    }

    /** Adds an entry of what the reader of a notice or of a shared report does. */
    public void addOfReader(Action action, Subject subject) {
        log.add(new Deed(Actor.READER, action, subject));
    }

    /**
     * Adds an entry of an attempt to sign in that failed, of the first {@value Allowance#A_MINUTE} in a minute; the next one
     * says how many were left out.
     *
     * @param subject the account that was tried, if there is such a one
     */
    public void addRefusal(Subject subject) {
        int leftOut = refusals.take(clock.millis());
        if (leftOut != Allowance.NONE) {
            Change[] more = leftOut == 0 ? new Change[0] : new Change[] {Change.to("leftOut", leftOut)};
            log.add(new Deed(Actor.NOBODY, Action.SESSION_REFUSED, subject, more));
        }
    }
}
