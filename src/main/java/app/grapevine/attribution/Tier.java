package app.grapevine.attribution;

import java.util.Locale;

/** How sure the verdict on a click is, and why. */
public enum Tier {
    /** Issued for a channel, and seen in it. */
    CONFIRMED,
    /** Issued for no channel, and seen in one. */
    OBSERVED,
    /** Issued for one channel, and seen in another. */
    RESHARED,
    /** Issued for a channel, which also fetched a preview; the click itself shows nothing. */
    SUPPORTED,
    /** Issued for a channel; the click shows nothing. */
    DECLARED,
    /** Issued for no channel; a channel fetched previews; the click shows nothing. */
    INFERRED,
    /** Nothing is known. */
    DARK,
    /** Strong signals that disagree with one another. */
    AMBIGUOUS;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As the API writes it. */
    public String label() {
        return label;
    }
}
