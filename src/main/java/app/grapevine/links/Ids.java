package app.grapevine.links;

import com.github.f4b6a3.tsid.Tsid;
import com.github.f4b6a3.tsid.TsidFactory;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * Ids that rise with time, of 63 bits: 42 of milliseconds, 16 of a number that this process drew, 6 of a counter
 * that runs into the next millisecond when it is used up. Two nodes draw the same number once in 65,536 times;
 * what then happens to have one id is refused by the primary key. Safe for use by many threads.
 */
public final class Ids {
    private static final int NODE_BITS = 16;

    private final TsidFactory factory;

    public Ids(Clock clock) {
        this.factory = TsidFactory.builder()
                .withClock(clock)
                .withNodeBits(NODE_BITS)
                .withNode(new SecureRandom().nextInt(1 << NODE_BITS))
                .build();
    }

    long next() {
        return factory.create().toLong();
    }

    /** As 13 characters of Crockford's base 32, which sort as the numbers do. */
    public String nextText() {
        return Tsid.from(next()).toLowerCase();
    }
}
