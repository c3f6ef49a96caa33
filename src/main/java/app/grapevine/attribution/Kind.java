package app.grapevine.attribution;

import java.util.Locale;

/** What a visit is. The names of the constants are stored, and shown in lower case. */
public enum Kind {
    /** A visit by a person. */
    CLICK,
    /** A messaging app that builds a link card: evidence that the link was put into a chat. */
    PREVIEW,
    /** Any other automated visit. */
    BOT,
    /** A person who asked not to be tracked: counted, and nothing else kept. */
    SUPPRESSED,
    /** What would be a click, were there not a reason to doubt it: counted and shown, and in no total of clicks. */
    UNUSUAL;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As the API writes it. */
    public String label() {
        return label;
    }
}
