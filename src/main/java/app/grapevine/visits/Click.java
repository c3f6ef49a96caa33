package app.grapevine.visits;

import app.grapevine.attribution.Agent;
import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A visit as recorded, with its verdict: a row of the click table. Its identity is (node, sequence).
 *
 * @param kind the verdict's, or suppressed
 * @param verdict null exactly when suppressed
 * @param firstOfDay whether it is the first click of its visitor on this link on its UTC day: the sum of
 *     these is the daily visitors
 * @param referrer the referrer's host, or {@code android-app://…}; null without a referrer
 * @param language primary subtag, lower case; or null
 * @param shareAttempt whether it is a preview that counts as an attempt to share: not one that comes within
 *     the time for which the app keeps previews
 * @param rule the label of the link's rule that led it; null where none did
 */
public record Click(
        long node,
        long sequence,
        long atMillis,
        long linkId,
        Kind kind,
        @Nullable Verdict verdict,
        boolean firstOfDay,
        @Nullable String country,
        @Nullable String language,
        Agent agent,
        @Nullable String referrer,
        boolean shareAttempt,
        @Nullable String rule) {
    /** One that no rule led. */
    public Click(
            long node,
            long sequence,
            long atMillis,
            long linkId,
            Kind kind,
            @Nullable Verdict verdict,
            boolean firstOfDay,
            @Nullable String country,
            @Nullable String language,
            Agent agent,
            @Nullable String referrer,
            boolean shareAttempt) {
        this(
                node,
                sequence,
                atMillis,
                linkId,
                kind,
                verdict,
                firstOfDay,
                country,
                language,
                agent,
                referrer,
                shareAttempt,
                null);
    }

    /** As it is found to be when it is stored. */
    public Click stored(boolean firstOfDay, boolean shareAttempt) {
        if (firstOfDay == this.firstOfDay && shareAttempt == this.shareAttempt) {
            return this;
        }
        return new Click(
                node,
                sequence,
                atMillis,
                linkId,
                kind,
                verdict,
                firstOfDay,
                country,
                language,
                agent,
                referrer,
                shareAttempt,
                rule);
    }
}
