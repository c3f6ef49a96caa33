package app.grapevine.redirect;

import app.grapevine.base.ElapsedTime;
import app.grapevine.links.Links;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.DatabaseUnavailableException;
import app.grapevine.storage.LinkKey;
import com.github.benmanes.caffeine.cache.Ticker;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import com.github.benmanes.caffeine.cache.stats.ConcurrentStatsCounter;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * By what else than its code a link is found: an alias, or either in another case of its letters. What was read is remembered.
 * What becomes of a link changes nothing of it, since it leads to the link's own key. Safe for use by many threads.
 */
final class OtherKeys {
    /** By the key of a folded code, that of the link which has the code, in whatever case it was chosen. */
    private final Remembered<LinkKey> cases;
    /** By the key of an alias, that of its link, be it deleted or not. */
    private final Remembered<LinkKey> aliases;

    /** @param most how many of each are remembered @param renewing where what waits for the database may run */
    OtherKeys(Links links, long most, Ticker ticker, ElapsedTime elapsed, Executor renewing) {
        cases = keys(links::findFolded, KnownCodes::folded, most, ticker, elapsed, renewing);
        aliases = keys(links::findByAlias, key -> key, most, ticker, elapsed, renewing);
    }

    private static Remembered<LinkKey> keys(
            Function<LinkKey, Optional<LinkKey>> load,
            Function<LinkKey, LinkKey> changed,
            long most,
            Ticker ticker,
            ElapsedTime elapsed,
            Executor renewing) {
        return new Remembered<>(most, load, changed, new ConcurrentStatsCounter(), ticker, elapsed, renewing);
    }

    void subscribeTo(ChangeFeed feed) {
        feed.subscribe(cases);
        feed.subscribe(aliases);
    }

    /** The link whose alias {@code key} is, if that is remembered; never blocks. */
    @Nullable
    LinkKey ofAlias(LinkKey key) {
        Optional<LinkKey> own = aliases.known(key);
        return own == null ? null : own.orElse(null);
    }

    /** Whether it is remembered of which link {@code key} is an alias, that it is of none among it. */
    boolean isKnownAlias(LinkKey key) {
        return aliases.known(key) != null;
    }

    /** @throws DatabaseUnavailableException if it is not remembered and cannot be read */
    Optional<LinkKey> readAlias(LinkKey key) {
        return aliases.read(key);
    }

    /**
     * @param folded see {@link KnownCodes#folded}
     * @throws DatabaseUnavailableException if it is not remembered and cannot be read
     */
    Optional<LinkKey> readFolded(LinkKey folded) {
        return cases.read(folded);
    }

    /** How often the database was read; no hits and no misses. */
    CacheStats loads() {
        return loads(cases.stats()).plus(loads(aliases.stats()));
    }

    private static CacheStats loads(CacheStats stats) {
        return CacheStats.of(0, 0, stats.loadSuccessCount(), stats.loadFailureCount(), stats.totalLoadTime(), 0, 0);
    }
}
