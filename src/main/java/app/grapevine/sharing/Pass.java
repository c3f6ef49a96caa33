package app.grapevine.sharing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What whoever gave a report's password shows from then on: until when it holds, and a code of that by HMAC-SHA-256. The key is the hash of
 * the password, which has a random salt and which nobody outside the database knows. So a pass is kept nowhere, holds on all nodes, and ends
 * with the password. Safe for use by many threads.
 */
public final class Pass {
    /** How long it holds: a day's work. */
    public static final Duration HOLDS = Duration.ofHours(12);

    private static final String MAC = "HmacSHA256";

    private Pass() {}

    /** A pass for a report with a password, from a moment on. */
    public static String issue(SharedReport report, Instant now) {
        long until = now.plus(HOLDS).toEpochMilli();
        return Long.toString(until, Character.MAX_RADIX) + "." + code(report, until);
    }

    /** Whether a report is open to who shows this; to everybody where it has no password. */
    public static boolean opens(SharedReport report, @Nullable String pass, Instant now) {
        if (!report.draft().isProtected()) {
            return true;
        }
        int dot = pass == null ? -1 : pass.indexOf('.');
        if (pass == null || dot < 1) {
            return false;
        }
        try {
            long until = Long.parseLong(pass.substring(0, dot), Character.MAX_RADIX);
            return now.toEpochMilli() < until
                    && MessageDigest.isEqual(bytes(code(report, until)), bytes(pass.substring(dot + 1)));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String code(SharedReport report, long until) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(bytes(String.valueOf(report.draft().passwordHash())), MAC));
            return HexFormat.of().formatHex(mac.doFinal(bytes(report.id() + " " + until)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each Java platform has " + MAC, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
