package app.grapevine.base;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Times as clients write them: RFC 3339. */
public final class Timestamps {
    private static final int LAST_YEAR = 9999;

    private Timestamps() {}

    /**
     * A time, kept to the millisecond.
     *
     * @throws DateTimeException for what is none; also for a year of more than four digits, which RFC 3339 does not have, and of
     *     which the milliseconds since 1970 may not fit into 64 bits
     */
    public static Instant parse(String text) {
        return of(OffsetDateTime.parse(text));
    }

    /** A time that was read in another way, kept to the millisecond. @throws DateTimeException for a year of more than four digits */
    public static Instant of(OffsetDateTime time) {
        if (time.getYear() < 0 || time.getYear() > LAST_YEAR) {
            throw new DateTimeException("RFC 3339 has years of four digits");
        }
        return time.toInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** A time, or a date, for which its begin in UTC stands. @throws DateTimeException as {@link #parse} */
    public static Instant parseOrDate(String text) {
        return parse(text.indexOf('T') < 0 && text.indexOf('t') < 0 ? text + "T00:00:00Z" : text);
    }
}
