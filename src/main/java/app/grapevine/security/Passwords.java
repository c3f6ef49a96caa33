package app.grapevine.security;

import app.grapevine.base.RefusedException;
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of passwords: Argon2id with 19 MiB, 2 passes, 1 lane, the least that OWASP's Password Storage Cheat
 * Sheet recommends, a salt of 128 bits and a tag of 256 (RFC 9106, 3.1). A hash is a string in the PHC format,
 * which names its parameters, so that they can be raised and older hashes still be checked. Safe for use by
 * many threads.
 *
 * <p>One takes about 0.1 s of a processor, and the library holds 19 MiB from the first on. At most half of the
 * processors work at those of accounts, and few at others: else a crowd of sign-ins, all of them wrong, would take the memory and the time of
 * all else.
 *
 * <p>Passwords are brought to Unicode's NFKC before, as keyboards differ in how they compose an é.
 */
final class Passwords {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int TAG_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int PATIENCE_SECONDS = 2;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Turns OF_ACCOUNTS = new Turns(
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2), "Too many people sign in at this moment.");

    private Passwords() {}

    /** How many passwords of one kind are worked at together. Safe for use by many threads. */
    static final class Turns {
        private static final int WAITING_FOR_EACH = 4;

        private final Semaphore turns;
        /** So many may wait; as long as they do, each holds a thread of the server. */
        private final int mostWaiting;

        private final String busy;

        /** @param busy what is said to whom there is no turn for */
        Turns(int atOnce, String busy) {
            this.turns = new Semaphore(atOnce, true);
            this.mostWaiting = WAITING_FOR_EACH * atOnce;
            this.busy = busy;
        }

        private void take() {
            if (turns.getQueueLength() >= mostWaiting) {
                throw busy();
            }
            try {
                if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw busy();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw busy();
            }
        }

        private void giveBack() {
            turns.release();
        }

        RefusedException busy() {
            return new RefusedException(RefusedException.Reason.BUSY, busy);
        }
    }

    /** Begun with the first password, as it holds memory. */
    private static final class Begun {
        static final Argon2Function ARGON = Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, TAG_BYTES, Argon2.ID);
        /** What nobody's password is checked against, so that it takes as long as somebody's. */
        static final String NOBODY = hashed("");

        private Begun() {}

        static String hashed(String password) {
            byte[] salt = new byte[SALT_BYTES];
            RANDOM.nextBytes(salt);
            return ARGON.hash(bytes(password), salt).getResult();
        }
    }

    /** @throws RefusedException BUSY if too many wait for theirs */
    static String hash(String password) {
        return hash(password, OF_ACCOUNTS);
    }

    /** As {@link #hash(String)}, in a turn of {@code turns}. */
    static String hash(String password, Turns turns) {
        turns.take();
        try {
            return Begun.hashed(password);
        } finally {
            turns.giveBack();
        }
    }

    /**
     * Whether {@code password} is the one that was hashed.
     *
     * @param hash null where there is none: never, but it takes the same time to say so
     * @throws RefusedException BUSY if too many wait for theirs
     */
    static boolean matches(String password, @Nullable String hash) {
        return matches(password, hash, OF_ACCOUNTS);
    }

    /** As {@link #matches(String, String)}, in a turn of {@code turns}. */
    static boolean matches(String password, @Nullable String hash, Turns turns) {
        turns.take();
        try {
            String expected = hash == null ? Begun.NOBODY : hash;
            boolean same = Argon2Function.getInstanceFromHash(expected)
                    .check(bytes(password), expected.getBytes(StandardCharsets.US_ASCII));
            return same && hash != null;
        } finally {
            turns.giveBack();
        }
    }

    private static byte[] bytes(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
    }
}
