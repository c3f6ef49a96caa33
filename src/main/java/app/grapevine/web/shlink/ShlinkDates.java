package app.grapevine.web.shlink;

import app.grapevine.base.Timestamps;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Moments as Shlink's clients read and write them: ISO 8601 with an offset, to the second; some can read no fractions. */
final class ShlinkDates {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);

    private ShlinkDates() {}

    static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : FORMAT.format(moment);
    }

    /** A moment, with the offset of UTC where it has none; a day stands for its begin. @throws java.time.DateTimeException */
    static Instant parse(String given) {
        String text = given.trim().replace(' ', '+'); // a plus that was not encoded in an address
        int time = text.indexOf('T');
        if (time < 0) {
            return Timestamps.parseOrDate(text);
        }
        boolean hasOffset = text.endsWith("Z") || text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0;
        return Timestamps.parse(hasOffset ? text : text + "Z");
    }
}
