package app.grapevine.search;

import java.util.Locale;

/** How well a text fits what is searched for, the best first. */
public enum Fit {
    /** It is that, but for case. */
    EXACT,
    /** It begins with it. */
    PREFIX,
    /** One of its words begins with it. */
    WORD,
    /** It has it somewhere, or some words here and some there. */
    WITHIN;

    /** As the API writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
