package app.grapevine.links;

import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * How many links a key or an account may still make in this hour of UTC. Counted in the database, so that all nodes count
 * together; in one row for each maker, so that it costs the same however many links there are, and by hours, so that nothing
 * but the last one has to be known. So within any sixty minutes it can be twice as many. Links of nobody's, which are the
 * service's own and those that recipients pass on, are not counted. Safe for use by many threads.
 */
final class LinkBudget {
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private final int most;
    private final Clock clock;

    /** @param most an hour; 0 for no limit */
    LinkBudget(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /** How many {@code maker} may still make now. Nobody else makes any for it before the transaction ends. */
    int left(Handle handle, Link.@Nullable Creator maker) {
        if (maker == null || most == 0) {
            return Integer.MAX_VALUE;
        }
        long hour = hour();
        Optional<Integer> made = made(handle, maker, hour);
        if (made.isEmpty()) {
            handle.execute(
                    "INSERT INTO link_budgets (maker, epoch_hour, made) VALUES (?, ?, 0) ON CONFLICT DO NOTHING",
                    maker.id(),
                    hour);
            made = made(handle, maker, hour);
        }
        return Math.max(0, most - made.orElse(0));
    }

    private static Optional<Integer> made(Handle handle, Link.Creator maker, long hour) {
        return handle.createQuery("SELECT epoch_hour, made FROM link_budgets WHERE maker = :maker FOR UPDATE")
                .bind("maker", maker.id())
                .map((row, context) -> row.getLong(1) == hour ? row.getInt(2) : 0)
                .findOne();
    }

    /** Counts what {@link #left} was asked for, in the same transaction. */
    void spend(Handle handle, Link.@Nullable Creator maker, int links) {
        if (maker == null || most == 0) {
            return;
        }
        long hour = hour();
        handle.createUpdate("""
                        UPDATE link_budgets
                        SET made = CASE WHEN epoch_hour = :hour THEN made ELSE 0 END + :links, epoch_hour = :hour
                        WHERE maker = :maker
                        """)
                .bind("hour", hour)
                .bind("links", links)
                .bind("maker", maker.id())
                .execute();
    }

    /** That there is nothing left in this hour. */
    RefusedException spent() {
        Duration wait = Duration.ofMillis(HOUR_MILLIS - Math.floorMod(clock.millis(), HOUR_MILLIS));
        long seconds = wait.plusMillis(999).toSeconds();
        return RefusedException.limited(
                new Fault("", FaultCode.LINKS_AN_HOUR, Map.of("most", most, "seconds", seconds)), wait);
    }

    private long hour() {
        return Math.floorDiv(clock.millis(), HOUR_MILLIS);
    }
}
