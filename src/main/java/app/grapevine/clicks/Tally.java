package app.grapevine.clicks;

import java.util.Map;

/**
 * The account of all visits since this process started, those included that it found waiting in the journal.
 * Each side is counted where it happens: {@code visits} from the sequences that the journal gave and the
 * visits that it refused, {@code pending} from the sequences behind the position, the rest by the writer as it
 * commits. So that they add up is no matter of course:
 *
 * <pre>visits = clicks + previews + bots + suppressed + unusual + pending + the sum of dropped</pre>
 *
 * @param dropped by reason: {@code journal-full}, {@code journal-failed}, {@code journal-closed} (refused
 *     at the door), {@code dead-letter} (kept with bytes and error), {@code journal-damaged}
 */
public record Tally(
        long visits,
        long clicks,
        long previews,
        long bots,
        long suppressed,
        long unusual,
        long pending,
        Map<String, Long> dropped) {
    public static final String DEAD_LETTER = "dead-letter";
    public static final String DAMAGED = "journal-damaged";

    public Tally {
        dropped = Map.copyOf(dropped);
    }

    /** What visits that were neither counted nor wait came to. */
    public long totalDropped() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether every visit is accounted for. */
    public boolean addsUp() {
        return visits == clicks + previews + bots + suppressed + unusual + pending + totalDropped();
    }
}
