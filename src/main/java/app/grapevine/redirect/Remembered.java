package app.grapevine.redirect;

import app.grapevine.base.ElapsedTime;
import app.grapevine.storage.ChangeListener;
import app.grapevine.storage.DatabaseUnavailableException;
import app.grapevine.storage.LinkKey;
import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was read of codes, that nothing was found among it, in a bounded cache. Safe for use by many threads.
 *
 * <p>The database is read on a miss only, once a key however many ask at once, and anew after {@link #REFRESH} by a thread of
 * its own. What is remembered is kept while the database is away.
 *
 * <p>Where news of changes may have been missed, nothing that is remembered can be relied on: it is read anew at the
 * next visit. But as long as that fails, since the database is away again, it is still the best that is known, and told.
 */
final class Remembered<V> implements ChangeListener {
    private static final Duration REFRESH = Duration.ofMinutes(5);
    private static final Duration NEGATIVE = Duration.ofMinutes(1);
    /** While the database is away, this long after a failed read a miss is answered without trying again. */
    private static final long PAUSE_MILLIS = 500;

    private final LoadingCache<LinkKey, Optional<V>> cache;
    private final Executor renewing;
    private final ElapsedTime elapsed;
    private final long most;
    private final Function<LinkKey, LinkKey> changed;
    /** What was remembered when news may have been missed, without what was read since. */
    private final Map<LinkKey, Optional<V>> unsure = new ConcurrentHashMap<>();

    /** By {@link #elapsed}. From then on, whatever is unsure and was not asked for is forgotten at the next read. */
    private volatile long unsureUntilMillis;
    /** By {@link #elapsed}; 0 where no read has failed. */
    private volatile long awayUntilMillis;

    /**
     * @param most how many keys are remembered, and again how many of what is unsure
     * @param load from the database
     * @param changed of the key of a link that has changed, that by which something of it is remembered here
     * @param renewing where what waits for the database may run
     */
    Remembered(
            long most,
            Function<LinkKey, Optional<V>> load,
            Function<LinkKey, LinkKey> changed,
            StatsCounter counts,
            Ticker ticker,
            ElapsedTime elapsed,
            Executor renewing) {
        this.most = most;
        this.changed = changed;
        this.elapsed = elapsed;
        this.renewing = renewing;
        cache = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfter(Expiry.writing((LinkKey key, Optional<V> found) ->
                        found.isPresent() ? Duration.ofNanos(Long.MAX_VALUE) : NEGATIVE))
                .refreshAfterWrite(REFRESH)
                .recordStats(() -> counts)
                .executor(Runnable::run)
                .ticker(ticker)
                .build(new Loading(load));
    }

    /**
     * Whoever reads the cache does its housekeeping too, which is less work than waking a thread for it; but what
     * waits for the database, the reading anew of what is remembered, has a thread of its own.
     */
    private final class Loading implements CacheLoader<LinkKey, Optional<V>> {
        private final Function<LinkKey, Optional<V>> database;

        Loading(Function<LinkKey, Optional<V>> database) {
            this.database = database;
        }

        @Override
        public Optional<V> load(LinkKey key) {
            Optional<V> found = database.apply(key);
            if (!unsure.isEmpty()) {
                unsure.remove(key);
                if (elapsed.millis() > unsureUntilMillis) {
                    unsure.clear();
                }
            }
            return found;
        }

        @Override
        public CompletableFuture<Optional<V>> asyncReload(LinkKey key, Optional<V> old, Executor inline) {
            return CompletableFuture.supplyAsync(() -> load(key), renewing);
        }
    }

    /** Null where nothing is, not even that there is nothing. Not counted as a hit or a miss; never blocks. */
    @Nullable
    Optional<V> known(LinkKey key) {
        return cache.asMap().get(key);
    }

    /**
     * What is known, read where nothing is.
     *
     * @throws DatabaseUnavailableException if it cannot be read, and nothing was known of late
     */
    Optional<V> read(LinkKey key) {
        Optional<V> known = cache.asMap().get(key);
        if (known != null) {
            return known;
        }
        long away = awayUntilMillis;
        if (away != 0 && elapsed.millis() < away) {
            return unsure(
                    key, new DatabaseUnavailableException(new IllegalStateException("a read failed a moment ago")));
        }
        try {
            return cache.get(key);
        } catch (DatabaseUnavailableException e) {
            awayUntilMillis = elapsed.millis() + PAUSE_MILLIS;
            return unsure(key, e);
        }
    }

    private Optional<V> unsure(LinkKey key, DatabaseUnavailableException otherwise) {
        Optional<V> lately = unsure.get(key);
        if (lately == null) {
            throw otherwise;
        }
        return lately;
    }

    void put(LinkKey key, Optional<V> value) {
        cache.put(key, value);
    }

    /** Puts another in the place of {@code known}, unless that was forgotten meanwhile. */
    void replace(LinkKey key, Optional<V> known, Optional<V> other) {
        cache.asMap().replace(key, known, other);
    }

    /** Not while {@link #onAll} puts aside what it forgets. */
    synchronized void forget(LinkKey key) {
        unsure.remove(key);
        cache.invalidate(key);
    }

    @Override
    public void onChange(Collection<LinkKey> keys) {
        keys.forEach(key -> forget(changed.apply(key)));
    }

    @Override
    public synchronized void onAll() {
        unsureUntilMillis = elapsed.millis() + REFRESH.toMillis();
        cache.asMap().forEach((key, found) -> {
            if (found.isPresent() && unsure.size() < most) {
                unsure.put(key, found);
            }
        });
        cache.invalidateAll();
    }

    CacheStats stats() {
        return cache.stats();
    }

    /** How many keys are remembered, about. */
    long size() {
        return cache.estimatedSize();
    }
}
