package app.grapevine.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Moments as options give them. */
final class Moments {
    private Moments() {}

    /** The beginning of a date, in UTC, or a time in RFC 3339; null where the option is not given. */
    static @Nullable Instant parse(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new CommandRefusedException(
                    option + " must be a date or a time such as 2026-05-01T12:00:00Z, and is: " + text);
        }
    }
}
