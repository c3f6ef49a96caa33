package app.grapevine.visits;

import app.grapevine.attribution.Circumstances;
import app.grapevine.attribution.Signals;
import app.grapevine.attribution.Visibility;
import java.util.List;
import java.util.Locale;

/**
 * The column {@code clicks.flags}: what a verdict may rest on that no other column tells, so that a visit can be
 * judged again. Bits, never given another meaning; they fit a positive SMALLINT.
 *
 * <p>Of Sec-Purpose and Sec-Fetch-* the words that say something about a person are kept, and read back as a
 * header that says the same.
 */
public final class ClickFlags {
    public static final int HEAD = 1;
    static final int PURPOSE = 1 << 1;
    public static final int FETCH_METADATA = 1 << 2;
    public static final int BURST = 1 << 3;
    public static final int ECHO = 1 << 4;
    public static final int DECLARED_PRIVATE = 1 << 5;
    static final int DECLARED_PUBLIC = 1 << 6;
    /** Three bits: Sec-Fetch-Mode, as its place in {@link #MODES}. */
    public static final int MODE_SHIFT = 7;
    /** Sec-Fetch-User: ?1. */
    public static final int ACTIVATED = 1 << 10;

    static final int PREFETCH = 1 << 11;
    static final int PRERENDER = 1 << 12;
    static final int PURPOSE_PREVIEW = 1 << 13;

    private static final List<String> MODES = List.of("", "navigate", "cors", "no-cors", "same-origin", "websocket");
    private static final int MODE_MASK = 7;

    private ClickFlags() {}

    public static int of(Signals signals, Circumstances circumstances) {
        return (signals.head() ? HEAD : 0)
                | ofPurpose(signals.purpose())
                | ofFetchMetadata(signals.fetchMetadata())
                | (circumstances.burst() ? BURST : 0)
                | (circumstances.echo() ? ECHO : 0)
                | switch (circumstances.declaredVisibility()) {
                    case PRIVATE -> DECLARED_PRIVATE;
                    case PUBLIC -> DECLARED_PUBLIC;
                    case UNKNOWN -> 0;
                };
    }

    private static int ofPurpose(String purpose) {
        String lower = purpose.toLowerCase(Locale.ROOT);
        return (lower.isEmpty() ? 0 : PURPOSE)
                | (lower.contains("prefetch") ? PREFETCH : 0)
                | (lower.contains("prerender") ? PRERENDER : 0)
                | (lower.contains("preview") ? PURPOSE_PREVIEW : 0);
    }

    private static int ofFetchMetadata(String metadata) {
        if (metadata.isEmpty()) {
            return 0;
        }
        String[] parts = metadata.split("/", -1);
        int mode = parts.length > 1 ? Math.max(0, MODES.indexOf(parts[1])) : 0;
        return FETCH_METADATA | mode << MODE_SHIFT | (metadata.endsWith("?1") ? ACTIVATED : 0);
    }

    /** A Sec-Purpose that says the same as the visit's; empty where it sent none, or one without meaning. */
    public static String purpose(int flags) {
        if ((flags & PREFETCH) != 0) {
            return (flags & PRERENDER) != 0 ? "prefetch;prerender" : "prefetch";
        }
        return (flags & PRERENDER) != 0 ? "prerender" : (flags & PURPOSE_PREVIEW) != 0 ? "preview" : "";
    }

    /** Fetch metadata that say the same as the visit's, as far as it is kept. */
    public static String fetchMetadata(int flags) {
        if ((flags & FETCH_METADATA) == 0) {
            return "";
        }
        int mode = flags >> MODE_SHIFT & MODE_MASK;
        return "/" + (mode < MODES.size() ? MODES.get(mode) : "") + "/" + ((flags & ACTIVATED) == 0 ? "" : "/?1");
    }

    /** The link's visibility when the visit came. */
    public static Visibility declaredVisibility(int flags) {
        return (flags & DECLARED_PRIVATE) != 0
                ? Visibility.PRIVATE
                : (flags & DECLARED_PUBLIC) != 0 ? Visibility.PUBLIC : Visibility.UNKNOWN;
    }
}
