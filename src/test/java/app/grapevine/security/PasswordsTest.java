package app.grapevine.security;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.base.RefusedException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private static final String PASSWORD = "correct horse";
    private static final int MEMORY_BYTES = 19 * 1024 * 1024;

    @Test
    void aHashIsOfItsPasswordAlone() {
        String hash = Passwords.hash(PASSWORD);
        assertThat(hash).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(Passwords.matches(PASSWORD, hash)).isTrue();
        assertThat(Passwords.matches("correct horsf", hash)).isFalse();
        assertThat(Passwords.matches("", hash)).isFalse();
    }

    @Test
    void theSamePasswordIsNeverHashedAlike() {
        assertThat(Passwords.hash(PASSWORD)).isNotEqualTo(Passwords.hash(PASSWORD));
    }

    /** From the tests of the reference implementation (P-H-C/phc-winner-argon2, src/test.c). */
    @Test
    void aHashOfTheReferenceImplementationIsUnderstoodWithItsOwnParameters() {
        String hash = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        assertThat(Passwords.matches("password", hash)).isTrue();
        assertThat(Passwords.matches("passwort", hash)).isFalse();
    }

    @Test
    void aPasswordIsTheSameHoweverAKeyboardComposesIt() {
        assertThat(Passwords.matches("caf\u00e9 au lait", Passwords.hash("cafe\u0301 au lait")))
                .isTrue();
    }

    @Test
    void nobodysPasswordMatchesNothingAndCostsTheSame() {
        String hash = Passwords.hash(PASSWORD);
        long somebodys = allocatedBy(() -> Passwords.matches("wrong horse", hash));
        long nobodys = allocatedBy(() -> Passwords.matches("wrong horse", null));
        assertThat(somebodys).isGreaterThan(MEMORY_BYTES);
        assertThat((double) nobodys / somebodys).isBetween(0.95, 1.05);
        assertThat(Passwords.matches("", null)).isFalse();
    }

    @Test
    void aCrowdIsRefusedAtOnceAndDoesNotQueue() throws InterruptedException {
        String hash = Passwords.hash(PASSWORD);
        int crowd = 12 * Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger right = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < crowd; i++) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    if (Passwords.matches(PASSWORD, hash)) {
                        right.incrementAndGet();
                    }
                } catch (RefusedException e) {
                    refused.incrementAndGet();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(refused.get()).isPositive();
        assertThat(right.get()).isPositive();
        assertThat(refused.get() + right.get()).isEqualTo(crowd);
    }

    private static long allocatedBy(Runnable work) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        work.run();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }
}
