package app.grapevine.web.visit;

import app.grapevine.ops.Metrics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Counts what visits to short links got, and how long that took. Safe for use by many threads. */
final class RedirectMetrics {
    /** What a visit got. The names of the constants, in lower case, are the metric's labels. */
    enum Outcome {
        REDIRECT,
        /** The page that opens an app, where a redirect is known to fail. */
        INTO_APP,
        CARD,
        EXPIRED_DESTINATION,
        GONE,
        DISABLED,
        BLOCKED,
        NOT_FOUND,
        NOT_YET,
        LIMITED,
        UNAVAILABLE,
        /** Shown the form for a link's password; who gives the right one gets one of the others. */
        PASSWORD_ASKED,
        PASSWORD_WRONG,
        /** Asked for ahead of a tap; got nothing, so that the tap is seen. */
        SPECULATION
    }

    private final List<Metrics.Events> outcomes;
    private final Metrics.Timer timer;

    RedirectMetrics(Metrics metrics) {
        outcomes = metrics.counters(
                "grapevine_redirects",
                "Visits to short links by what they got.",
                "outcome",
                Stream.of(Outcome.values())
                        .map(outcome -> outcome.name().toLowerCase(Locale.ROOT))
                        .toList());
        timer = metrics.timer(
                "grapevine_redirect_seconds", "From the request's headers to the begin of the answer to a visit.");
    }

    /** @param beganNanos {@link System#nanoTime()} when the request's headers were there */
    void count(Outcome outcome, long beganNanos) {
        outcomes.get(outcome.ordinal()).increment();
        timer.observe(System.nanoTime() - beganNanos);
    }
}
