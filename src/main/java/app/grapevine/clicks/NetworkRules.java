package app.grapevine.clicks;

import app.grapevine.attribution.Evidence;
import app.grapevine.attribution.Signals;
import app.grapevine.journal.Visit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells clicks of one link that come from one network in a way in which people do not come. Not safe for use by many
 * threads; to be shown each click once, in the order of the journal.
 *
 * <p>Volume alone says nothing: an office, a school and a carrier's customers share a network, and all of them may read one
 * message. What people on one network do not have is what somebody makes up who wants to be many: an agent of its own for
 * nearly each click, places they all come from, marks of app after app. So a rule counts how many different ones there are,
 * and holds that against the clicks as well: of forty people with browsers a dozen agents are left, for browsers look
 * alike on purpose. The reverse, one agent and nothing else at the pace of a program, is a rule too. And a network is looked
 * at only if it brings a good part of the link's clicks: what is seen of a link that a whole country taps is a carrier.
 *
 * <p>What a rule has said it says for as long again as it looks back, whatever comes; else whoever repeats what he made up
 * would soon look like people. The clicks before the first that is too much are not called back: they may be people's.
 *
 * <p>By the visits' own times, so that a backlog is judged as it would have been at once. What is remembered is in memory
 * alone: some {@value RecentVisits#MAX_REMEMBERED} pairs of link and network, the last ones, 270 bytes each, or 1.5 KB
 * where there are many clicks. It begins anew with the process, and with the network's pseudonym at midnight UTC, and each
 * node has its own; so then as many again may count as clicks as a rule lets pass. A network of which nothing is known, as
 * behind a proxy that is not trusted, is never looked at.
 */
public final class NetworkRules {
    /** The kind of evidence that such a click is set apart by. */
    public static final String EVIDENCE = "network";

    /** After this long a click weighs half in a network's share. */
    private static final Duration HALF_LIFE = Duration.ofMinutes(10);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /**
     * @param within how far it looks back
     * @param limit how much is not too much; 0 where the rule is off
     * @param percent of the clicks that it has to be as well
     */
    private record Rule(
            Evidence evidence, Duration within, int limit, int percent, ToIntFunction<LastClicks.Seen> count) {
        static Rule of(
                String name,
                String what,
                Duration within,
                int limit,
                int percent,
                ToIntFunction<LastClicks.Seen> count) {
            String value = "more than " + limit + " " + what + " on one link from one network within "
                    + (within.equals(MINUTE) ? "a minute" : "an hour");
            return new Rule(new Evidence(EVIDENCE, name, value), within, limit, percent, count);
        }

        boolean applies(LastClicks.Seen seen) {
            int counted = count.applyAsInt(seen);
            return counted > limit && 100 * counted >= percent * seen.clicks();
        }
    }

    /** How many clicks there were of late; each weighs the less the longer ago it was. */
    private static final class Weight {
        private double weight;
        private long atMillis;

        double add(long at) {
            long passed = at - atMillis;
            if (passed > 0) {
                weight *= Math.exp(-Math.log(2) * passed / HALF_LIFE.toMillis());
                atMillis = at;
            }
            return ++weight;
        }
    }

    private static final class Pair {
        private final LastClicks clicks = new LastClicks();
        private final Weight weight = new Weight();
        private @Nullable Rule broken;
        private long brokenAt;
    }

    private final List<Rule> rules;
    private final int least;
    private final int share;
    private final Map<Long, Pair> pairs = RecentVisits.bounded();
    private final Map<Long, Weight> links = RecentVisits.bounded();

    NetworkRules(UnusualSettings settings) {
        rules = List.of(
                        Rule.of(
                                "many-agents",
                                "user agents",
                                MINUTE,
                                settings.agentsMinute(),
                                50,
                                LastClicks.Seen::agents),
                        Rule.of("many-agents", "user agents", HOUR, settings.agentsHour(), 80, LastClicks.Seen::agents),
                        Rule.of(
                                "many-referrers",
                                "referrers",
                                HOUR,
                                settings.referrers(),
                                50,
                                LastClicks.Seen::referrers),
                        Rule.of("many-marks", "marks of apps", HOUR, settings.marks(), 50, LastClicks.Seen::marks),
                        Rule.of(
                                "one-agent",
                                "clicks of one user agent",
                                MINUTE,
                                settings.repeats(),
                                90,
                                LastClicks.Seen::sameAgent))
                .stream()
                .filter(rule -> rule.limit > 0)
                .toList();
        least = rules.stream().mapToInt(Rule::limit).min().orElse(Integer.MAX_VALUE);
        share = settings.share();
    }

    /** Remembers a click; why it is to be set apart, or null. */
    @Nullable
    Evidence look(Visit click) {
        Signals signals = click.signals();
        if (signals == null) {
            return null;
        }
        long at = click.atMillis();
        double ofLink =
                links.computeIfAbsent(click.linkId(), none -> new Weight()).add(at);
        if (click.network() == 0) {
            return null;
        }
        Pair pair = pairs.computeIfAbsent(key(click), none -> new Pair());
        pair.clicks.add(
                at,
                signals.userAgent().hashCode(),
                signals.referrer().hashCode(),
                31 * signals.requestedWith().hashCode() + signals.markers().hashCode());
        double ofPair = pair.weight.add(at);
        Rule rule = 100 * ofPair < share * ofLink ? null : broken(pair.clicks, at);
        if (rule != null) {
            pair.broken = rule;
            pair.brokenAt = at;
        }
        Rule held = pair.broken;
        return held != null && at - pair.brokenAt < held.within.toMillis() ? held.evidence : null;
    }

    private @Nullable Rule broken(LastClicks clicks, long at) {
        if (clicks.size() <= least) {
            return null;
        }
        LastClicks.Seen minute = clicks.since(at - MINUTE.toMillis());
        LastClicks.Seen hour = clicks.since(at - HOUR.toMillis());
        for (Rule rule : rules) {
            if (rule.applies(rule.within.equals(MINUTE) ? minute : hour)) {
                return rule;
            }
        }
        return null;
    }

    /** A pseudonym's bits are as good as random, so another pair hardly ever has the same. */
    private static long key(Visit click) {
        return click.network() ^ click.linkId() * 0x9E3779B97F4A7C15L;
    }

    void forget() {
        pairs.clear();
        links.clear();
    }
}
