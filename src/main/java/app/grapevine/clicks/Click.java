package app.grapevine.clicks;

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
        @Nullable String referrer) {

    Click asFirstOfDay() {
        return new Click(node, sequence, atMillis, linkId, kind, verdict, true, country, language, agent, referrer);
    }
}
