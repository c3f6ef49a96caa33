package app.grapevine.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What was found in the database, remembered for {@link #MEMORY}; for those who ask again and again whether it is
 * still so, for {@link #LATELY}. What is forgotten here is found anew at once. Safe for use by many threads.
 */
final class Remembered<T> {
    static final Duration MEMORY = Duration.ofSeconds(10);

    /** A stream asks twice a second, and is to end within one of whatever another node did. */
    static final Duration LATELY = Duration.ofMillis(300);

    private static final int MOST = 10_000;

    private final Cache<String, Optional<T>> usual = cache(MEMORY);
    private final Cache<String, Optional<T>> lately = cache(LATELY);

    private static <T> Cache<String, Optional<T>> cache(Duration memory) {
        return Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(memory).build();
    }

    /** @param fresh whether what was found longer than {@link #LATELY} ago will not do */
    Optional<T> get(String key, boolean fresh, Function<String, Optional<T>> find) {
        return (fresh ? lately : usual).get(key, find);
    }

    /** Changes what is remembered, if it is. */
    void change(String key, UnaryOperator<T> change) {
        usual.asMap().computeIfPresent(key, (same, found) -> found.map(change));
    }

    void forget(String key) {
        usual.invalidate(key);
        lately.invalidate(key);
    }

    void forgetAll() {
        usual.invalidateAll();
        lately.invalidateAll();
    }
}
