package app.grapevine.security;

import app.grapevine.base.Base62;
import app.grapevine.storage.Database;
import app.grapevine.storage.StoredValues;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Devices from which somebody has signed in to an account, known again by a token that they keep: what others try with the
 * account's name does not keep them out. A token opens nothing. It is made of a random part, of the day on which it ends,
 * and of both with the account's name under a key that all nodes share; so it is stored nowhere but on the device, and does
 * not say whose it is. Safe for use by many threads.
 */
public final class KnownDevices {
    public static final Duration VALID = Duration.ofDays(180);

    private static final String KEY = "known-device-key";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int RANDOM_LENGTH = 22;
    private static final int LONGEST = 120;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;
    private final Clock clock;

    KnownDevices(byte[] key, Clock clock) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.clock = clock;
    }

    /**
     * With the key of this installation, which is made on the first start.
     *
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
     */
    public static KnownDevices open(Database database, Clock clock) {
        byte[] proposed = new byte[KEY_BYTES];
        RANDOM.nextBytes(proposed);
        return new KnownDevices(database.<byte[]>write(handle -> StoredValues.agree(handle, KEY, proposed)), clock);
    }

    /** A token for a device from which somebody has just signed in to the account of this name: letters, digits, dots. */
    public String token(String name) {
        String open = Base62.random(RANDOM, RANDOM_LENGTH) + "." + (today() + VALID.toDays());
        return open + "." + seal(open, name);
    }

    /** Whether the token was made for the account of this name, however it is written, and is still valid. */
    public boolean isKnown(String token, String name) {
        int dot = token.lastIndexOf('.');
        if (dot < RANDOM_LENGTH || token.length() > LONGEST) {
            return false;
        }
        String open = token.substring(0, dot);
        return MessageDigest.isEqual(ascii(seal(open, name)), ascii(token.substring(dot + 1))) && today() <= end(open);
    }

    /** Of one that we have sealed. */
    private static long end(String open) {
        return Long.parseLong(open.substring(open.indexOf('.') + 1));
    }

    private long today() {
        return clock.millis() / Duration.ofDays(1).toMillis();
    }

    private String seal(String open, String name) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(ascii(open));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(Accounts.folded(name).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
