package app.grapevine.security;

import app.grapevine.base.Base62;
import app.grapevine.base.Sha256;
import java.security.SecureRandom;

/**
 * Random secrets of 256 bits, and the SHA-256 that is kept of them: so many random bits need no salt and no
 * slow hash. Safe for use by many threads.
 */
final class Secrets {
    /** 43 × log2(62) = 256.03 bits. */
    private static final int LENGTH = 43;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** 43 letters and digits. */
    static String next() {
        return Base62.random(RANDOM, LENGTH);
    }

    static byte[] hash(String secret) {
        return Sha256.of(secret);
    }
}
