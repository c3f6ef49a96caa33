package app.grapevine.clicks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps what visitors can make up from growing the tables: of a link, a UTC day and a dimension, the first so
 * many different values are kept, and any further one becomes {@value #OTHER}. The limits: {@value
 * #REFERRERS} referrers, {@value #LANGUAGES} languages. They hold for a node; a restart, or being pushed out
 * of this memory by {@value #MAX_CHARACTERS} characters of other links' values, begins the count anew.
 *
 * <p>Used by the writer's thread.
 */
public final class ValueLimits {
    public static final String OTHER = "other";
    static final int REFERRERS = 200;
    static final int LANGUAGES = 40;
    private static final int MAX_CHARACTERS = 8_000_000;
    private static final int OVERHEAD = 40;

    private record Key(long linkId, long epochDay, boolean referrers) {}

    private static final class Seen {
        private final Set<String> values = new HashSet<>();
        private int weight = OVERHEAD;
    }

    private final Cache<Key, Seen> seen = Caffeine.newBuilder()
            .maximumWeight(MAX_CHARACTERS)
            .weigher((Key key, Seen values) -> values.weight)
            .build();

    String referrer(long linkId, long epochDay, String value) {
        return limited(new Key(linkId, epochDay, true), value, REFERRERS);
    }

    String language(long linkId, long epochDay, String value) {
        return limited(new Key(linkId, epochDay, false), value, LANGUAGES);
    }

    private String limited(Key key, String value, int limit) {
        Seen values = seen.get(key, any -> new Seen());
        if (values.values.contains(value)) {
            return value;
        }
        if (values.values.size() >= limit) {
            return OTHER;
        }
        values.values.add(value);
        values.weight += OVERHEAD + value.length();
        seen.put(key, values);
        return value;
    }
}
