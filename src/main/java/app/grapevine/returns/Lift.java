package app.grapevine.returns;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of those who were addressed, beside what came where nobody was: so much of it is more than would have come anyway, as far as both
 * are alike in all else. Whether they are, no figure says.
 *
 * @param baseline what it is held against
 * @param of what both are shares of
 * @param shares null where counts are compared, and where something is lacking
 * @param counts null where shares are compared, and where something is lacking
 * @param lacking why there is no comparison; null where there is one
 */
public record Lift(
        Kind baseline,
        Of of,
        @Nullable Comparison shares,
        @Nullable CountComparison counts,
        @Nullable Lacking lacking) {
    /** What a campaign is held against. */
    public enum Kind {
        /** People who were kept out, and have a link that counts them. */
        AUDIENCE,
        /** As many days before it. */
        BEFORE,
        /** People who were kept out, of whom is known what was found elsewhere. */
        FIGURES;

        /** As the API writes it. */
        public String label() {
            return word(this);
        }
    }

    /** What shares are of. */
    public enum Of {
        /** Those whom it was sent to. */
        SENT,
        /** Those who came. */
        VISITORS,
        /** So many days, of which conversions are counted, whatever led to them. */
        DAYS;

        /** As the API writes it. */
        public String label() {
            return word(this);
        }
    }

    /** Why nothing can be compared. */
    public enum Lacking {
        /** To how many it was sent. */
        SENT,
        /** Visitors, on either side; or there were more conversions than them. */
        VISITORS,
        /** Days: the campaign has not begun. */
        DAYS,
        /** The right to see what other campaigns led to. */
        REACH,
        /** People enough that they may be shown. */
        PEOPLE;

        /** As the API writes it. */
        public String label() {
            return word(this);
        }
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    static Lift without(Kind baseline, Of of, Lacking lacking) {
        return new Lift(baseline, of, null, null, lacking);
    }
}
