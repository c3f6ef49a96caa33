package app.grapevine.security;

import app.grapevine.base.Characters;
import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import app.grapevine.storage.Database;
import com.github.f4b6a3.tsid.TsidCreator;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * The people who may sign in. Safe for use by many threads. Every method may throw DatabaseUnavailableException,
 * and those that take a password RefusedException BUSY. A new password has {@link #LEAST_PASSWORD_LENGTH} characters at least
 * and is none that is tried first, see {@link CommonPasswords}; those that were set before go on working.
 *
 * <p>Two names are the same if they differ in case alone, or in how Unicode composes them. A name that does not
 * exist is refused in the same words and after the same work as a wrong password. What this node changes counts
 * at once; what another node changes, after {@link ApiKeys#MEMORY} at the latest.
 */
public final class Accounts {
    /** In characters as people see them. */
    public static final int NAME_LENGTH = 100;

    public static final int LEAST_PASSWORD_LENGTH = 10;
    public static final int PASSWORD_LENGTH = 200;

    /**
     * How long may be, in UTF-8, what names are compared by: an index of PostgreSQL holds 2,704 bytes. Only names that are heaps of
     * accents come near it, or such whose characters stand for whole words.
     */
    private static final int FOLDED_BYTES = 2600;

    /** SQLSTATE of what a unique index refuses, on H2 and on PostgreSQL. */
    private static final String UNIQUE_VIOLATION = "23505";

    private final Database database;
    private final Clock clock;
    private final Remembered<Account> byId = new Remembered<>();

    public Accounts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @throws RefusedException INVALID or TAKEN */
    public Account create(AccountDraft draft, String password) {
        check(draft);
        requireFit(password, draft.name());
        String hash = Passwords.hash(password);
        Account account = new Account(
                TsidCreator.getTsid().toString().toLowerCase(Locale.ROOT),
                Characters.clean(draft.name()),
                draft.scopes(),
                draft.reach(),
                draft.disabled(),
                0,
                Instant.ofEpochMilli(clock.millis()));
        if (!database.write(handle -> AccountDao.insert(handle, account, folded(account.name()), hash))) {
            throw taken();
        }
        return account;
    }

    /** Accounts in the order of their making. @param after the id before the first to list, or null */
    public List<Account> list(int limit, @Nullable String after) {
        return database.read(handle -> AccountDao.list(handle, limit, after));
    }

    /** Disabled or not. */
    public Optional<Account> find(String id) {
        return find(id, false);
    }

    /** As {@link #find(String)}. @param fresh whether what another node did counts within {@link Remembered#LATELY} */
    Optional<Account> find(String id, boolean fresh) {
        return byId.get(id, fresh, unknown -> database.read(handle -> AccountDao.find(handle, id)));
    }

    /**
     * Changes an account. Disabling it, and a new password, end its sessions.
     *
     * @param password the new one, or null
     * @param change of the account as it is to what it shall be
     * @throws RefusedException INVALID, TAKEN or NOT_FOUND
     */
    public Account change(String id, @Nullable String password, UnaryOperator<AccountDraft> change) {
        return change(id, null, password, change);
    }

    /**
     * As {@link #change(String, String, UnaryOperator)}, of an account whose present password was given.
     *
     * @param verified the account as it was when its old password was verified
     * @param field that the old password came in
     * @throws RefusedException INVALID for {@code field} where the account was given a password or disabled since then
     */
    public Account changeVerified(Account verified, String field, String password, UnaryOperator<AccountDraft> change) {
        return change(verified.id(), new Verified(verified.epoch(), field), password, change);
    }

    /**
     * That a password was right.
     *
     * @param epoch of the account at that time
     * @param field that the password came in
     */
    private record Verified(int epoch, String field) {}

    /** @param verified of the account as it must be still, or null */
    private Account change(
            String id, @Nullable Verified verified, @Nullable String password, UnaryOperator<AccountDraft> change) {
        String hash = password == null ? null : newHash(id, password);
        try {
            Account result = database.write(handle -> {
                AccountDao.WithHash found = AccountDao.lock(handle, id).orElseThrow(Accounts::notFound);
                Account present = found.account();
                if (verified != null && verified.epoch() != present.epoch()) {
                    throw RefusedException.invalid(verified.field(), FaultCode.WRONG_PASSWORD);
                }
                AccountDraft draft = change.apply(
                        new AccountDraft(present.name(), present.scopes(), present.reach(), present.disabled()));
                check(draft);
                if (password != null && !draft.name().equals(present.name())) {
                    requireFit(password, draft.name());
                }
                boolean ends = hash != null || (draft.disabled() && !present.disabled());
                Account changed = new Account(
                        id,
                        Characters.clean(draft.name()),
                        draft.scopes(),
                        draft.reach(),
                        draft.disabled(),
                        ends ? present.epoch() + 1 : present.epoch(),
                        present.createdAt());
                AccountDao.update(handle, changed, folded(changed.name()), hash == null ? found.hash() : hash);
                return changed;
            });
            database.afterCommit(() -> byId.forget(id));
            return result;
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                throw taken();
            }
            throw e;
        } finally {
            byId.forget(id);
        }
    }

    /** Ends an account and its sessions. @throws RefusedException NOT_FOUND */
    public void delete(String id) {
        boolean deleted = database.write(handle -> AccountDao.delete(handle, id));
        database.afterCommit(() -> byId.forget(id));
        if (!deleted) {
            throw notFound();
        }
    }

    /** The account of this name, disabled or not. */
    public Optional<Account> findByName(String name) {
        return database.read(handle -> AccountDao.findByName(handle, folded(name)))
                .map(AccountDao.WithHash::account);
    }

    /** The account that may be signed in to with this name and password. */
    public Optional<Account> verify(String name, String password) {
        Optional<AccountDao.WithHash> found = database.read(handle -> AccountDao.findByName(handle, folded(name)));
        boolean right =
                Passwords.matches(password, found.map(AccountDao.WithHash::hash).orElse(null));
        return found.map(AccountDao.WithHash::account).filter(account -> right && !account.disabled());
    }

    /** A name as it is compared with others. */
    static String folded(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static void check(AccountDraft draft) {
        String name = Characters.clean(draft.name());
        Faults faults = new Faults();
        if (name.isEmpty() || isTooLong(name)) {
            faults.add("name", FaultCode.WRONG_LENGTH, Map.of("least", 1, "most", NAME_LENGTH));
        }
        faults.isFit("name", name);
        if (draft.scopes().isEmpty()) {
            faults.add("scopes", FaultCode.NONE_NAMED);
        }
        if (!draft.reach().isAll() && draft.scopes().contains(Scope.ADMIN)) {
            faults.add("campaign", FaultCode.NOT_FOR_ADMINS);
        }
        faults.refuseIfAny();
    }

    /** Whether no account can have such a name. */
    public static boolean isTooLong(String name) {
        return Characters.count(Characters.clean(name)) > NAME_LENGTH
                || folded(name).getBytes(StandardCharsets.UTF_8).length > FOLDED_BYTES;
    }

    private String newHash(String id, String password) {
        requireFit(password, find(id).map(Account::name).orElse(""));
        return Passwords.hash(password);
    }

    /** @throws RefusedException INVALID for a password that is too short, too long, or among those that are tried first */
    private static void requireFit(String password, String name) {
        int length = password.codePointCount(0, password.length());
        if (length < LEAST_PASSWORD_LENGTH || length > PASSWORD_LENGTH) {
            throw RefusedException.invalid(
                    "password",
                    FaultCode.WRONG_LENGTH,
                    Map.of("least", LEAST_PASSWORD_LENGTH, "most", PASSWORD_LENGTH));
        }
        if (CommonPasswords.isTriedFirst(password, name)) {
            throw RefusedException.invalid("password", FaultCode.COMMON_PASSWORD);
        }
    }

    private static RefusedException taken() {
        return new RefusedException(
                RefusedException.Reason.TAKEN,
                "Another account has this name.",
                List.of(new Fault("name", FaultCode.TAKEN)));
    }

    private static RefusedException notFound() {
        return RefusedException.notFound("There is no such account.");
    }
}
