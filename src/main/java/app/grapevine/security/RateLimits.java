package app.grapevine.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits of the API, and of what recipients pass on, on this node: token buckets in memory, bounded in number, and
 * gone with the process. Addresses are kept nowhere else. Safe for use by many threads.
 *
 * <p>An address that failed too often is refused before its key is looked at, so that keys cannot be guessed
 * at any speed. Many people may share it; so a key that was good from there within {@link #GOOD} is let
 * through.
 */
public final class RateLimits {
    private static final Duration GOOD = Duration.ofMinutes(10);
    private static final int BUCKETS = 50_000;
    /** Attempts to sign in that may fail within {@link #SIGN_IN_PERIOD}; they come back one by one. */
    static final int SIGN_INS = 5;

    static final Duration SIGN_IN_PERIOD = Duration.ofMinutes(15);
    private static final int IPV6_NETWORK_BYTES = 8;

    private final RateLimitSettings settings;
    private final TimeMeter time;
    private final Cache<String, Bucket> failures = buckets(SIGN_IN_PERIOD);
    private final Cache<String, Bucket> requests = buckets(SIGN_IN_PERIOD);
    private final Cache<String, Bucket> signIns = buckets(SIGN_IN_PERIOD);
    private final Cache<String, Bucket> forwarders = buckets(Duration.ofDays(1));
    private final Cache<Long, Bucket> forwarded = buckets(Duration.ofDays(1));
    /**
     * Addresses with the accounts that were signed in to from there; for longer than any session lasts, so that who
     * comes back when one has ended is still known.
     */
    private final Cache<String, Boolean> home = Caffeine.newBuilder()
            .maximumSize(BUCKETS)
            .expireAfterWrite(Sessions.ABSOLUTE.multipliedBy(6))
            .build();

    private final Cache<String, Boolean> good =
            Caffeine.newBuilder().maximumSize(BUCKETS).expireAfterWrite(GOOD).build();

    public RateLimits(RateLimitSettings settings, Clock clock) {
        this.settings = settings;
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return clock.millis() * 1_000_000;
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    /** How long {@code address} has to wait before {@code token} is looked at; empty where it need not. */
    public Optional<Duration> beforeAuthentication(InetAddress address, String token) {
        Bucket bucket = failures.getIfPresent(network(address));
        if (bucket == null || good.getIfPresent(pair(address, token)) != null) {
            return Optional.empty();
        }
        return Optional.of(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill())
                .filter(nanos -> nanos > 0)
                .map(Duration::ofNanos);
    }

    public void failed(InetAddress address) {
        failures.get(network(address), unknown -> bucket(settings.failures())).tryConsume(1);
    }

    public void succeeded(InetAddress address, String token) {
        good.put(pair(address, token), true);
    }

    /** Counts a request. @return how long the caller has to wait, or empty where it may go on */
    public Optional<Duration> request(Caller caller) {
        return taken(requests.get(caller.id(), unknown -> bucket(settings.requests())));
    }

    /**
     * Takes an attempt to sign in, of those that the address has and those that the account has; to be given
     * back by {@link #signedIn} or {@link #notTried}. An account has its own only for addresses from which
     * nobody signed in to it of late: so nobody is kept out by what others try from elsewhere.
     *
     * @param name of the account, whether or not it exists; null for an attempt with a key
     * @return how long to wait where there is none left, or empty
     */
    public Optional<Duration> signIn(InetAddress address, @Nullable String name) {
        Bucket ofAddress = signIns.get(network(address), unknown -> signInBucket());
        Optional<Duration> wait = taken(ofAddress);
        if (wait.isPresent() || name == null || isAtHome(address, name)) {
            return wait;
        }
        wait = taken(signIns.get(account(name), unknown -> signInBucket()));
        if (wait.isPresent()) {
            ofAddress.addTokens(1);
        }
        return wait;
    }

    /** The attempt was good. */
    public void signedIn(InetAddress address, @Nullable String name) {
        notTried(address, name);
        if (name != null) {
            home.put(pair(address, Accounts.folded(name)), true);
        }
    }

    /** The attempt came to no verdict. */
    public void notTried(InetAddress address, @Nullable String name) {
        giveBack(network(address));
        if (name != null && !isAtHome(address, name)) {
            giveBack(account(name));
        }
    }

    private void giveBack(String key) {
        Bucket bucket = signIns.getIfPresent(key);
        if (bucket != null) {
            bucket.addTokens(1);
        }
    }

    private boolean isAtHome(InetAddress address, String name) {
        return home.getIfPresent(pair(address, Accounts.folded(name))) != null;
    }

    private static String account(String name) {
        return "account " + HexFormat.of().formatHex(Secrets.hash(Accounts.folded(name)));
    }

    /**
     * Counts a link that somebody passes on.
     *
     * @return how long it has to wait, because of the address or of the link; empty where it may go on
     */
    public Optional<Duration> forward(InetAddress address, long linkId) {
        RateLimitSettings.Forwards most = settings.forwards();
        Bucket ofAddress = forwarders.get(
                network(address),
                unknown -> Bucket.builder()
                        .withCustomTimePrecision(time)
                        .addLimit(limit ->
                                limit.capacity(most.minute()).refillGreedy(most.minute(), Duration.ofMinutes(1)))
                        .addLimit(limit -> limit.capacity(most.day()).refillGreedy(most.day(), Duration.ofDays(1)))
                        .build());
        Optional<Duration> wait = taken(ofAddress);
        return wait.isPresent()
                ? wait
                : taken(forwarded.get(linkId, unknown -> bucket(most.link(), Duration.ofDays(1))));
    }

    private static Optional<Duration> taken(Bucket bucket) {
        return Optional.of(bucket.tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill())
                .filter(nanos -> nanos > 0)
                .map(Duration::ofNanos);
    }

    private Bucket bucket(int perMinute) {
        return bucket(perMinute, Duration.ofMinutes(1));
    }

    private Bucket signInBucket() {
        return bucket(SIGN_INS, SIGN_IN_PERIOD);
    }

    private Bucket bucket(int most, Duration period) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(most).refillGreedy(most, period))
                .build();
    }

    /** An IPv6 address stands for its /64, which is what one subscriber has. */
    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(bytes.length > 4 ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
    }

    private static String pair(InetAddress address, String token) {
        return network(address) + HexFormat.of().formatHex(Secrets.hash(token));
    }

    /** @param rest after which a bucket is full again, whatever was spent */
    private static <K> Cache<K, Bucket> buckets(Duration rest) {
        return Caffeine.newBuilder()
                .maximumSize(BUCKETS)
                .expireAfterAccess(rest)
                .build();
    }
}
