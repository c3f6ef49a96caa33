package app.grapevine.returns;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What people who converted said to have heard of it by, beside the channel that their click is found to have come from. Neither is the truth: a
 * click tells the last step, and people what they remember. Each conversion of somebody who was asked counts once.
 *
 * @param rows the most frequent first, {@value #MOST_ROWS} at most
 * @param truncated whether there were more
 * @param byChannel how many named each channel, by its id; whatever their clicks say
 * @param named conversions whose click has a channel, and of whom a channel was named
 * @param agreeing those of them where both are one channel
 */
public record SelfReported(List<Row> rows, boolean truncated, Map<String, Long> byChannel, long named, long agreeing) {
    private static final int MOST_ROWS = 100;

    public SelfReported {
        rows = List.copyOf(rows);
        byChannel = Map.copyOf(byChannel);
    }

    /**
     * @param tied whether it is tied to a click
     * @param channel that the click is found to have come from; null where that is not known
     * @param heardFrom a channel's id, or other words
     */
    public record Row(boolean tied, @Nullable String channel, String heardFrom, long conversions) {}

    private record Key(boolean tied, @Nullable String channel, String heardFrom) {}

    /** Counts what people say. Not safe for use by many threads. */
    static final class Counting {
        private final Map<Key, Long> counts = new HashMap<>();

        void add(Effect effect) {
            @Nullable String heardFrom = effect.heardFrom();
            if (heardFrom != null && !effect.isCorrection()) {
                counts.merge(new Key(true, effect.channel(), heardFrom), 1L, Long::sum);
            }
        }

        void add(Untied untied) {
            @Nullable String heardFrom = untied.heardFrom();
            if (heardFrom != null && untied.conversions() > 0) {
                counts.merge(new Key(false, null, heardFrom), untied.conversions(), Long::sum);
            }
        }

        /** @param isChannel whether a word is a channel's id */
        SelfReported told(Predicate<String> isChannel) {
            return SelfReported.of(counts, isChannel);
        }
    }

    private static SelfReported of(Map<Key, Long> counts, Predicate<String> isChannel) {
        Map<String, Long> byChannel = new HashMap<>();
        long named = 0;
        long agreeing = 0;
        for (Map.Entry<Key, Long> count : counts.entrySet()) {
            Key key = count.getKey();
            if (isChannel.test(key.heardFrom())) {
                byChannel.merge(key.heardFrom(), count.getValue(), Long::sum);
                named += key.channel() == null ? 0 : count.getValue();
                agreeing += key.heardFrom().equals(key.channel()) ? count.getValue() : 0;
            }
        }
        return new SelfReported(rows(counts), counts.size() > MOST_ROWS, byChannel, named, agreeing);
    }

    private static List<Row> rows(Map<Key, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> new Row(
                        count.getKey().tied(),
                        count.getKey().channel(),
                        count.getKey().heardFrom(),
                        count.getValue()))
                .sorted(Comparator.comparingLong(Row::conversions)
                        .reversed()
                        .thenComparing(Row::heardFrom)
                        .thenComparing(Row::channel, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Row::tied))
                .limit(MOST_ROWS)
                .toList();
    }

    /** Whether anybody was asked. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** How often both agree; empty where they cannot be compared. */
    public Optional<Proportion> agreement() {
        return Proportion.find(agreeing, named);
    }
}
