package app.grapevine.redirect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a destination for something of the link or of a visit: {@code {code}} for the link's code, {@code {click}} for
 * the click's id. Browsers and makers of links encode braces, so {@code %7Bclick%7D} is the same. All else in braces stays as
 * it is, byte for byte.
 *
 * <p>Where an id comes to stand is decided once, when a link is read, and kept as a character that no destination has, for
 * destinations are ASCII. So neither a utm parameter nor the query of a visit is ever taken for a place of the owner's.
 */
final class Placeholders {
    /** In place of the id, for who made no click that is known by one: the path keeps its shape, and no click has this id. */
    static final String NO_CLICK = "-";

    private static final String CLICK = "{click}";
    /** For private use (Unicode, 23.5). */
    static final String PLACE = "\ue000";

    private static final Pattern ALL = Pattern.compile("(?:\\{|%7[Bb])(click|code)(?:}|%7[Dd])");

    private Placeholders() {}

    /** The destination with the code, and with a place for the click's id; {@code destination} itself where it has neither. */
    static String prepared(String destination, String code) {
        return destination.indexOf("click") < 0 && destination.indexOf("code") < 0
                ? destination
                : ALL.matcher(destination).replaceAll(found -> {
                    // Codes and ids are of letters, digits, hyphens and underscores: nothing has to be encoded.
                    String text = found.group(1).equals("code") ? code : PLACE;
                    return Matcher.quoteReplacement(text);
                });
    }

    static boolean hasPlace(String prepared) {
        return prepared.contains(PLACE);
    }

    /** @param clickId null where there is none */
    static String filled(String prepared, @Nullable String clickId) {
        return prepared.replace(PLACE, clickId == null ? NO_CLICK : clickId);
    }

    /** As people are shown it who made no click. */
    static String shown(String prepared) {
        return prepared.replace(PLACE, CLICK);
    }
}
