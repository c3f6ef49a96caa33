package app.grapevine.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret by which a receiver knows that a message is ours: {@code whsec_} and 32 bytes in base64, as
 * <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 * has it. Immutable; its text is told by {@link #text} alone.
 */
final class SigningSecret {
    private static final String PREFIX = "whsec_";
    /** Of 24 to 64 that the convention allows: as many as the hash has. */
    private static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private SigningSecret(String text) {
        this.text = text;
    }

    static SigningSecret make() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new SigningSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    /** One that {@link #make} made. */
    static SigningSecret of(String text) {
        return new SigningSecret(text);
    }

    String text() {
        return text;
    }

    /** The signature of a message: {@code v1,} and base64 of HMAC-SHA256 of id, time and body. @param seconds since 1970 */
    String sign(String id, long seconds, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(text.substring(PREFIX.length())), ALGORITHM));
            byte[] signature = mac.doFinal((id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
