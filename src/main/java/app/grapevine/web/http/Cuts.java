package app.grapevine.web.http;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How often somebody was cut off or refused, by why; told in the log at most once a minute. Safe for use by many threads. */
final class Cuts {
    private static final Logger LOG = LoggerFactory.getLogger(Cuts.class);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final Map<Cut, LongAdder> counts = new EnumMap<>(Cut.class);
    /** What was told already. Used by one sweep at a time, like the next. */
    private final Map<Cut, Long> told = new EnumMap<>(Cut.class);

    private long toldAt = System.nanoTime() - BETWEEN_LINES.toNanos();

    Cuts() {
        for (Cut cut : Cut.values()) {
            counts.put(cut, new LongAdder());
            told.put(cut, 0L);
        }
    }

    void count(Cut cut) {
        of(cut).increment();
    }

    long sum(Cut cut) {
        return of(cut).sum();
    }

    private LongAdder of(Cut cut) {
        LongAdder count = counts.get(cut);
        if (count == null) {
            throw new IllegalStateException(cut.name());
        }
        return count;
    }

    /** Says what came since the last line, unless that was less than a minute ago. */
    void tell() {
        long now = System.nanoTime();
        if (now - toldAt < BETWEEN_LINES.toNanos()) {
            return;
        }
        StringBuilder line = new StringBuilder();
        counts.forEach((cut, count) -> {
            long sum = count.sum();
            long more = sum - told.getOrDefault(cut, 0L);
            told.put(cut, sum);
            if (more > 0 && cut != Cut.RESTED) {
                line.append(line.isEmpty() ? "" : "; ")
                        .append(more)
                        .append(", for ")
                        .append(cut.words());
            }
        });
        if (!line.isEmpty()) {
            toldAt = now;
            LOG.warn("clients were cut off or refused: {}", line);
        }
    }
}
