package app.grapevine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.MutableClock;
import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.base.RefusedException.Reason;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class AccountsDbTest {
    private static final String PASSWORD = "correct horse";

    @Parameter
    Dialect dialect;

    private TestDatabase test;
    private Accounts accounts;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        accounts = new Accounts(test.database(), new MutableClock("2026-05-01T12:00:00Z"));
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Account create(String name) {
        return accounts.create(new AccountDraft(name, Set.of(Scope.STATS_READ), false), PASSWORD);
    }

    @Test
    void aNameAndItsPasswordFindTheAccountAndNothingElseDoes() {
        Account anna = create(" Anna ");
        assertThat(anna.name()).isEqualTo("Anna");
        assertThat(accounts.verify("Anna", PASSWORD)).contains(anna);
        assertThat(accounts.verify("aNNa ", PASSWORD)).contains(anna);
        assertThat(accounts.verify("Anna", "correct horsf")).isEmpty();
        assertThat(accounts.verify("Anna", "")).isEmpty();
        assertThat(accounts.verify("Ben", PASSWORD)).isEmpty();
        assertThat(accounts.verify("", "")).isEmpty();
        assertThat(accounts.verify("%", PASSWORD)).isEmpty();
    }

    @Test
    void aPasswordThatIsTriedFirstIsRefusedAndOneThatWasSetBeforeGoesOnWorking() {
        Account before = new Account("0before", "Eve", Set.of(Scope.STATS_READ), Reach.ALL, false, 0, Instant.EPOCH);
        String hash = Passwords.hash("password123");
        test.database().writeOnly(handle -> AccountDao.insert(handle, before, "eve", hash));
        assertThat(accounts.verify("Eve", "password123")).contains(before);

        AccountDraft draft = new AccountDraft("Mariangela", Set.of(Scope.STATS_READ), false);
        assertCommon(() -> accounts.create(draft, "password123"));
        assertCommon(() -> accounts.create(draft, "mariangela.1"));
        assertCommon(() -> accounts.changeVerified(before, "current", "grapevine-admin", present -> present));
        Account made = accounts.create(draft, "Zdravkovska1145");
        assertCommon(() -> accounts.change(
                made.id(),
                "Zdravkovska1145",
                present -> new AccountDraft("Zdravkovska", present.scopes(), present.disabled())));
    }

    private static void assertCommon(ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.faults())
                                .containsExactly(new Fault("password", FaultCode.COMMON_PASSWORD)));
    }

    @Test
    void aNameThatDoesNotExistCostsTheSameAsOneThatDoes() {
        create("Anna");
        accounts.verify("Anna", PASSWORD);
        long known = allocatedBy(() -> accounts.verify("Anna", "wrong horse"));
        long unknown = allocatedBy(() -> accounts.verify("Ben", "wrong horse"));
        assertThat((double) unknown / known).isBetween(0.95, 1.05);
    }

    private static long allocatedBy(Runnable work) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        work.run();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }

    @Test
    void aNameIsOfOneAccountWhateverItsCaseAndHoweverItIsComposed() {
        create("Ren\u00e9e");
        Account ben = create("Ben");
        for (String same : List.of("Ren\u00e9e", "REN\u00c9E", "Rene\u0301e ")) {
            assertRefused(Reason.TAKEN, "name", () -> create(same));
            assertRefused(
                    Reason.TAKEN,
                    "name",
                    () -> accounts.change(ben.id(), null, now -> new AccountDraft(same, now.scopes(), false)));
        }
        assertThat(accounts.list(10, null)).extracting(Account::name).containsExactly("Ren\u00e9e", "Ben");
    }

    @Test
    void whatIsNoNameNoPasswordAndNoScopesIsRefused() {
        for (String name : List.of("", " ", "n".repeat(101), "a\nb", "\ufdfa".repeat(100))) {
            assertRefused(Reason.INVALID, "name", () -> create(name));
        }
        AccountDraft draft = new AccountDraft("Anna", Set.of(Scope.STATS_READ), false);
        for (String password : List.of("", "nine char", "p".repeat(201))) {
            assertRefused(Reason.INVALID, "password", () -> accounts.create(draft, password));
        }
        assertRefused(
                Reason.INVALID, "scopes", () -> accounts.create(new AccountDraft("Anna", Set.of(), false), PASSWORD));
        assertThat(accounts.list(10, null)).isEmpty();
        accounts.create(draft, "velvet harbour tidy lantern " + "\ud83d\udc0e".repeat(172));
    }

    @Test
    void aChangeLeavesWhatItDoesNotName() {
        Account anna = create("Anna");
        Account changed = accounts.change(
                anna.id(), null, now -> new AccountDraft("Anna B.", Set.of(Scope.ADMIN), now.disabled()));
        assertThat(changed.epoch()).as("no session ends by it").isEqualTo(anna.epoch());
        assertThat(accounts.find(anna.id())).contains(changed);
        assertThat(accounts.verify("anna b.", PASSWORD)).contains(changed);
        assertThat(accounts.verify("anna", PASSWORD)).isEmpty();
    }

    @Test
    void aNewPasswordTakesThePlaceOfTheFormer() {
        Account anna = create("Anna");
        Account changed = accounts.change(anna.id(), "battery staple", now -> now);
        assertThat(changed.epoch()).isGreaterThan(anna.epoch());
        assertThat(accounts.verify("Anna", "battery staple")).contains(changed);
        assertThat(accounts.verify("Anna", PASSWORD)).isEmpty();
    }

    @Test
    void anOldPasswordThatWasVerifiedBeforeAnAdminSetAnotherChangesNothing() {
        Account verified = create("Anna");
        accounts.change(verified.id(), "battery staple", now -> now);
        assertRefused(
                Reason.INVALID,
                "current",
                () -> accounts.changeVerified(verified, "current", "a thief's password", present -> present));
        Account anna = accounts.verify("Anna", "battery staple").orElseThrow();
        assertThat(accounts.changeVerified(anna, "current", PASSWORD, present -> present)
                        .epoch())
                .isGreaterThan(anna.epoch());
    }

    @Test
    void aDisabledAccountIsRefusedUntilItIsEnabled() {
        Account anna = create("Anna");
        accounts.change(anna.id(), null, now -> new AccountDraft(now.name(), now.scopes(), true));
        assertThat(accounts.verify("Anna", PASSWORD)).isEmpty();
        Account enabled = accounts.change(anna.id(), null, now -> new AccountDraft(now.name(), now.scopes(), false));
        assertThat(accounts.verify("Anna", PASSWORD)).contains(enabled);
    }

    @Test
    void aDeletedAccountIsGoneAndItsNameIsFree() {
        Account anna = create("Anna");
        assertThat(accounts.find(anna.id())).isPresent();
        accounts.delete(anna.id());
        assertThat(accounts.find(anna.id())).isEmpty();
        assertThat(accounts.verify("Anna", PASSWORD)).isEmpty();
        assertRefused(Reason.NOT_FOUND, "", () -> accounts.delete(anna.id()));
        assertRefused(Reason.NOT_FOUND, "", () -> accounts.change(anna.id(), null, now -> now));
        assertThat(create("Anna").id()).isNotEqualTo(anna.id());
    }

    @Test
    void accountsAreListedInTheOrderOfTheirMakingAndPageByPage() {
        for (String name : List.of("d", "c", "b", "a")) {
            create(name);
        }
        List<Account> all = accounts.list(100, null);
        assertThat(all).extracting(Account::name).containsExactly("d", "c", "b", "a");
        assertThat(accounts.list(2, all.get(0).id())).containsExactly(all.get(1), all.get(2));
    }

    private static void assertRefused(Reason reason, String field, Runnable work) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(RefusedException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.faults())
                    .extracting(Fault::field)
                    .containsExactlyElementsOf(field.isEmpty() ? List.of() : List.of(field));
        });
    }
}
