package app.grapevine.stats;

import app.grapevine.base.Cursors;
import app.grapevine.visits.VisitPlace;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a list of visits, which runs from the newest to the oldest, as a text: the visit that was shown last. */
final class VisitCursor {
    private static final Pattern POSITION = Pattern.compile("(-?\\d{1,18}) (\\d{1,19}) (\\d{1,19})");

    private VisitCursor() {}

    static String text(VisitPlace place, Selection selection) {
        return Cursors.write(list(selection), place.atMillis() + " " + place.node() + " " + place.sequence());
    }

    /** Empty for what {@link #text} did not make for this selection. */
    static Optional<VisitPlace> parse(String text, Selection selection) {
        try {
            return Cursors.read(list(selection), text)
                    .map(POSITION::matcher)
                    .filter(Matcher::matches)
                    .map(place -> new VisitPlace(
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
