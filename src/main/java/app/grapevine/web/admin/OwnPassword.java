package app.grapevine.web.admin;

import app.grapevine.audit.Subject;
import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.security.Account;
import app.grapevine.security.Accounts;
import app.grapevine.security.Caller;
import app.grapevine.web.access.Attempts;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Fields;
import io.javalin.http.Context;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The present password of who is signed in, which is asked for before it is changed: who finds a session open cannot make the
 * account theirs. Safe for use by many threads.
 */
public final class OwnPassword {
    private final Accounts accounts;
    private final Attempts attempts;
    private final Trail trail;

    public OwnPassword(Accounts accounts, Attempts attempts, Trail trail) {
        this.accounts = accounts;
        this.attempts = attempts;
        this.trail = trail;
    }

    /** Says that a password is longer than any is, before it is hashed. */
    static void requireLength(Fields fields, String field, @Nullable String password) {
        // Twice, as a character may take two.
        if (password != null && password.length() > 2 * Accounts.PASSWORD_LENGTH) {
            fields.fault(field, FaultCode.TOO_LONG, Map.of("most", Accounts.PASSWORD_LENGTH));
        }
    }

    /**
     * The caller's account, as it was when {@code given} was found to be its password.
     *
     * @param caller who is signed in to an account
     * @param field that the password came in
     * @throws RefusedException INVALID where it is not
     */
    Account verified(Context ctx, Caller caller, String field, String given) {
        // Without the name: what others try with it must not keep who is signed in from changing the password.
        return attempts.tried(ctx, null, () -> accounts.verify(caller.name(), given))
                .filter(found -> found.id().equals(caller.id()))
                .orElseThrow(() -> wrong(caller, field));
    }

    private RefusedException wrong(Caller caller, String field) {
        trail.addRefusal(Subject.account(caller.id()));
        return RefusedException.invalid(field, FaultCode.WRONG_PASSWORD);
    }
}
