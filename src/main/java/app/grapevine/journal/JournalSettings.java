package app.grapevine.journal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The journal's settings.
 *
 * @param dataDir the directory that holds the node id, and the journal in a directory of its own
 * @param sync what an answered visit survives
 * @param maxBytes how much disk the journal may take; at least two segments
 * @param segmentBytes the size of a file of the journal, the unit in which space is given back
 * @param window how long {@link Sync#ALWAYS} gathers visits for one fsync
 * @param disk what takes its files
 */
public record JournalSettings(Path dataDir, Sync sync, long maxBytes, int segmentBytes, Duration window, Disk disk) {
    /** What a visit survives once it is answered. */
    public enum Sync {
        /** The end of the process, by whatever means. */
        PROCESS,
        /** A power cut, too. */
        ALWAYS
    }

    public static final long DEFAULT_MAX_BYTES = 1L << 30;
    public static final int DEFAULT_SEGMENT_BYTES = 16 << 20;
    public static final Duration DEFAULT_WINDOW = Duration.ofMillis(3);

    public JournalSettings {
        if (segmentBytes < 64 << 10) {
            throw new IllegalArgumentException("a segment of the journal must be of 65536 bytes at least");
        }
        if (maxBytes < 2L * segmentBytes) {
            throw new IllegalArgumentException("journal.max.bytes must be at least two segments of the journal");
        }
        if (window.isNegative() || window.compareTo(Duration.ofSeconds(1)) > 0) {
            throw new IllegalArgumentException("the journal must gather visits for 0 to 1000 ms");
        }
    }

    /** On the machine's own disk. */
    public JournalSettings(Path dataDir, Sync sync, long maxBytes, int segmentBytes, Duration window) {
        this(dataDir, sync, maxBytes, segmentBytes, window, Disk.REAL);
    }

    /** The same on another disk. */
    public JournalSettings on(Disk other) {
        return new JournalSettings(dataDir, sync, maxBytes, segmentBytes, window, other);
    }

    public static JournalSettings in(Path dataDir) {
        return new JournalSettings(dataDir, Sync.PROCESS, DEFAULT_MAX_BYTES, DEFAULT_SEGMENT_BYTES, DEFAULT_WINDOW);
    }
}
