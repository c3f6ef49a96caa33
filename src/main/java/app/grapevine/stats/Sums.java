package app.grapevine.stats;

import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.rollups.Dimension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an answer is added up in: a sum for each row. A key is what {@code by} asks for: the number of a step in
 * time, the id of a link, or a text or null for all else. Not safe for use by many threads.
 */
final class Sums {
    /** More rows than a heap of 256 MB should have to hold for one question. */
    static final int MOST_KEYS = 250_000;

    /** Up to three keys, by the number of dimensions; none for a total. */
    record Key(
            @Nullable Object first,
            @Nullable Object second,
            @Nullable Object third) {
        static final Key NONE = new Key(null, null, null);

        /** @param keys three at most */
        static Key of(@Nullable Object[] keys) {
            return new Key(at(keys, 0), at(keys, 1), at(keys, 2));
        }

        private static @Nullable Object at(@Nullable Object[] keys, int place) {
            return keys.length > place ? keys[place] : null;
        }

        @Nullable
        Object at(int place) {
            return place == 0 ? first : place == 1 ? second : third;
        }

        /** The same without one of them. @param place -1 for none */
        Key without(int place) {
            return new Key(place == 0 ? null : first, place == 1 ? null : second, place == 2 ? null : third);
        }
    }

    private final List<Dimension> by;
    private final @Nullable Buckets buckets;
    private final Map<Key, Sum> rows = new HashMap<>();

    Sums(List<Dimension> by, @Nullable Buckets buckets) {
        this.by = by;
        this.buckets = buckets;
    }

    List<Dimension> by() {
        return by;
    }

    boolean isBy(Dimension dimension) {
        return by.contains(dimension);
    }

    Map<Key, Sum> rows() {
        return rows;
    }

    int bucket(long quarter) {
        return buckets == null ? 0 : buckets.indexOf(quarter);
    }

    boolean isOneBucket(long first, long last) {
        return buckets == null || buckets.isOne(first, last);
    }

    /** @param keys as many as there are dimensions */
    Sum row(@Nullable Object[] keys) {
        Key key = Key.of(keys);
        Sum sum = rows.get(key);
        if (sum == null) {
            if (rows.size() >= MOST_KEYS) {
                throw RefusedException.invalid("by", FaultCode.TOO_MANY_ROWS, Map.of("most", MOST_KEYS));
            }
            sum = new Sum();
            rows.put(key, sum);
        }
        return sum;
    }

    /** The sum of all rows. Of use only where no visit is in two of them. */
    Sum total() {
        Sum total = new Sum();
        rows.values().forEach(total::addAll);
        return total;
    }
}
