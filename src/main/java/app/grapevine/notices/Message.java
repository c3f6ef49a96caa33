package app.grapevine.notices;

import java.time.Instant;
import java.util.Locale;

/**
 * One that was made of a notice. What it says is asked for when it is sent.
 *
 * @param occasion what it is made of, once: a week, an hour
 * @param before when what it is compared with began, which ends where this begins
 * @param from the first moment that it is about
 * @param to the first moment after
 * @param tries how often it was tried
 */
record Message(
        String id,
        String notice,
        String occasion,
        Kind kind,
        Instant before,
        Instant from,
        Instant to,
        Instant madeAt,
        int tries) {
    enum Kind {
        REPORT,
        DIGEST,
        ALERT,
        /** Asks whether the address is its reader's. */
        CONFIRM,
        /** Shows that what is sent arrives. */
        TEST;

        static Kind of(NoticeKind kind) {
            return valueOf(kind.name());
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind ofLabel(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }
}
