package app.grapevine.webhooks;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt came to. It says nothing of addresses, for it is kept.
 *
 * @param status what the receiver answered; 0 where it did not
 * @param retryAfter how long the receiver asks to be left alone; null where it does not
 */
public record Outcome(Kind kind, int status, @Nullable Duration retryAfter) {
    private static final int GONE = 410;

    /** How it ended. The labels are shown. */
    public enum Kind {
        DELIVERED,
        /** It answered, and not with success: a redirect, a refusal, a fault of its own. */
        ANSWERED,
        /** It answered that it is gone for good. */
        GONE,
        TIMEOUT,
        UNKNOWN_HOST,
        /** Its name leads to this machine or into a private network. */
        PRIVATE_RECEIVER,
        /** There would be no TLS. */
        NOT_HTTPS,
        /** Its certificate is not trusted, or not of its name. */
        TLS,
        /** No connection, or one that broke. */
        UNREACHABLE;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Outcome of(Kind kind) {
        return new Outcome(kind, 0, null);
    }

    static Outcome answered(int status, @Nullable Duration retryAfter) {
        Kind kind = status >= 200 && status < 300 ? Kind.DELIVERED : status == GONE ? Kind.GONE : Kind.ANSWERED;
        return new Outcome(kind, status, retryAfter);
    }

    public boolean isDelivered() {
        return kind == Kind.DELIVERED;
    }
}
