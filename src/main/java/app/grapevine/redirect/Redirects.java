package app.grapevine.redirect;

import app.grapevine.attribution.Kind;
import app.grapevine.base.ElapsedTime;
import app.grapevine.base.HostName;
import app.grapevine.campaigns.Utm;
import app.grapevine.hostlists.HostLists;
import app.grapevine.links.CodeShape;
import app.grapevine.links.Link;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Links;
import app.grapevine.rules.Asked;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.DatabaseUnavailableException;
import app.grapevine.storage.LinkKey;
import com.github.benmanes.caffeine.cache.Ticker;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import com.github.benmanes.caffeine.cache.stats.ConcurrentStatsCounter;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From a host and a path to what is answered. Safe for use by many threads.
 *
 * <p>Links, and codes that are nobody's, are {@link Remembered}. A change forgets the key after its commit and before its
 * author is answered, so the next redirect sees it; other nodes hear within moments, and read anew after some minutes
 * in any case. What is remembered is kept while the database is away.
 *
 * <p>Whether the operator's lists keep recipients from a destination is looked up when a link is read, and remembered with
 * it; when a list has changed, once more at its next visit, without the database.
 */
public final class Redirects {
    private final Links links;
    private final LinkSettings domains;
    private final HostLists hosts;
    private final RedirectSettings settings;
    private final Clock clock;
    /** One hit or one miss a visit, however often the cache is asked for it. */
    private final StatsCounter counter = new ConcurrentStatsCounter();

    private final Remembered<Target> cache;
    private final OtherKeys others;

    private final Executor renewing = renewing();
    private final KnownCodes codes;
    private final Answering answering;

    public Redirects(Links links, LinkSettings domains, RedirectSettings settings, ChangeFeed feed, Clock clock) {
        this(links, domains, settings, feed, clock, Ticker.systemTicker());
    }

    /** @param ticker by which what is remembered grows old */
    Redirects(
            Links links, LinkSettings domains, RedirectSettings settings, ChangeFeed feed, Clock clock, Ticker ticker) {
        this(links, domains, settings, clock, ticker);
        feed.subscribe(codes); // the first: see rememberNobodys
        feed.subscribe(cache);
        others.subscribeTo(feed);
        codes.begin();
    }

    private Redirects(Links links, LinkSettings domains, RedirectSettings settings, Clock clock, Ticker ticker) {
        this.links = links;
        this.domains = domains;
        this.hosts = domains.destinations().hosts();
        this.settings = settings;
        this.clock = clock;
        this.codes = new KnownCodes(links, renewing);
        ElapsedTime elapsed = new ElapsedTime(clock);
        this.cache = new Remembered<>(
                settings.cachedLinks(),
                key -> links.findWithUtm(key).map(found -> Target.of(found, domains)),
                key -> key,
                counter,
                ticker,
                elapsed,
                renewing);
        this.others = new OtherKeys(links, settings.cachedLinks(), ticker, elapsed, renewing);
        this.answering = new Answering(links, hosts, clock, cache::forget);
    }

    /**
     * One that remembers made-up links, which are in no database, beside what redirects recipients: to practise on.
     * Ask it for nothing but {@link #plain} ones.
     */
    public static Redirects practising(Links links, LinkSettings domains, Clock clock, Collection<Link> made) {
        RedirectSettings settings = new RedirectSettings(made.size(), false);
        Redirects redirects = new Redirects(links, domains, settings, clock, Ticker.systemTicker());
        made.forEach(link ->
                redirects.cache.put(link.key(), Optional.of(Target.of(new Link.Found(link, Utm.NONE, true), domains))));
        return redirects;
    }

    /** One thread, while there is something to do; a key waits for it once at most. */
    private static Executor renewing() {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "redirect-renewing");
                    thread.setDaemon(true);
                    return thread;
                });
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    /** The link that a Host header and a code name. @param host with or without a port, any case, or null */
    public Optional<LinkKey> key(@Nullable String host, String code) {
        String domain = domain(host);
        if (domains.serves(domain)) {
            return Optional.of(new LinkKey(domain, code));
        }
        return settings.refuseUnknownHosts()
                ? Optional.empty()
                : Optional.of(new LinkKey(domains.defaultDomain(), code));
    }

    private String domain(@Nullable String host) {
        return host == null || host.isEmpty() ? domains.defaultDomain() : HostName.plain(host);
    }

    /**
     * The link, by its code or an alias, if it is remembered and every visit at {@code now} with {@code query} gets the same of it, or what its rules say
     * of the visit: never blocks. For what is left, ask {@link #answer}.
     *
     * @param query the raw query of the visit, or null
     */
    public @Nullable Target plain(LinkKey key, Instant now, @Nullable String query) {
        Optional<Target> known = remembered(key);
        if (known == null || known.isEmpty()) {
            LinkKey own = others.ofAlias(key);
            known = own == null ? null : remembered(own);
        }
        Target target = known == null ? null : known.orElse(null);
        if (target == null || !target.isPlain(now, query)) {
            return null;
        }
        if (!target.hasRules()) {
            counter.recordHits(1);
        }
        return target;
    }

    /** Whether links have, or had since the start, codes that no one could choose here: else no such path is anybody's. */
    public boolean areOddCodes() {
        return codes.areOdd();
    }

    /** Counts a visit to a {@link #plain} link with rules, once it is known to get no more than a redirect. */
    public void countLed() {
        counter.recordHits(1);
    }

    /** Not counted as a hit or a miss, unlike other ways of asking the cache. */
    private @Nullable Optional<Target> remembered(LinkKey key) {
        Optional<Target> known = cache.known(key);
        return known == null || known.isEmpty() || known.get().generation() == hosts.generation()
                ? known
                : judgedAnew(key, known);
    }

    private Optional<Target> judgedAnew(LinkKey key, Optional<Target> known) {
        Optional<Target> anew = known.map(target -> target.judgedAnew(hosts));
        cache.replace(key, known, anew);
        return anew;
    }

    /** Whether a look into the database could find something, in {@link #meant}. False only for what is nobody's. */
    public boolean mayExist(LinkKey key) {
        Optional<LinkKey> bare = withoutEmphasis(key);
        return mayBe(key) || (bare.isPresent() && mayBe(bare.get()));
    }

    private boolean mayBe(LinkKey key) {
        Optional<Target> known = remembered(key);
        boolean mayBe = known != null && others.isKnownAlias(key)
                ? known.isPresent() || others.ofAlias(key) != null
                : codes.mayBe(key);
        return mayBe || codes.mayBe(KnownCodes.folded(key));
    }

    /**
     * The key of the link that is meant by {@code key}: its own, if there is such a link; else that of the link whose alias it is;
     * else that of a link whose code or alias was chosen and differs in case alone; else either without the marks of emphasis at the end of the code. Where there is
     * none of these, {@code key} again. What it finds, and that it found nothing, is remembered.
     *
     * @param pasted whether something else was taken from its end, so that it is likely to be nobody's: then a look into the
     *     database is spared where the code surely is
     * @throws DatabaseUnavailableException if it is not remembered and cannot be read
     */
    public LinkKey meant(LinkKey key, boolean pasted) {
        return sought(key, pasted).orElse(key);
    }

    /**
     * As {@link #meant(LinkKey, boolean)}, of several in the order in which they may be meant, none of which need be a code that can be
     * chosen here: of such ones a look into the database is spared where they surely are nobody's. Where there is none, the first.
     */
    public LinkKey meant(List<LinkKey> keys) {
        return keys.stream()
                .flatMap(key -> sought(key, true).stream())
                .findFirst()
                .orElse(keys.get(0));
    }

    private Optional<LinkKey> sought(LinkKey key, boolean pasted) {
        return existing(key, pasted).or(() -> withoutEmphasis(key).flatMap(bare -> existing(bare, true)));
    }

    private Optional<LinkKey> existing(LinkKey key, boolean pasted) {
        LinkKey own = others.ofAlias(key);
        if (own != null) {
            resolve(own);
            return Optional.of(own);
        }
        if (pasted && remembered(key) == null && !codes.mayBe(key)) {
            rememberNobodys(key);
        } else if (resolve(key).isPresent()) {
            return Optional.of(key);
        } else if (codes.mayBe(key)) {
            Optional<LinkKey> ofAlias = others.readAlias(key);
            if (ofAlias.isPresent()) {
                return ofAlias;
            }
        }
        LinkKey folded = KnownCodes.folded(key);
        return codes.mayBe(folded) ? others.readFolded(folded) : Optional.empty();
    }

    /**
     * A change is heard of by {@link #codes} first, and then forgotten here; so a link that is made meanwhile is either seen
     * at the second look, or what is remembered wrongly is forgotten after this.
     */
    private void rememberNobodys(LinkKey key) {
        counter.recordMisses(1);
        cache.put(key, Optional.empty());
        if (codes.mayBe(key)) {
            cache.forget(key);
        }
    }

    /** As {@link #resolve}, of what {@link #meant} has looked for: it is counted there. */
    public Optional<Target> found(LinkKey key) {
        Optional<Target> known = remembered(key);
        return known == null ? readNow(key) : known;
    }

    private static Optional<LinkKey> withoutEmphasis(LinkKey key) {
        String bare = Pasted.withoutEmphasis(key.code());
        boolean isOne = CodeShape.isCode(bare) || (!bare.isEmpty() && !CodeShape.isCode(key.code()));
        return bare.length() < key.code().length() && isOne
                ? Optional.of(new LinkKey(key.domain(), bare))
                : Optional.empty();
    }

    /** Whether a look into the database, of late, found nothing. */
    public boolean isNobodys(LinkKey key) {
        Optional<Target> known = remembered(key);
        return known != null && known.isEmpty();
    }

    /**
     * The link, read where it is not remembered.
     *
     * @throws DatabaseUnavailableException if it is not remembered and cannot be read
     */
    public Optional<Target> resolve(LinkKey key) {
        Optional<Target> known = remembered(key);
        if (known != null) {
            counter.recordHits(1);
            return known;
        }
        return readNow(key);
    }

    /** What is told of a destination while the database is away is judged by the lists as they are, too. */
    private Optional<Target> readNow(LinkKey key) {
        return cache.read(key)
                .map(target -> target.generation() == hosts.generation() ? target : target.judgedAnew(hosts));
    }

    /**
     * What a visit gets to the link that is {@link #meant}, taking a use of a link with {@code maxClicks} where a person is redirected.
     *
     * @param kind person, preview or bot, by the request
     * @param query the raw query of the visit, or null
     * @param scanned whether its address was read off a QR code
     * @param asking what the request says that the link's rules ask for; null where its own destination is meant whatever they
     *     say. Asked for only where there are rules
     * @throws DatabaseUnavailableException if the uses have to be counted and cannot be
     */
    public Answer answer(
            LinkKey key, Kind kind, @Nullable String query, boolean scanned, Function<Link, @Nullable Asked> asking) {
        return answer(key, kind, query, scanned, asking, null);
    }

    /**
     * As {@link #answer}, to who has given the link's password. Who gave it before it was another is asked again.
     *
     * @param hash of the password that was given
     * @throws DatabaseUnavailableException if the uses have to be counted and cannot be
     */
    public Answer answerPassed(
            LinkKey key,
            String hash,
            Kind kind,
            @Nullable String query,
            boolean scanned,
            Function<Link, @Nullable Asked> asking) {
        return answer(key, kind, query, scanned, asking, hash);
    }

    /** @param passed the hash of the password that was given; null where none was */
    private Answer answer(
            LinkKey key,
            Kind kind,
            @Nullable String query,
            boolean scanned,
            Function<Link, @Nullable Asked> asking,
            @Nullable String passed) {
        Target target = found(key).orElse(null);
        return target == null
                ? new Answer.NotFound()
                : answering.answer(key, target, kind, query, scanned, asking, passed);
    }

    /** Hits, misses, loads and evictions since the start; the loads of other keys among them. */
    public CacheStats cacheStats() {
        return cache.stats().plus(others.loads());
    }

    /** How many keys are remembered, about. */
    public long cacheSize() {
        return cache.size();
    }
}
