package app.grapevine;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.pollinterval.IterativePollInterval;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has every test that waits look at once, and then after pauses that grow: most of what is waited for takes some
 * milliseconds, and a tenth of a second before each first look is a minute of all tests together.
 */
public final class ShortPauses implements BeforeAllCallback {
    /** Several processes share the machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration FIRST = Duration.ofMillis(4);
    private static final Duration LONGEST = Duration.ofMillis(100);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(PATIENCE);
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(IterativePollInterval.iterative(ShortPauses::next, FIRST));
    }

    private static Duration next(Duration pause) {
        Duration longer = pause.multipliedBy(3).dividedBy(2);
        return longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
    }
}
