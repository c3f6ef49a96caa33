package app.grapevine.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the journal in order of sequence, each visit once, from a position on. Steps over damage, and counts the
 * visits that are missing. Used by one thread.
 */
public final class JournalReader {
    private static final Logger log = LoggerFactory.getLogger(JournalReader.class);

    /** A visit as it stands in the journal. */
    public record Entry(long sequence, byte[] payload) {}

    private final Journal journal;
    private long position;
    private long missing;
    private @Nullable Segment segment;
    private @Nullable FrameScanner scanner;

    public JournalReader(Journal journal, long position) {
        this.journal = journal;
        this.position = position;
    }

    /**
     * What comes next, up to about the limits; empty where there is nothing more yet.
     *
     * @throws IOException if the disk cannot be read: to be tried again, or given up by {@link #skipSegment}
     */
    public List<Entry> read(int maxVisits, int maxBytes) throws IOException {
        List<Entry> entries = new ArrayList<>();
        int bytes = 0;
        while (entries.size() < maxVisits && bytes < maxBytes) {
            FrameScanner in = scanner != null ? scanner : open();
            Segment from = segment;
            if (in == null || from == null) {
                break;
            }
            boolean sealed = from.sealed();
            long end = from.end();
            if (in.next(end)) {
                if (in.skippedFrom() < in.frameAt()) {
                    damaged(from, in.skippedFrom(), in.frameAt());
                }
                if (in.sequence() > position && journal.isUnrecorded(in.sequence())) {
                    missing += journal.countBetween(position, in.sequence()) - 1;
                    position = in.sequence();
                    Entry entry = new Entry(position, in.payload());
                    entries.add(entry);
                    bytes += entry.payload.length;
                }
            } else if (sealed) {
                if (in.offset() < end) {
                    damaged(from, in.offset(), end);
                }
                closeScanner();
            } else {
                break;
            }
        }
        return entries;
    }

    private @Nullable FrameScanner open() throws IOException {
        Segment next = next();
        if (next == null) {
            return null;
        }
        FrameScanner opened = new FrameScanner(next, next.begin());
        segment = next;
        scanner = opened;
        return opened;
    }

    private @Nullable Segment next() {
        for (Segment next : journal.segments()) {
            boolean behind = segment != null && Segment.ORDER.compare(next, segment) <= 0;
            if (!behind && !(next.sealed() && next.last() <= position)) {
                return next;
            }
        }
        return null;
    }

    private void damaged(Segment where, long from, long to) {
        log.error("journal: bytes {} to {} of {} are damaged and set aside", from, to, where);
        journal.setAside(where, from, to);
    }

    /** How many visits were found missing since the last call. */
    public long takeMissing() {
        long taken = missing;
        missing = 0;
        return taken;
    }

    /** Goes back to an earlier position. */
    public void seek(long earlier) {
        closeScanner();
        segment = null;
        position = earlier;
        missing = 0;
    }

    /** Gives up the rest of a segment that cannot be read; does nothing where it is still being written. */
    public void skipSegment() {
        Segment unreadable = scanner != null ? segment : next();
        if (unreadable != null && unreadable.sealed()) {
            log.error("journal: the rest of {} cannot be read and is given up", unreadable);
            closeScanner();
            segment = unreadable;
        }
    }

    public void close() {
        closeScanner();
    }

    private void closeScanner() {
        if (scanner != null) {
            try {
                scanner.close();
            } catch (IOException e) {
                log.warn("journal: {} was not closed: {}", segment, e.toString());
            }
            scanner = null;
        }
    }
}
