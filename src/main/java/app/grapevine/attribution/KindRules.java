package app.grapevine.attribution;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Person, preview or bot, by more than the user agent: an ordered table, the first rule that applies decides; where
 * none does, the user agent's {@link Reading} does.
 */
final class KindRules {
    /**
     * A visit to be judged.
     *
     * @param signed whether it shows a strong sign of an app
     */
    record Case(Signals signals, Reading reading, RequestContext context, boolean burst, boolean echo, boolean signed) {
        boolean isPersonSoFar() {
            return reading.kind() == Kind.CLICK;
        }

        /** What is held against the browser that it claims to be; of one inside an app nobody knows what it sends. */
        List<Evidence> heldAgainst(Contradictions contradictions) {
            return signed || context.webView()
                    ? List.of()
                    : contradictions.of(reading.engine(), context, signals.fetchMetadata());
        }

        /** Whether nothing says that somebody tapped: no app shows, and no browser vouches for it. */
        boolean isUnproven() {
            return isPersonSoFar() && !signed && !isNavigation(signals.fetchMetadata());
        }
    }

    /**
     * @param name stands in the evidence
     * @param evidenceKind of the evidence
     * @param value what was seen
     */
    record Rule(String name, String evidenceKind, Predicate<Case> applies, String value) {
        Evidence evidence() {
            return new Evidence(evidenceKind, name, value);
        }
    }

    /** A known fetcher is a preview whatever its method. */
    static final List<Rule> OF_THE_REQUEST = List.of(
            new Rule("head", "method", c -> c.signals.head(), "HEAD"),
            new Rule("prefetch", "purpose", c -> isPrefetch(c.signals.purpose()), "prefetch"),
            new Rule("headless-hint", "client-hints", c -> c.context.headless(), "HeadlessChrome"),
            new Rule(
                    "not-a-navigation",
                    "fetch-metadata",
                    c -> c.isPersonSoFar() && isSubresource(c.signals.fetchMetadata()),
                    "a script's or an image's request"));

    /** Neither is proof against somebody who demonstrably tapped. */
    static final List<Rule> OF_THE_CIRCUMSTANCES = List.of(
            new Rule("wechat-echo", "timing", c -> c.echo && c.isUnproven(), "second request of a clicked link"),
            new Rule("burst", "timing", c -> c.burst && c.isUnproven(), "many links, or many networks, at once"));

    private KindRules() {}

    /** {@code prefetch}, {@code prefetch;prerender}, {@code prerender}, and Safari's {@code preview}. */
    static boolean isPrefetch(String purpose) {
        if (purpose.isEmpty()) {
            return false;
        }
        String lower = purpose.toLowerCase(Locale.ROOT);
        return lower.contains("prefetch") || lower.contains("prerender") || lower.contains("preview");
    }

    /** What a browser says of itself when somebody follows a link; scanners that pose as one leave it out. */
    private static boolean isNavigation(String fetchMetadata) {
        return fetchMetadata.contains("navigate") || fetchMetadata.endsWith("?1");
    }

    /** People arrive by navigation; a page's scripts and images do not. */
    private static boolean isSubresource(String fetchMetadata) {
        int mode = fetchMetadata.indexOf('/') + 1;
        return mode > 0
                && (fetchMetadata.startsWith("cors", mode)
                        || fetchMetadata.startsWith("no-cors", mode)
                        || fetchMetadata.startsWith("same-origin", mode));
    }
}
