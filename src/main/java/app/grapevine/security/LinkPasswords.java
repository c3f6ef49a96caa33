package app.grapevine.security;

import app.grapevine.base.Characters;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords of links, which their owners send to recipients by another way than the link. They are hashed like those of
 * accounts, and wait for turns of their own: whoever tries them keeps nobody from signing in, and no redirect waits for either.
 * Safe for use by many threads.
 *
 * <p>They are compared without blanks around them and without what nobody sees, which the keyboards of phones and the
 * clipboard add, and have no rule but their length: what is guessed is limited by how often one may try
 * ({@link RateLimits#password}).
 *
 * <p>A crowd gives the same one at the same moment, in a hall where a link is shown. So who gives what is being looked at waits
 * for that verdict, and what was right is remembered for a while: not the password, but a code of it and the hash with a key that
 * ends with the process. What was wrong is not, as each try at it is to cost what it costs.
 */
public final class LinkPasswords {
    /** In characters as people see them. */
    public static final int LEAST = 6;

    public static final int MOST = 128;

    private static final String MAC = "HmacSHA256";

    /** One at a time: beside the sign-ins' half of the processors there is something left for redirects. */
    private static final Passwords.Turns TURNS =
            new Passwords.Turns(1, "Too many passwords of links are looked at in this moment.");

    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int MOST_REMEMBERED = 10_000;
    /** Who waits for the verdict on the same password holds a thread that answers recipients: half of them are left. */
    private static final Semaphore WAITING = new Semaphore(64);

    private static final int PATIENCE_SECONDS = 3;

    private static final SecretKeySpec KEY = key();
    private static final Cache<String, Boolean> RIGHT = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();
    /** The verdicts that are being reached. */
    private static final Map<String, CompletableFuture<Boolean>> PENDING = new ConcurrentHashMap<>();

    private LinkPasswords() {}

    private static SecretKeySpec key() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new SecretKeySpec(key, MAC);
    }

    /** Whether a password can be one, else what is wrong with it. */
    public static boolean isFit(Faults faults, String field, String password) {
        String clean = Characters.clean(password);
        int length = Characters.count(clean);
        if (length < LEAST || length > MOST) {
            faults.add(field, FaultCode.WRONG_LENGTH, Map.of("least", LEAST, "most", MOST));
            return false;
        }
        return faults.isFit(field, clean);
    }

    /** @throws RefusedException BUSY if too many wait for theirs */
    public static String hash(String password) {
        return Passwords.hash(Characters.clean(password), TURNS);
    }

    /**
     * Whether {@code password} is the one that was hashed.
     *
     * @throws RefusedException BUSY if too many wait for theirs
     */
    public static boolean matches(String password, String hash) {
        String clean = Characters.clean(password);
        // What can be no password takes no turn.
        if (!isFit(new Faults(), "", clean)) {
            return false;
        }
        String attempt = code(clean, hash);
        return RIGHT.getIfPresent(attempt) != null || verdict(attempt, clean, hash);
    }

    private static boolean verdict(String attempt, String clean, String hash) {
        CompletableFuture<Boolean> own = new CompletableFuture<>();
        CompletableFuture<Boolean> same = PENDING.putIfAbsent(attempt, own);
        if (same != null) {
            return await(same);
        }
        try {
            boolean right = Passwords.matches(clean, hash, TURNS);
            if (right) {
                RIGHT.put(attempt, true);
            }
            own.complete(right);
            return right;
        } finally {
            PENDING.remove(attempt, own);
            own.cancel(false); // without a verdict there is none for who waits either
        }
    }

    private static boolean await(CompletableFuture<Boolean> verdict) {
        if (!WAITING.tryAcquire()) {
            throw TURNS.busy();
        }
        try {
            return verdict.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TURNS.busy();
        } catch (CancellationException | ExecutionException | TimeoutException e) {
            throw TURNS.busy();
        } finally {
            WAITING.release();
        }
    }

    /** By which a password that is tried at a hash is known again. */
    private static String code(String clean, String hash) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(KEY);
            mac.update(hash.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(clean.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each Java platform has " + MAC, e);
        }
    }
}
