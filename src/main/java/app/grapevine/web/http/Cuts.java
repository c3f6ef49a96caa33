package app.grapevine.web.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often somebody was cut off or refused, by why; told in the log at most once a minute. And which subscribers were cut
 * off for slowness again and again of late. Safe for use by many threads.
 */
final class Cuts {
    private static final Logger LOG = LoggerFactory.getLogger(Cuts.class);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    /** So many more than are forgiven make a subscriber stubborn; twice as many are forgiven in {@link #FORGIVEN_WITHIN}. */
    private static final int STUBBORN_AT = 30;

    private static final Duration FORGIVEN_WITHIN = Duration.ofMinutes(5);

    private static final int SUBSCRIBERS = 50_000;

    /** Of those who were slow of late: whoever has less than half left is stubborn. */
    private final Cache<String, Bucket> patience = Caffeine.newBuilder()
            .maximumSize(SUBSCRIBERS)
            .expireAfterAccess(FORGIVEN_WITHIN.multipliedBy(2))
            .build();

    private final Map<Cut, LongAdder> counts = new EnumMap<>(Cut.class);
    /** What was told already. Used by one sweep at a time, like the next. */
    private final Map<Cut, Long> told = new EnumMap<>(Cut.class);

    private long toldAt = System.nanoTime() - BETWEEN_LINES.toNanos();

    Cuts() {
        for (Cut cut : Cut.values()) {
            counts.put(cut, new LongAdder());
            told.put(cut, 0L);
        }
    }

    void count(Cut cut) {
        of(cut).increment();
    }

    /** Counts that a connection of one subscriber was cut for being slow. */
    void slow(String subscriber) {
        patience.get(
                        subscriber,
                        unknown -> Bucket.builder()
                                .addLimit(limit ->
                                        limit.capacity(2 * STUBBORN_AT).refillGreedy(2 * STUBBORN_AT, FORGIVEN_WITHIN))
                                .build())
                .tryConsume(1);
    }

    boolean isStubborn(String subscriber) {
        Bucket left = patience.getIfPresent(subscriber);
        return left != null && left.getAvailableTokens() < STUBBORN_AT;
    }

    long sum(Cut cut) {
        return of(cut).sum();
    }

    private LongAdder of(Cut cut) {
        LongAdder count = counts.get(cut);
        if (count == null) {
            throw new IllegalStateException(cut.name());
        }
        return count;
    }

    /** Says what came since the last line, unless that was less than a minute ago. */
    void tell() {
        long now = System.nanoTime();
        if (now - toldAt < BETWEEN_LINES.toNanos()) {
            return;
        }
        StringBuilder line = new StringBuilder();
        counts.forEach((cut, count) -> {
            long sum = count.sum();
            long more = sum - told.getOrDefault(cut, 0L);
            told.put(cut, sum);
            if (more > 0 && cut != Cut.RESTED) {
                line.append(line.isEmpty() ? "" : "; ")
                        .append(more)
                        .append(", for ")
                        .append(cut.words());
            }
        });
        if (!line.isEmpty()) {
            toldAt = now;
            LOG.warn("clients were cut off or refused: {}", line);
        }
    }
}
