package app.grapevine.privacy;

import app.grapevine.base.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The secret of one UTC day, and the keyed hash under it: HMAC-SHA256 (RFC 2104). The key stays in this object
 * alone, and not in a {@code Mac} that a thread might hold on to after the day, so that {@link #destroy} is
 * the end of it. Safe for use by many threads.
 */
final class Salt {
    static final int BYTES = 32;
    private static final int BLOCK = 64;
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::digest);

    final long epochDay;
    private final byte[] secret;
    private final byte[] inner = new byte[BLOCK];
    private final byte[] outer = new byte[BLOCK];
    private volatile boolean destroyed;

    Salt(long epochDay, byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("the salt of a day has " + BYTES + " bytes");
        }
        this.epochDay = epochDay;
        this.secret = secret.clone();
        Arrays.fill(inner, (byte) 0x36);
        Arrays.fill(outer, (byte) 0x5c);
        for (int i = 0; i < BYTES; i++) {
            inner[i] ^= secret[i];
            outer[i] ^= secret[i];
        }
    }

    byte[] secret() {
        return secret.clone();
    }

    /** The first 64 bits of the keyed hash; never 0, which stands for no pseudonym. */
    long hash(byte[] message, int length) {
        MessageDigest digest = DIGEST.get();
        digest.update(inner);
        digest.update(message, 0, length);
        byte[] first = digest.digest();
        digest.update(outer);
        byte[] hash = digest.digest(first);
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = bits << 8 | (hash[i] & 0xff);
        }
        if (destroyed) {
            // Perhaps in the midst of this: what is hashed under a key of zeros could be turned back.
            return 1 + ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
        }
        return bits == 0 ? 1 : bits;
    }

    /** Overwrites the key: nothing that was hashed under it can be linked to anybody again. */
    void destroy() {
        destroyed = true;
        Arrays.fill(secret, (byte) 0);
        Arrays.fill(inner, (byte) 0);
        Arrays.fill(outer, (byte) 0);
    }
}
