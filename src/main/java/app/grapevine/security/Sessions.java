package app.grapevine.security;

import app.grapevine.storage.Database;
import com.github.f4b6a3.tsid.TsidCreator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in. Safe for use by many threads. Every method may throw DatabaseUnavailableException.
 *
 * <p>A session belongs to an account or to an API key, and may do what that may do now. Its token has 256 random
 * bits, and its SHA-256 alone is kept. It ends by {@link #end}, {@link #IDLE} after it was last used,
 * {@link #ABSOLUTE} after its beginning, and with what it belongs to: a key that is revoked, an account that is
 * disabled or deleted, or has a new password. Of an account the latter is said by its epoch, which is compared
 * at every use; so no session can slip in between a password's check and its change.
 *
 * <p>What is found is remembered for {@link ApiKeys#MEMORY}: this node knows at once of what it ended itself,
 * and after that time of what other nodes ended. That a session was used is written down once in
 * {@link #NOTED}, so a session may end by so much sooner than {@link #IDLE} after its last use.
 */
public final class Sessions {
    public static final Duration IDLE = Duration.ofHours(12);
    public static final Duration ABSOLUTE = Duration.ofDays(14);
    static final Duration NOTED = Duration.ofMinutes(5);
    /** So many of one account or key at once; the oldest give way. */
    static final int MOST = 100;

    private static final int TOKEN_LENGTH = 100;

    private final Database database;
    private final Accounts accounts;
    private final ApiKeys keys;
    private final Clock clock;
    private final Remembered<SessionDao.Row> byHash = new Remembered<>();

    public Sessions(Database database, Accounts accounts, ApiKeys keys, Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.keys = keys;
        this.clock = clock;
    }

    /** A session at the only moment when its token is known. */
    public record Begun(Session session, String token) {}

    /** @param account as it was when its password was verified */
    public Begun begin(Account account) {
        return begin(account.caller(), account.id(), null, account.epoch());
    }

    public Begun begin(ApiKey key) {
        return begin(key.caller(), null, key.id(), 0);
    }

    private Begun begin(Caller caller, @Nullable String account, @Nullable String apiKey, int epoch) {
        String id = TsidCreator.getTsid().toString().toLowerCase(Locale.ROOT);
        String token = Secrets.next();
        long now = clock.millis();
        SessionDao.Row row = new SessionDao.Row(id, account, apiKey, epoch, now, now);
        database.writeOnly(handle -> {
            SessionDao.insert(handle, row, Secrets.hash(token));
            SessionDao.keepNewest(handle, row, MOST);
        });
        return new Begun(new Session(id, caller, Instant.ofEpochMilli(endsAt(row))), token);
    }

    /** The session whose token this is, which is used now; empty where there is none, or no longer. */
    public Optional<Session> use(String token) {
        return find(token, true, false);
    }

    /** As {@link #use}, and it does not count as use. */
    public Optional<Session> find(String token) {
        return find(token, false, false);
    }

    /** As {@link #find}, and what another node did counts within {@link Remembered#LATELY}. */
    public Optional<Session> findNow(String token) {
        return find(token, false, true);
    }

    private Optional<Session> find(String token, boolean used, boolean fresh) {
        if (token.isEmpty() || token.length() > TOKEN_LENGTH) {
            return Optional.empty();
        }
        byte[] hash = Secrets.hash(token);
        String remembered = HexFormat.of().formatHex(hash);
        return byHash.get(remembered, fresh, unknown -> database.read(handle -> SessionDao.findByHash(handle, hash)))
                .filter(row -> clock.millis() < endsAt(row))
                .flatMap(row -> {
                    Optional<Caller> caller = caller(row, fresh);
                    if (caller.isEmpty()) {
                        // What it belongs to may come back when its row is gone.
                        byHash.forget(remembered);
                    }
                    return caller.map(found -> {
                        SessionDao.Row now = used ? noted(remembered, row) : row;
                        return new Session(row.id(), found, Instant.ofEpochMilli(endsAt(now)));
                    });
                });
    }

    private Optional<Caller> caller(SessionDao.Row row, boolean fresh) {
        if (row.account() != null) {
            return accounts.find(row.account(), fresh)
                    .filter(account -> !account.disabled() && account.epoch() == row.epoch())
                    .map(Account::caller);
        }
        return row.apiKey() == null
                ? Optional.empty()
                : keys.findById(row.apiKey(), fresh)
                        .filter(key -> !isOfFormerSecret(row, key))
                        .map(ApiKey::caller);
    }

    /** Whether it may have been begun with a secret that works no more. */
    private boolean isOfFormerSecret(SessionDao.Row row, ApiKey key) {
        Instant over = key.formerUntil();
        return over != null && key.isFormerOver(clock.instant()) && row.createdAt() < over.toEpochMilli();
    }

    /** Notes that a session is used, unless that was done not long ago. Does not bring back one that has ended. */
    private SessionDao.Row noted(String remembered, SessionDao.Row row) {
        long now = clock.millis();
        if (now - row.seenAt() < NOTED.toMillis()) {
            return row;
        }
        SessionDao.Row seen = row.seen(now);
        database.writeOnly(handle -> SessionDao.seen(handle, row.id(), now));
        byHash.change(remembered, present -> seen);
        return seen;
    }

    private static long endsAt(SessionDao.Row row) {
        return Math.min(row.seenAt() + IDLE.toMillis(), row.createdAt() + ABSOLUTE.toMillis());
    }

    /** Ends a session for good; does nothing where there is none. @return whose it was */
    public Optional<Caller> end(String token) {
        if (token.isEmpty() || token.length() > TOKEN_LENGTH) {
            return Optional.empty();
        }
        byte[] hash = Secrets.hash(token);
        // Not as others find one: a token that nobody has must not take a place among those that are remembered.
        Optional<SessionDao.Row> ended = database.write(handle -> {
            Optional<SessionDao.Row> row = SessionDao.findByHash(handle, hash);
            SessionDao.delete(handle, hash);
            return row;
        });
        database.afterCommit(() -> byHash.forget(HexFormat.of().formatHex(hash)));
        return ended.flatMap(row -> caller(row, false));
    }

    /** Forgets sessions that have ended by their time; to be called now and then. @return how many */
    public int forget() {
        long now = clock.millis();
        return database.write(
                handle -> SessionDao.deleteEnded(handle, now - IDLE.toMillis(), now - ABSOLUTE.toMillis()));
    }
}
