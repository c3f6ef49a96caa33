package app.grapevine.security;

import app.grapevine.base.Base62;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The secret of a key: {@code gv_}, 43 random letters and digits, and 6 digits of base 62 that are the CRC-32 of these.
 * Programs that look for secrets in what is published know it by its beginning and its length, and by the checksum
 * that it is no chance; and a secret that was mistyped or cut off is told apart without the database. The shape is that of
 * GitHub's tokens ("Behind GitHub's new authentication token formats", 2021). Versions before made secrets without a
 * checksum, which go on working; the admin key of the settings is what its operator chose.
 */
final class KeySecret {
    private static final int RANDOM = 43;
    /** 62^6 is more than 2^32. */
    private static final int CHECKSUM = 6;

    private static final Shape SHAPE = new Shape("gv_");

    private KeySecret() {}

    static String next() {
        return SHAPE.next();
    }

    /** Whether it has the shape of a secret, and is none. */
    static boolean isMistyped(String token) {
        return SHAPE.fits(token) && !SHAPE.isOne(token);
    }

    /** Secrets that begin in one way. */
    record Shape(String prefix) {
        private static final Pattern REST = Pattern.compile("[0-9A-Za-z]{" + (RANDOM + CHECKSUM) + "}");

        String next() {
            String random = Secrets.next();
            return prefix + random + checksum(random);
        }

        boolean fits(String token) {
            return token.startsWith(prefix)
                    && REST.matcher(token.substring(prefix.length())).matches();
        }

        boolean isOne(String token) {
            int end = prefix.length() + RANDOM;
            return fits(token) && token.substring(end).equals(checksum(token.substring(prefix.length(), end)));
        }
    }

    private static String checksum(String random) {
        CRC32 crc = new CRC32();
        crc.update(random.getBytes(StandardCharsets.US_ASCII));
        return Base62.text(crc.getValue(), CHECKSUM);
    }
}
