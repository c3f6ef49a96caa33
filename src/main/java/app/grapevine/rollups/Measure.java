package app.grapevine.rollups;

import app.grapevine.visits.Click;
import java.util.function.Consumer;

/**
 * What is counted of visits in each quarter-hour. The order of the constants is that of the stored form: new
 * ones go to the end. {@code darkAfter} is not among them, for it is the clicks of a facet of that tier.
 */
public enum Measure {
    CLICKS,
    /** Clicks that were the first of their visitor on their link on their UTC day. */
    VISITORS,
    PREVIEWS,
    BOTS,
    SUPPRESSED,
    /** Clicks without a referrer. */
    DARK_BEFORE,
    /** Previews that count as an attempt to share, see {@code signals}: not those that a cache repeats. */
    SHARES,
    /** Clicks that are set apart: neither among the clicks nor among the visitors. */
    UNUSUAL;

    public static final int COUNT = values().length;

    /** Shows what a visit counts as. */
    public static void of(Click visit, Consumer<Measure> counted) {
        switch (visit.kind()) {
            case CLICK -> {
                counted.accept(CLICKS);
                if (visit.firstOfDay()) {
                    counted.accept(VISITORS);
                }
                if (visit.referrer() == null) {
                    counted.accept(DARK_BEFORE);
                }
            }
            case PREVIEW -> {
                counted.accept(PREVIEWS);
                if (visit.shareAttempt()) {
                    counted.accept(SHARES);
                }
            }
            case BOT -> counted.accept(BOTS);
            case SUPPRESSED -> counted.accept(SUPPRESSED);
            case UNUSUAL -> counted.accept(UNUSUAL);
        }
    }
}
