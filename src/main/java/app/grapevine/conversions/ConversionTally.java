package app.grapevine.conversions;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what this process recorded of conversions, by what became of each. Safe for use by many threads. */
final class ConversionTally {
    private static final String ATTRIBUTED = "attributed";
    private static final String CANCELLED = "cancelled";

    private final Map<String, LongAdder> counts = new LinkedHashMap<>();

    ConversionTally() {
        counts.put(ATTRIBUTED, new LongAdder());
        for (UnattributedReason reason : UnattributedReason.values()) {
            counts.put(reason.label(), new LongAdder());
        }
        counts.put(CANCELLED, new LongAdder());
    }

    /** @param reason why it is tied to no click; null where it is, or may be yet */
    void recorded(@Nullable UnattributedReason reason) {
        add(reason == null ? ATTRIBUTED : reason.label());
    }

    void cancelled() {
        add(CANCELLED);
    }

    private void add(String label) {
        LongAdder adder = counts.get(label);
        if (adder == null) {
            throw new IllegalArgumentException(label);
        }
        adder.increment();
    }

    Map<String, Long> byOutcome() {
        Map<String, Long> all = new LinkedHashMap<>();
        counts.forEach((label, count) -> all.put(label, count.sum()));
        return all;
    }
}
