package app.grapevine.stats;

import app.grapevine.base.Cursors;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a list of conversions, which runs from the newest to the oldest: the conversion that was shown last.
 *
 * @param occurredAt when it was, in milliseconds
 */
record ConversionPlace(long occurredAt, String id) {
    private static final Pattern POSITION = Pattern.compile("(-?\\d{1,18}) ([0-9a-z]{1,32})");

    /** @param list names the list and its filters */
    String cursor(String list) {
        return Cursors.write(list, occurredAt + " " + id);
    }

    /** Empty for what {@link #cursor} did not make for this list. */
    static Optional<ConversionPlace> parse(String list, String cursor) {
        return Cursors.read(list, cursor)
                .map(POSITION::matcher)
                .filter(Matcher::matches)
                .map(place -> new ConversionPlace(Long.parseLong(place.group(1)), place.group(2)));
    }
}
