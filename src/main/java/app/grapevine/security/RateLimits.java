package app.grapevine.security;

import app.grapevine.base.ElapsedTime;
import app.grapevine.base.Subscriber;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    /** How many subscribers' shares one network has. */
    private static final int NETWORK_SHARE = 10;
    /** How often a feed is answered in a minute; a spreadsheet asks once an hour, and whenever somebody changes it. */
    private static final int FEED = 30;
    /** How many questions to a shared report are answered in a minute, from all its readers: a page asks some ten. */
    private static final int SHARED_REPORT = 600;
    /** How many pictures one caller may upload in a minute, and how many pages have asked for their cards. */
    private static final int PICTURES = 20;

    private static final int CARDS = 30;
    /** Attempts to sign in that may fail within {@link #SIGN_IN_PERIOD}; they come back one by one. */
    static final int SIGN_INS = 5;

    static final Duration SIGN_IN_PERIOD = Duration.ofMinutes(15);

    private final RateLimitSettings settings;
    private final TimeMeter time;
    private final Cache<String, Bucket> failures = buckets(SIGN_IN_PERIOD);
    private final Cache<String, Bucket> requests = buckets(SIGN_IN_PERIOD);
    private final Cache<String, Bucket> seekers = buckets(SIGN_IN_PERIOD);
    private final Cache<String, Bucket> signIns = buckets(SIGN_IN_PERIOD);
    private final Cache<String, Bucket> forwarders = buckets(Duration.ofDays(1));
    private final Cache<String, Bucket> reporters = buckets(Duration.ofHours(1));
    private final Cache<Long, Bucket> forwarded = buckets(Duration.ofDays(1));
    private final Cache<String, Bucket> guessers = buckets(SIGN_IN_PERIOD);
    private final Cache<String, Bucket> guessed = buckets(Duration.ofHours(1));
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
        // Nothing comes back into a bucket while the clock is behind where it was: put back by a day, it would refuse
        // for a day.
        ElapsedTime elapsed = new ElapsedTime(clock);
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return elapsed.nanos();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }

    /** How long {@code address} has to wait before {@code token} is looked at; empty where it need not. */
    public Optional<Duration> beforeAuthentication(InetAddress address, String token) {
        Bucket bucket = failures.getIfPresent(Subscriber.of(address));
        if (bucket == null || good.getIfPresent(pair(address, token)) != null) {
            return Optional.empty();
        }
        return wait(bucket);
    }

    public void failed(InetAddress address) {
        failures.get(Subscriber.of(address), unknown -> bucket(settings.failures()))
                .tryConsume(1);
    }

    public void succeeded(InetAddress address, String token) {
        good.put(pair(address, token), true);
    }

    /** Counts a request. @return how long the caller has to wait, or empty where it may go on */
    public Optional<Duration> request(Caller caller) {
        return taken(requests.get(caller.id(), unknown -> bucket(settings.requests())));
    }

    /** Counts that a feed is asked for. @return how long its reader has to wait, or empty where it need not */
    public Optional<Duration> feed(String id) {
        return taken(requests.get("feed " + id, unknown -> bucket(FEED)));
    }

    /** Counts a question to a shared report. @return how long its readers have to wait, or empty where they need not */
    public Optional<Duration> sharedReport(String id) {
        return taken(requests.get("report " + id, unknown -> bucket(SHARED_REPORT)));
    }

    /** Counts a picture that somebody uploads. @return how long they have to wait, or empty where they need not */
    public Optional<Duration> picture(Caller caller) {
        return taken(requests.get("picture " + caller.id(), unknown -> bucket(PICTURES)));
    }

    /** Counts a page that somebody has asked for its card. @return how long they have to wait, or empty where they need not */
    public Optional<Duration> card(Caller caller) {
        return taken(requests.get("card " + caller.id(), unknown -> bucket(CARDS)));
    }

    /**
     * How long {@code address} has to wait before it may ask for one more code that is nobody's. Keeps nothing of it, for most
     * who are looked up never ask for one, and would push those out who do.
     */
    public Optional<Duration> beforeUnknown(InetAddress address) {
        return longer(waitOf(Subscriber.of(address)), waitOf(network(address)));
    }

    private Optional<Duration> waitOf(String key) {
        Bucket bucket = seekers.getIfPresent(key);
        return bucket == null ? Optional.empty() : wait(bucket);
    }

    /** Counts a code that is nobody's. @return how long it has to wait, because it asked for too many; or empty */
    public Optional<Duration> unknown(InetAddress address) {
        int most = settings.unknown();
        return longer(
                taken(seekers.get(Subscriber.of(address), unknown -> bucket(most))),
                taken(seekers.get(network(address), unknown -> bucket(NETWORK_SHARE * most))));
    }

    /** All of its network, among whose addresses one client can choose. */
    private static String network(InetAddress address) {
        return "network " + Subscriber.networkOf(address);
    }

    private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
        return Stream.of(one, other).flatMap(Optional::stream).max(Comparator.naturalOrder());
    }

    private static Optional<Duration> wait(Bucket bucket) {
        return waiting(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    /**
     * Takes an attempt to sign in, of those that the address has and those that the account has; to be given
     * back by {@link #signedIn} or {@link #notTried}. An account has its own only for addresses from which
     * nobody signed in to it of late, and a known device has its own and none of others: so nobody is kept out by what
     * others try from elsewhere, and on a known device not even by what they try from the same address.
     *
     * @return how long to wait where there is none left, or empty
     */
    public Optional<Duration> signIn(SignIn attempt) {
        List<String> taken = new ArrayList<>();
        for (String key : keys(attempt)) {
            Optional<Duration> wait = taken(signIns.get(key, unknown -> signInBucket()));
            if (wait.isPresent()) {
                taken.forEach(this::giveBack);
                return wait;
            }
            taken.add(key);
        }
        return Optional.empty();
    }

    /** What an attempt is taken from. */
    private List<String> keys(SignIn attempt) {
        String name = attempt.name();
        String device = attempt.device();
        if (device != null) {
            return List.of("device " + HexFormat.of().formatHex(Secrets.hash(device)));
        }
        String address = Subscriber.of(attempt.address());
        return name == null || isAtHome(attempt.address(), name) ? List.of(address) : List.of(address, account(name));
    }

    /** The attempt was good. */
    public void signedIn(SignIn attempt) {
        notTried(attempt);
        String name = attempt.name();
        if (name != null) {
            home.put(pair(attempt.address(), Accounts.folded(name)), true);
        }
    }

    /** The attempt came to no verdict. */
    public void notTried(SignIn attempt) {
        keys(attempt).forEach(this::giveBack);
    }

    private void giveBack(String key) {
        giveBack(signIns.getIfPresent(key));
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
                Subscriber.of(address),
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

    /** Counts a report of a link. @return how long the address has to wait, or empty where it may go on */
    public Optional<Duration> report(InetAddress address) {
        return taken(reporters.get(Subscriber.of(address), unknown -> bucket(settings.reports(), Duration.ofHours(1))));
    }

    /**
     * Takes a try at a password that opens something to strangers, of those that the address has and those that the thing has; to be
     * given back by {@link #passwordNotWrong}. So the right one costs nothing, however many people give it, and so many wrong ones
     * are looked at within an hour from all addresses together.
     *
     * @param what it opens: its kind and its id
     * @return how long to wait where there is none left, or empty
     */
    public Optional<Duration> password(InetAddress address, String what) {
        RateLimitSettings.Passwords most = settings.passwords();
        Bucket ofAddress = guessers.get(Subscriber.of(address), unknown -> bucket(most.address()));
        Optional<Duration> wait = taken(ofAddress);
        if (wait.isPresent()) {
            return wait;
        }
        Optional<Duration> waitForAll = taken(guessed.get(what, unknown -> bucket(most.link(), Duration.ofHours(1))));
        if (waitForAll.isPresent()) {
            ofAddress.addTokens(1);
        }
        return waitForAll;
    }

    /** The password was right, or came to no verdict. */
    public void passwordNotWrong(InetAddress address, String what) {
        giveBack(guessers.getIfPresent(Subscriber.of(address)));
        giveBack(guessed.getIfPresent(what));
    }

    private static void giveBack(@Nullable Bucket bucket) {
        if (bucket != null) {
            bucket.addTokens(1);
        }
    }

    private static Optional<Duration> taken(Bucket bucket) {
        return waiting(bucket.tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill());
    }

    private static Optional<Duration> waiting(long nanos) {
        return nanos > 0 ? Optional.of(Duration.ofNanos(nanos)) : Optional.empty();
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

    private static String pair(InetAddress address, String token) {
        return Subscriber.of(address) + HexFormat.of().formatHex(Secrets.hash(token));
    }

    /** @param rest after which a bucket is full again, whatever was spent */
    private static <K> Cache<K, Bucket> buckets(Duration rest) {
        return Caffeine.newBuilder()
                .maximumSize(BUCKETS)
                .expireAfterAccess(rest)
                .build();
    }
}
