package app.grapevine.experiment;

import app.grapevine.experiment.Snapshot.Key;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What the service reports of a place's visits, beside the truth.
 *
 * @param visits those that were made, the truth
 * @param direct clicks without a referrer: all that a report by referrer would show of them is "direct"
 * @param right clicks reported under the place's channel
 * @param family clicks reported under the company whose apps cannot be told apart, the right one
 * @param wrong clicks reported under a channel that is not the place's
 * @param unknown clicks reported without a channel
 * @param byTier clicks by tier
 * @param knowsPlace whether no other place has this link, so that even a message and a post in one app are told apart
 */
record Outcome(
        Place place,
        long visits,
        long direct,
        long right,
        long family,
        long wrong,
        long unknown,
        Map<String, Long> byTier,
        boolean knowsPlace) {
    Outcome {
        byTier = Map.copyOf(byTier);
    }

    static Outcome of(Place place, long visits, Snapshot before, Snapshot after, boolean knowsPlace) {
        Map<Key, Long> clicks = after.clicksSince(before);
        Map<String, Long> byTier = new TreeMap<>();
        clicks.forEach((key, count) -> byTier.merge(key.tier(), count, Long::sum));
        ToLongFunction<Predicate<String>> named = which -> clicks.entrySet().stream()
                .filter(entry -> which.test(entry.getKey().channel()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new Outcome(
                place,
                visits,
                after.darkBefore() - before.darkBefore(),
                named.applyAsLong(place.channel()::equals),
                named.applyAsLong(place::isOfFamily),
                named.applyAsLong(channel ->
                        !channel.isEmpty() && !channel.equals(place.channel()) && !place.isOfFamily(channel)),
                named.applyAsLong(String::isEmpty),
                byTier,
                knowsPlace);
    }

    long clicks() {
        return right + family + wrong + unknown;
    }

    boolean everyClickIsRight() {
        return right == visits && clicks() == visits;
    }

    boolean noClickIsWrong() {
        return wrong == 0 && clicks() == visits;
    }
}
