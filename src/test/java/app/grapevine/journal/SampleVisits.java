package app.grapevine.journal;

import app.grapevine.TestAgents;
import app.grapevine.attribution.Signals;
import app.grapevine.attribution.Visibility;

/** Visits for tests. */
public final class SampleVisits {

    private SampleVisits() {}

    /** A click of a person, by all that the request shows. */
    public static Visit of(long atMillis, long linkId, long visitor) {
        return of(atMillis, linkId, visitor, Signals.ofUserAgent(TestAgents.IPHONE));
    }

    /** The pseudonym is of the visitor and the link, as a real one. */
    public static Visit of(long atMillis, long linkId, long visitor, Signals signals) {
        long pseudonym = visitor == 0 ? 0 : (1_000_003 * linkId + visitor) * 0x9e3779b97f4a7c15L;
        return new Visit(atMillis, linkId, false, null, Visibility.UNKNOWN, pseudonym, 1000 + visitor, "DE", signals);
    }

    public static Visit preview(long atMillis, long linkId) {
        return of(atMillis, linkId, 0, Signals.ofUserAgent(TestAgents.TELEGRAM_FETCHER));
    }

    public static Visit suppressed(long quarterMillis, long linkId) {
        return new Visit(quarterMillis, linkId, true, null, Visibility.UNKNOWN, 0, 0, null, null);
    }
}
