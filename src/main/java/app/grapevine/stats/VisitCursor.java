package app.grapevine.stats;

import app.grapevine.base.Cursors;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in the list of visits, which runs from the newest to the oldest: the visit that was shown last. */
record VisitCursor(long at, long node, long sequence) {
    private static final Pattern POSITION = Pattern.compile("(-?\\d{1,18}) (\\d{1,19}) (\\d{1,19})");

    String text(Selection selection) {
        return Cursors.write(list(selection), at + " " + node + " " + sequence);
    }

    /** Empty for what {@link #text} did not make for this selection. */
    static Optional<VisitCursor> parse(String text, Selection selection) {
        try {
            return Cursors.read(list(selection), text)
                    .map(POSITION::matcher)
                    .filter(Matcher::matches)
                    .map(place -> new VisitCursor(
                            Long.parseLong(place.group(1)),
                            Long.parseLong(place.group(2)),
                            Long.parseLong(place.group(3))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String list(Selection selection) {
        return "visits " + selection;
    }
}
