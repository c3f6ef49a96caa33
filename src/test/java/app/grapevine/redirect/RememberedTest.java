package app.grapevine.redirect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.MutableClock;
import app.grapevine.base.ElapsedTime;
import app.grapevine.storage.DatabaseUnavailableException;
import app.grapevine.storage.LinkKey;
import com.github.benmanes.caffeine.cache.Ticker;
import com.github.benmanes.caffeine.cache.stats.ConcurrentStatsCounter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a code as the database goes away and comes again, with news of changes and without. */
class RememberedTest {
    private static final LinkKey KEY = new LinkKey("go.example.com", "spring");
    private static final LinkKey OTHER = new LinkKey("go.example.com", "summer");

    private final MutableClock clock = new MutableClock("2026-03-01T12:00:00Z");
    private final Map<LinkKey, String> database = new HashMap<>();
    private boolean away;
    private int reads;

    private final Remembered<String> remembered = new Remembered<>(
            100,
            this::load,
            key -> key,
            new ConcurrentStatsCounter(),
            Ticker.disabledTicker(),
            new ElapsedTime(clock),
            Runnable::run);

    private Optional<String> load(LinkKey key) {
        reads++;
        if (away) {
            throw new DatabaseUnavailableException(new IllegalStateException("away"));
        }
        return Optional.ofNullable(database.get(key));
    }

    @BeforeEach
    void remember() {
        database.put(KEY, "old");
        assertThat(remembered.read(KEY)).contains("old");
    }

    @Test
    void whatIsRememberedOutlivesTheDatabase() {
        away = true;
        assertThat(remembered.read(KEY)).contains("old");
        assertThatThrownBy(() -> remembered.read(OTHER)).isInstanceOf(DatabaseUnavailableException.class);
    }

    @Test
    void afterNewsThatMayHaveBeenMissedItIsReadAnew() {
        database.put(KEY, "new");
        remembered.onAll();
        assertThat(remembered.known(KEY)).isNull();
        assertThat(remembered.read(KEY)).contains("new");
    }

    @Test
    void andIsStillTheBestKnownWhereTheDatabaseIsAwayAgain() {
        remembered.onAll();
        remembered.onAll();
        away = true;
        assertThat(remembered.read(KEY)).contains("old");
        reads = 0;
        assertThat(remembered.read(KEY)).as("a moment later, without trying").contains("old");
        assertThat(reads).isZero();
        away = false;
        database.put(KEY, "new");
        clock.advance(Duration.ofSeconds(1));
        assertThat(remembered.read(KEY)).contains("new");
    }

    @Test
    void butNotWhatIsKnownToHaveChanged() {
        remembered.onAll();
        remembered.onChange(List.of(KEY));
        away = true;
        assertThatThrownBy(() -> remembered.read(KEY)).isInstanceOf(DatabaseUnavailableException.class);
    }

    @Test
    void norWhatWasReadSinceAndIsNobodysNow() {
        remembered.onAll();
        database.remove(KEY);
        assertThat(remembered.read(KEY)).isEmpty();
        remembered.forget(KEY);
        away = true;
        assertThatThrownBy(() -> remembered.read(KEY)).isInstanceOf(DatabaseUnavailableException.class);
    }

    @Test
    void norAfterSomeMinutesInWhichTheDatabaseWasThere() {
        remembered.onAll();
        clock.advance(Duration.ofMinutes(6));
        remembered.read(OTHER);
        away = true;
        assertThatThrownBy(() -> remembered.read(KEY)).isInstanceOf(DatabaseUnavailableException.class);
    }

    @Test
    void noMoreIsKeptThanIsRemembered() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 100; i++) {
                LinkKey key = new LinkKey("go.example.com", "code-" + round + "-" + i);
                database.put(key, "one");
                remembered.read(key);
            }
            remembered.onAll();
        }
        away = true;
        long told = database.keySet().stream()
                .filter(key -> {
                    try {
                        return remembered.read(key).isPresent();
                    } catch (DatabaseUnavailableException e) {
                        return false;
                    }
                })
                .count();
        assertThat(told).isBetween(1L, 100L);
    }
}
