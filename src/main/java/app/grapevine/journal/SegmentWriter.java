package app.grapevine.journal;

import app.grapevine.base.OwnerOnly;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to the last segment and begins new ones. Everything here is done under the journal's lock.
 *
 * <p>A {@link RandomAccessFile}, and no FileChannel: a thread that is interrupted while it writes would close
 * a channel, and requests are interrupted when the server stops.
 */
final class SegmentWriter {
    private static final Logger log = LoggerFactory.getLogger(SegmentWriter.class);

    /** A file that is written no more, and what has yet to be done with it. */
    record Open(Segment segment, RandomAccessFile file) {}

    private final JournalDirectory directory;
    private final JournalSettings settings;
    private final CopyOnWriteArrayList<Segment> segments;
    private final List<Open> retired = new ArrayList<>();
    private @Nullable Open active;
    private boolean directoryChanged;
    private long bytes;

    SegmentWriter(JournalDirectory directory, JournalSettings settings) {
        this.directory = directory;
        this.settings = settings;
        this.segments = new CopyOnWriteArrayList<>(directory.segments());
        segments.forEach(segment -> bytes += segment.end());
    }

    /** In order; a snapshot that may be walked through without the lock. */
    List<Segment> segments() {
        return segments;
    }

    boolean hasRoom(int length) {
        return bytes + length + (begins(length) ? Segment.HEADER : 0) <= settings.maxBytes();
    }

    private boolean begins(int length) {
        return active == null || active.segment.end() + length > settings.segmentBytes();
    }

    /** Appends a frame whole, or throws and leaves the journal as it was. */
    void append(byte[] frame, int length, long sequence) throws IOException {
        if (active != null && begins(length)) {
            retire();
        }
        Open open = active != null ? active : begin(sequence);
        try {
            directory.disk().write(open.file, frame, length);
        } catch (IOException e) {
            cutBack(open);
            throw e;
        }
        open.segment.grow(sequence, length);
        bytes += length;
    }

    private Open begin(long first) throws IOException {
        Segment segment = new Segment(directory.path(), first, 0);
        while (Files.exists(segment.path)) {
            segment = new Segment(directory.path(), first, segment.attempt + 1);
        }
        Open open = new Open(segment, make(segment));
        active = open;
        segments.add(segment);
        directoryChanged = true;
        bytes += Segment.HEADER;
        return open;
    }

    /** Leaves nothing behind where it fails. */
    private RandomAccessFile make(Segment segment) throws IOException {
        OwnerOnly.createFile(segment.path);
        RandomAccessFile file = null;
        try {
            file = new RandomAccessFile(segment.path.toFile(), "rw");
            byte[] header = segment.header(directory.node());
            directory.disk().write(file, header, header.length);
            return file;
        } catch (IOException e) {
            if (file != null) {
                file.close();
            }
            Files.deleteIfExists(segment.path);
            throw e;
        }
    }

    /** What was written of a frame must not stand before the next one. */
    private void cutBack(Open open) {
        try {
            open.file.setLength(open.segment.end());
        } catch (IOException e) {
            log.warn(
                    "journal: {} cannot be cut back, the next visit begins a new file: {}", open.segment, e.toString());
            retire();
        }
    }

    /** Ends the active segment, if there is one; the next visit begins another. */
    void retire() {
        if (active != null) {
            active.segment.seal();
            retired.add(active);
            active = null;
        }
    }

    @Nullable
    Open active() {
        return active;
    }

    /** What was retired since the last call; to be forced, where that is wanted, and closed by the caller. */
    List<Open> takeRetired() {
        List<Open> taken = List.copyOf(retired);
        retired.clear();
        return taken;
    }

    boolean hasRetired() {
        return !retired.isEmpty();
    }

    /** Whether files were made since the last call. */
    boolean takeDirectoryChanged() {
        boolean changed = directoryChanged;
        directoryChanged = false;
        return changed;
    }

    boolean directoryChanged() {
        return directoryChanged;
    }

    /** After the segment's file was deleted. */
    void forget(Segment segment) {
        segments.remove(segment);
        bytes -= segment.end();
    }

    long bytes() {
        return bytes;
    }
}
