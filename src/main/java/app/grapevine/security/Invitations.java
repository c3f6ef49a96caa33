package app.grapevine.security;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.storage.Database;
import com.github.f4b6a3.tsid.TsidCreator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The door of invitations: by the token of one, which is told once, somebody makes an account with the rights that an admin chose, and a name and a password
 * that the admin never sees. Safe for use by many threads. Every method may throw DatabaseUnavailableException.
 *
 * <p>An invitation ends by its use, by its time, when it is taken back, and with the rights of whoever invites: an admin who is one no more
 * has left nothing open behind.
 */
public final class Invitations {
    /** How long one holds, at most and where nothing is said. */
    public static final Duration LONGEST = Duration.ofDays(30);

    public static final Duration USUAL = Duration.ofDays(7);

    /** So long after its end one is still listed, so that it is seen that nobody came. */
    private static final Duration SHOWN = Duration.ofDays(30);

    private static final KeySecret.Shape SHAPE = new KeySecret.Shape("gvi_");

    private final Database database;
    private final Accounts accounts;
    private final Callers callers;
    private final Clock clock;

    public Invitations(Database database, Accounts accounts, Callers callers, Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.callers = callers;
        this.clock = clock;
    }

    /** An invitation at the only moment when its token is known. */
    public record Made(Invitation invitation, String token) {}

    /**
     * @param maker an admin
     * @param given whom it is for, or null
     * @param lasts at most {@link #LONGEST}
     * @throws RefusedException INVALID for a name that is too long or has control characters, and for an admin that is limited to a campaign
     */
    public Made create(Caller maker, @Nullable String given, Set<Scope> scopes, Reach reach, Duration lasts) {
        Faults faults = new Faults();
        String name = faults.line("name", given, Accounts.NAME_LENGTH);
        if (!reach.isAll() && scopes.contains(Scope.ADMIN)) {
            faults.add("campaign", FaultCode.NOT_FOR_ADMINS);
        }
        faults.refuseIfAny();
        Instant now = Instant.ofEpochMilli(clock.millis());
        String token = SHAPE.next();
        Invitation invitation = new Invitation(
                TsidCreator.getTsid().toString().toLowerCase(Locale.ROOT),
                name,
                scopes,
                reach,
                new Invitation.Maker(maker.knownBy(), maker.id(), maker.name()),
                now,
                now.plus(lasts));
        database.writeOnly(handle -> {
            InvitationDao.deleteEnded(handle, now.minus(SHOWN));
            InvitationDao.insert(handle, invitation, Secrets.hash(token));
        });
        return new Made(invitation, token);
    }

    /** In the order of their making. @param after the id before the first to list, or null */
    public List<Invitation> list(int limit, @Nullable String after) {
        return database.read(handle -> InvitationDao.list(handle, limit, after));
    }

    /** Whether one can be taken up now. */
    public boolean isOpen(Invitation invitation) {
        return !invitation.isOver(clock.instant())
                && callers.find(invitation.maker().knownBy(), invitation.maker().id())
                        .filter(maker -> maker.allows(Scope.ADMIN))
                        .isPresent();
    }

    /** The invitation whose token this is, if it can be taken up now. */
    public Optional<Invitation> find(String token) {
        return SHAPE.isOne(token)
                ? database.read(handle -> InvitationDao.findByHash(handle, Secrets.hash(token)))
                        .filter(this::isOpen)
                : Optional.empty();
    }

    /**
     * Takes an invitation up: it is gone, and there is an account. To be called in one transaction with what else is done.
     *
     * @throws RefusedException NOT_FOUND where somebody else took it up meanwhile; INVALID or TAKEN as {@link Accounts#create} says
     */
    public Account accept(Invitation invitation, String name, String password) {
        Account account =
                accounts.create(new AccountDraft(name, invitation.scopes(), invitation.reach(), false), password);
        take(invitation.id());
        return account;
    }

    /** Takes an invitation back. @throws RefusedException NOT_FOUND */
    public void delete(String id) {
        take(id);
    }

    private void take(String id) {
        if (!database.write(handle -> InvitationDao.delete(handle, id))) {
            throw RefusedException.notFound("There is no such invitation any more.");
        }
    }
}
