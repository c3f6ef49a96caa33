package app.grapevine.attribution;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Person, preview or bot, by more than the user agent: an ordered table, the first rule that applies decides; where
 * none does, the user agent's {@link Reading} does.
 */
final class KindRules {
    /** A request to be judged by itself. */
    record Case(Signals signals, Reading reading, RequestContext context) {
        boolean isPersonSoFar() {
            return reading.kind() == Kind.CLICK;
        }
    }

    /**
     * A request by a person, as far as it tells, to be judged by what happened around it.
     *
     * @param signed whether it shows a strong sign of an app
     */
    record Tap(String fetchMetadata, boolean signed, Circumstances circumstances) {
        /** Whether nothing says that somebody tapped: no app shows, and no browser vouches for it. */
        boolean isUnproven() {
            return !signed && !isNavigation(fetchMetadata);
        }
    }

    /**
     * @param <C> what is judged
     * @param evidence of what was seen, with the rule's name
     */
    record Rule<C>(Predicate<C> applies, Evidence evidence) {
        /**
         * @param evidenceKind of the evidence
         * @param value what was seen
         */
        Rule(String name, String evidenceKind, Predicate<C> applies, String value) {
            this(applies, new Evidence(evidenceKind, name, value));
        }
    }

    /** A known fetcher is a preview whatever its method. */
    private static final List<Rule<Case>> OF_THE_REQUEST = List.of(
            new Rule<>("head", "method", c -> c.signals.head(), "HEAD"),
            new Rule<>("prefetch", "purpose", c -> isPrefetch(c.signals.purpose()), "prefetch"),
            new Rule<>("headless-hint", "client-hints", c -> c.context.headless(), "HeadlessChrome"),
            new Rule<>(
                    "not-a-navigation",
                    "fetch-metadata",
                    c -> c.isPersonSoFar() && isSubresource(c.signals.fetchMetadata()),
                    "a script's or an image's request"));

    /** Neither is proof against somebody who demonstrably tapped. */
    private static final List<Rule<Tap>> OF_THE_CIRCUMSTANCES = List.of(
            new Rule<>(
                    "wechat-echo",
                    "timing",
                    c -> c.circumstances.echo() && c.isUnproven(),
                    "second request of a clicked link"),
            new Rule<>(
                    "burst",
                    "timing",
                    c -> c.circumstances.burst() && c.isUnproven(),
                    "many links, or many networks, at once"));

    private KindRules() {}

    /** What of a request says that no person made it; null where nothing does. */
    static @Nullable Evidence automation(Case request) {
        return first(OF_THE_REQUEST, request);
    }

    /** What of the circumstances says that no person made it; null where nothing does. */
    static @Nullable Evidence automation(Tap tap) {
        return first(OF_THE_CIRCUMSTANCES, tap);
    }

    private static <C> @Nullable Evidence first(List<Rule<C>> rules, C judged) {
        for (Rule<C> rule : rules) {
            if (rule.applies.test(judged)) {
                return rule.evidence;
            }
        }
        return null;
    }

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
