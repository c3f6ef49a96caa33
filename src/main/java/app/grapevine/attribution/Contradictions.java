package app.grapevine.attribution;

import static app.grapevine.attribution.Engine.Family.CHROMIUM;
import static app.grapevine.attribution.Engine.Family.WEBKIT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a request has, or lacks, that the browser it claims to come from would not send: a table of which every rule that
 * applies is one contradiction. One leaves a visit unproven, two are a program in a browser's clothes.
 *
 * <p>They hold over encrypted connections alone, for over others browsers leave out most of it, and for whole browsers
 * ({@link Engine}). From which version on a browser sends what:
 *
 * <table>
 * <caption>First versions</caption>
 * <tr><th>what</th><th>Chromium</th><th>Safari</th><th>source</th></tr>
 * <tr><td>Sec-Fetch-Site, -Mode, -Dest, -User</td><td>80</td><td>16.4</td>
 *     <td>MDN's compatibility data; W3C Fetch Metadata Request Headers</td></tr>
 * <tr><td>Sec-CH-UA, -Mobile</td><td>89</td><td>never</td><td>WICG User-Agent Client Hints; Chrome Platform Status</td></tr>
 * <tr><td>Sec-CH-UA-Platform without being asked</td><td>93</td><td>never</td><td>the same</td></tr>
 * <tr><td>APNG in Accept of a navigation</td><td>59</td><td>never</td><td>Chromium's source, network constants</td></tr>
 * <tr><td>signed exchanges in Accept</td><td>73</td><td>never</td><td>the same</td></tr>
 * </table>
 *
 * <p>Firefox sends no client hints and is asked for nothing that it may leave out; the older ones and those whose fetch
 * metadata somebody turned off are people's.
 */
final class Contradictions {
    /** So many are no accident. */
    static final int ENOUGH = 2;

    /**
     * A request by what claims to be a whole browser.
     *
     * @param bare whether it has no fetch metadata
     */
    private record Case(Engine engine, RequestContext context, boolean bare) {
        boolean is(Engine.Family family, int from) {
            return engine.family() == family && engine.version() >= from;
        }

        boolean isNoChromium() {
            return engine.family() != CHROMIUM;
        }
    }

    private record Rule(Evidence evidence, Predicate<Case> applies) {
        Rule(String name, String evidenceKind, Predicate<Case> applies, String value) {
            this(new Evidence(evidenceKind, name, value), applies);
        }
    }

    /**
     * What was found of a request seen lately. Engines and contexts are remembered by those who read them, so those seen
     * lately are the same objects.
     */
    private record Known(Engine engine, RequestContext context, boolean bare, List<Evidence> found) {
        boolean isOf(Engine one, RequestContext other, boolean without) {
            return engine == one && context == other && bare == without;
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "no-fetch-metadata",
                    "fetch-metadata",
                    c -> c.bare && (c.is(CHROMIUM, 80) || c.is(WEBKIT, 1604)),
                    "no Sec-Fetch"),
            new Rule("no-client-hints", "client-hints", c -> !c.context.brands() && c.is(CHROMIUM, 89), "no Sec-CH-UA"),
            new Rule(
                    "no-platform-hint",
                    "client-hints",
                    c -> c.context.platform() == null && c.is(CHROMIUM, 93),
                    "no Sec-CH-UA-Platform"),
            new Rule(
                    "hints-of-another-version",
                    "client-hints",
                    c -> c.engine.family() == CHROMIUM
                            && c.context.brands()
                            && c.context.chromium() != c.engine.version(),
                    "another version in Sec-CH-UA"),
            new Rule(
                    "hints-of-another-system",
                    "client-hints",
                    c -> c.engine.family() == CHROMIUM && !fits(c.context.platform(), c.engine.system()),
                    "another system in Sec-CH-UA-Platform"),
            new Rule(
                    "hints-of-another-browser",
                    "client-hints",
                    c -> c.isNoChromium() && (c.context.brands() || c.context.platform() != null),
                    "Sec-CH-UA"),
            new Rule(
                    "accepts-apng",
                    "accept",
                    c -> c.isNoChromium() && c.context.apng(),
                    "APNG, which Chromium asks for"),
            new Rule(
                    "accepts-exchanges",
                    "accept",
                    c -> c.isNoChromium() && c.context.exchange(),
                    "signed exchanges, which Chromium asks for"),
            new Rule("accepts-no-page", "accept", c -> c.context.noPage(), "no HTML"));

    /** Systems by what Sec-CH-UA-Platform calls them. Chrome on Android says Linux where a desktop's site was asked for. */
    private static final Map<String, Set<String>> SYSTEMS = Map.of(
            "windows", Set.of("windows"),
            "macos", Set.of("macos", "ios"),
            "linux", Set.of("linux", "chromeos", "android"),
            "android", Set.of("android", "linux"),
            "chrome os", Set.of("chromeos", "linux"),
            "chromium os", Set.of("chromeos", "linux"));

    /** A power of two. */
    private static final int REMEMBERED = 512;

    /** Entries are immutable, so a lost race costs one search. */
    private final @Nullable Known[] known = new Known[REMEMBERED];

    /** Those in a request; empty where nothing can be held against it. Safe for use by many threads. */
    List<Evidence> of(@Nullable Engine engine, RequestContext context, String fetchMetadata) {
        if (engine == null || !context.https()) {
            return List.of();
        }
        boolean bare = fetchMetadata.isEmpty();
        int slot = (31 * System.identityHashCode(engine) + System.identityHashCode(context)) & REMEMBERED - 1;
        Known lately = known[slot];
        if (lately != null && lately.isOf(engine, context, bare)) {
            return lately.found;
        }
        List<Evidence> found = search(new Case(engine, context, bare));
        known[slot] = new Known(engine, context, bare, found);
        return found;
    }

    private static List<Evidence> search(Case request) {
        List<Evidence> found = List.of();
        for (Rule rule : RULES) {
            if (rule.applies.test(request)) {
                found = found.isEmpty() ? new ArrayList<>(2) : found;
                found.add(rule.evidence);
            }
        }
        return List.copyOf(found);
    }

    private static boolean fits(@Nullable String platform, String system) {
        Set<String> systems = platform == null ? null : SYSTEMS.get(platform.replace('_', ' '));
        return systems == null || systems.contains(system);
    }
}
