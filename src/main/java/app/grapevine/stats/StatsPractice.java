package app.grapevine.stats;

import static java.util.Objects.requireNonNull;

import app.grapevine.base.Parameters;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks once, after the service has started, what a campaign's story asks, so that whoever is the first to open one does
 * not wait for code that has never run: the virtual machine compiles what runs often.
 *
 * <p>What is asked is of the campaign with the most clicks of the last 30 days, and of so many of its days, the latest
 * ones, as hold about {@value #CLICKS} clicks; the answers are thrown away. It is asked {@value #ROUNDS} times, or until
 * {@value #SECONDS} seconds are over: what has run once is not compiled yet. The pages of the database that it reads are
 * at hand afterwards as well. It takes no turn of those who ask meanwhile, and of the database's connections one.
 */
public final class StatsPractice implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StatsPractice.class);
    /** So many that a round of them is over within two seconds on a quiet processor. */
    private static final long CLICKS = 1_000_000;

    private static final int ROUNDS = 4;
    private static final int SECONDS = 5;

    private static final int PATIENCE_SECONDS = 10;

    private final Stats stats;
    private final Clock clock;
    private final long most;
    private final Thread thread = new Thread(this::run, "stats-practice");
    private volatile boolean stopped;

    public StatsPractice(Stats stats, Clock clock) {
        this(stats, clock, CLICKS);
    }

    /** @param most about how many clicks it asks about */
    StatsPractice(Stats stats, Clock clock, long most) {
        this.stats = stats;
        this.most = most;
        this.clock = clock;
        thread.setDaemon(true);
    }

    /** Begins, on a thread of its own. */
    public void begin() {
        thread.start();
    }

    /** All of it, on the caller's thread. */
    void run() {
        try {
            busiest().ifPresent(this::practise);
            log.debug("practised reports");
        } catch (RuntimeException e) {
            // Without practice the first reports take longer, and are otherwise the same.
            log.warn("the service could not practise reports: {}", e.toString());
        }
    }

    private void practise(Map<String, String> asked) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (int i = 0; i < ROUNDS && !stopped && System.nanoTime() < end; i++) {
            ask(asked);
        }
    }

    /** What a story asks. */
    private void ask(Map<String, String> asked) {
        for (String by : List.of("tier", "channel", "audience")) {
            answer(asked, Map.of("by", by, "conversions", "false"));
        }
        answer(asked, Map.of("by", "time", "interval", "day"));
        answer(asked, Map.of("by", "time", "interval", "hour-of-week", "conversions", "false"));
        if (!stopped) {
            stats.flow(StatsQuery.parseFlow(parameters(asked), clock));
        }
    }

    /** Which campaign, and from when; empty where none has a click. */
    Optional<Map<String, String>> busiest() {
        return answer(Map.of(), Map.of("by", "campaign", "conversions", "false"))
                .flatMap(campaigns -> campaigns.rows().stream()
                        .filter(row -> row.figures().clicks() > 0)
                        .map(row -> row.keys().get("campaign"))
                        .filter(Objects::nonNull)
                        .findFirst())
                .flatMap(this::latest);
    }

    private Optional<Map<String, String>> latest(String campaign) {
        Map<String, String> of = Map.of("campaign", campaign);
        return answer(of, Map.of("by", "time", "interval", "day", "conversions", "false"))
                .map(days -> Map.of("campaign", campaign, "from", begin(days.rows())));
    }

    /** @param days in their order, of which the last may have more than is wanted */
    private String begin(List<StatsAnswer.Row> days) {
        int first = days.size() - 1;
        long clicks = days.get(first).figures().clicks();
        while (first > 0 && clicks + days.get(first - 1).figures().clicks() <= most) {
            first--;
            clicks += days.get(first).figures().clicks();
        }
        return requireNonNull(days.get(first).keys().get("time"));
    }

    private Optional<StatsAnswer> answer(Map<String, String> asked, Map<String, String> how) {
        if (stopped) {
            return Optional.empty();
        }
        Map<String, String> question = new HashMap<>(asked);
        question.putAll(how);
        return Optional.of(stats.answer(StatsQuery.parse(parameters(question), clock)));
    }

    private static Parameters parameters(Map<String, String> question) {
        Map<String, List<String>> given = new HashMap<>();
        question.forEach((name, value) -> given.put(name, List.of(value)));
        return new Parameters(given);
    }

    /** Ends it early, where it has not ended: behind the question that it asks. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }
}
