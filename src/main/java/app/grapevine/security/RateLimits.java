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

/**
 * Limits of the API on this node: token buckets in memory, bounded in number, and gone with the process.
 * Addresses are kept nowhere else. Safe for use by many threads.
 *
 * <p>An address that failed too often is refused before its key is looked at, so that keys cannot be guessed
 * at any speed. Many people may share it; so a key that was good from there within {@link #GOOD} is let
 * through.
 */
public final class RateLimits {
    private static final Duration GOOD = Duration.ofMinutes(10);
    private static final int BUCKETS = 50_000;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final RateLimitSettings settings;
    private final TimeMeter time;
    private final Cache<String, Bucket> failures = buckets();
    private final Cache<String, Bucket> requests = buckets();
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

    /** Counts a request of a key. @return how long it has to wait, or empty where it may go on */
    public Optional<Duration> request(ApiKey key) {
        return Optional.of(requests.get(key.id(), unknown -> bucket(settings.requests()))
                        .tryConsumeAndReturnRemaining(1)
                        .getNanosToWaitForRefill())
                .filter(nanos -> nanos > 0)
                .map(Duration::ofNanos);
    }

    private Bucket bucket(int perMinute) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .build();
    }

    /** An IPv6 address stands for its /64, which is what one subscriber has. */
    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(bytes.length > 4 ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
    }

    private static String pair(InetAddress address, String token) {
        return network(address) + HexFormat.of().formatHex(ApiKeys.hash(token));
    }

    private static Cache<String, Bucket> buckets() {
        return Caffeine.newBuilder()
                .maximumSize(BUCKETS)
                .expireAfterAccess(Duration.ofMinutes(10))
                .build();
    }
}
