package app.grapevine.journal;

import app.grapevine.attribution.Signals;
import app.grapevine.attribution.Visibility;
import org.jspecify.annotations.Nullable;

/**
 * A visit as the redirect saw it, which is what the journal holds. It carries all that the writer needs, so
 * that the writer asks nobody; and no address: what needs one was derived from it at the border.
 *
 * @param atMillis when, in milliseconds since 1970 UTC
 * @param linkId the link
 * @param suppressed whether the person asked not to be tracked; then there are no signals, no visitor, no
 *     network and no country, and {@code atMillis} is the begin of a quarter-hour
 * @param declaredChannel the channel that the link was issued for at that moment, or null
 * @param declaredVisibility the link's visibility at that moment
 * @param visitor the day's pseudonym of the visitor on this link, of which any bits are as good as random;
 *     0 where there is none
 * @param network the day's pseudonym of the network; 0 where there is none
 * @param country ISO 3166-1 alpha-2, or null
 * @param signals what the request reveals; null exactly when suppressed
 * @param rule the label of the link's rule that led it; null where none did, and when suppressed
 */
public record Visit(
        long atMillis,
        long linkId,
        boolean suppressed,
        @Nullable String declaredChannel,
        Visibility declaredVisibility,
        long visitor,
        long network,
        @Nullable String country,
        @Nullable Signals signals,
        @Nullable String rule) {
    public Visit {
        if (suppressed != (signals == null)) {
            throw new IllegalArgumentException("a visit has signals exactly when it is not suppressed");
        }
        if (suppressed && rule != null) {
            throw new IllegalArgumentException("nothing is kept of where a suppressed visit was led");
        }
    }

    /** One that no rule led. */
    public Visit(
            long atMillis,
            long linkId,
            boolean suppressed,
            @Nullable String declaredChannel,
            Visibility declaredVisibility,
            long visitor,
            long network,
            @Nullable String country,
            @Nullable Signals signals) {
        this(
                atMillis,
                linkId,
                suppressed,
                declaredChannel,
                declaredVisibility,
                visitor,
                network,
                country,
                signals,
                null);
    }

    /** The same, led by a rule; of who asked not to be tracked nothing is kept of it. */
    public Visit ledBy(@Nullable String label) {
        return suppressed || label == null
                ? this
                : new Visit(
                        atMillis,
                        linkId,
                        false,
                        declaredChannel,
                        declaredVisibility,
                        visitor,
                        network,
                        country,
                        signals,
                        label);
    }
}
