package app.grapevine.clicks;

import app.grapevine.attribution.Circumstances;
import app.grapevine.attribution.Signals;

/**
 * The column {@code clicks.flags}: what a verdict may rest on that no other column tells, so that a visit can be
 * judged again. Bits, never given another meaning.
 */
final class ClickFlags {
    static final int HEAD = 1;
    static final int PURPOSE = 1 << 1;
    static final int FETCH_METADATA = 1 << 2;
    static final int BURST = 1 << 3;
    static final int ECHO = 1 << 4;

    private ClickFlags() {}

    static int of(Signals signals, Circumstances circumstances) {
        return (signals.head() ? HEAD : 0)
                | (signals.purpose().isEmpty() ? 0 : PURPOSE)
                | (signals.fetchMetadata().isEmpty() ? 0 : FETCH_METADATA)
                | (circumstances.burst() ? BURST : 0)
                | (circumstances.echo() ? ECHO : 0);
    }
}
