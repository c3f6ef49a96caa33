package app.grapevine.sharing;

import app.grapevine.security.Maker;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A report that whoever has its address reads.
 *
 * @param draft what its maker asked for
 * @param maker by whose rights it is answered
 * @param openedOn the last day of UTC on which it was opened; null where it never was
 * @param openedDays on how many days it was opened
 */
public record SharedReport(
        String id,
        SharedReportDraft draft,
        Maker maker,
        Instant createdAt,
        @Nullable LocalDate openedOn,
        int openedDays) {
    /** How it stands. */
    public enum State {
        /** Whoever has the address reads it. */
        OPEN,
        /** Its time is over. */
        EXPIRED,
        /** Its maker may not read it any more, or there is no such campaign any more. */
        ENDED;

        /** As the API writes it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean hasExpired(Instant now) {
        Instant end = draft.expiresAt();
        return end != null && !now.isBefore(end);
    }
}
