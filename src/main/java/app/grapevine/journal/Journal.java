package app.grapevine.journal;

import static java.util.Objects.requireNonNull;

import app.grapevine.journal.JournalSettings.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The visits of this node on disk, from before they are answered until the database has them.
 *
 * <p><b>Files.</b> {@code <data.dir>/node} is the node's id. {@code <data.dir>/journal/} holds a lock file and
 * segments, {@code <epoch>-<first counter>-<try>.journal}, each a header (magic, version, node, first sequence,
 * CRC32C: {@link Segment}) and frames (CRC32C, length, sequence, payload: {@link Frame}, {@link VisitCodec}).
 * {@code damaged/} keeps what could not be read, for the operator.
 *
 * <p><b>Crash contract.</b> (node, sequence) is a visit's identity for ever: a start begins a new epoch, which
 * the database has confirmed ({@link Sequences}), so a journal that was lost, rolled back or copied repeats none.
 * A frame is written whole or cut back. A start looks through all segments: a tail that was never
 * finished is cut off, and only if nothing intact follows it; damage elsewhere is stepped over to the next
 * intact frame, copied to {@code damaged/}, and the visits missing by their sequence are counted. A segment is
 * deleted when the database has committed all of it <em>and</em> has forced that to its disk.
 *
 * <p><b>What can be lost</b> of visits that were answered:
 * <ul>
 *   <li>{@code journal.sync=process}: nothing when the process ends, by kill -9 included. When the machine
 *       stops, what the operating system had not yet written, typically the last 5 to 30 seconds.
 *   <li>{@code journal.sync=always}: nothing in either case, for the answer waits for an fsync, which it shares
 *       with all visits of a window of a few milliseconds. When an fsync fails, the segment is abandoned, for
 *       its pages may be gone, and what waited is written to a new one from memory; if that fails as well, the
 *       visits are answered as not recorded, though they may be.
 *   <li>Full disk, or {@code journal.max.bytes} reached: the visit is refused, and counted by its reason, until
 *       there is room again. A disk that fails: likewise.
 * </ul>
 *
 * <p>Safe for use by many threads. An append takes the lock, encodes into one buffer, and writes it with one
 * system call.
 */
public final class Journal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private static final int FRESH_SECONDS = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final JournalDirectory directory;
    private final JournalSync sync;
    private final boolean always;
    private final byte[] frame = new byte[Frame.HEADER + Frame.MAX_PAYLOAD];
    private final CRC32C crc = new CRC32C();
    private final SegmentWriter writer;
    /** By reason; all reasons from the start, so that the first refusal is seen as an increase. */
    private final Map<String, LongAdder> refusals =
            Map.of(Receipt.FULL, new LongAdder(), Receipt.FAILED, new LongAdder(), Receipt.CLOSED, new LongAdder());

    /** As if the database had nothing of it. */
    private final Unrecorded found;

    private volatile Unrecorded unrecorded;
    private volatile long last;
    private boolean closed;
    /** Why visits are refused since the last one that was taken; null while they are taken. */
    private volatile @Nullable String failing;

    private volatile long failedAt;

    /** @param epoch greater than any that this node ever used, see {@link Sequences} */
    public Journal(JournalDirectory directory, JournalSettings settings, long epoch) {
        this(directory, settings, epoch, directory.disk());
    }

    public Journal(JournalDirectory directory, JournalSettings settings, long epoch, Disk disk) {
        this.directory = directory;
        this.always = settings.sync() == Sync.ALWAYS;
        this.writer = new SegmentWriter(directory, settings);
        this.last = Sequences.of(epoch, 0);
        this.found = Unrecorded.of(writer.segments(), last);
        this.unrecorded = found;
        this.sync = new JournalSync(lock, writer, directory.path(), always ? settings.window() : null, disk);
    }

    /**
     * Appends a visit. {@code then} runs once it is as durable as {@code journal.sync} promises: within this call for
     * {@code process}, on another thread for {@code always}, which it must not hold up. Never throws for a full or
     * broken disk: the receipt says so, and the refusal is counted.
     */
    public void append(Visit visit, Consumer<Receipt> then) {
        Receipt receipt;
        lock.lock();
        try {
            receipt = write(visit, then);
        } finally {
            lock.unlock();
        }
        if (receipt != null) {
            then.accept(receipt);
        }
    }

    private @Nullable Receipt write(Visit visit, Consumer<Receipt> then) {
        if (closed) {
            return refuse(Receipt.CLOSED);
        }
        int length = VisitCodec.encode(visit, frame, Frame.HEADER);
        if (!writer.hasRoom(length)) {
            note(Receipt.FULL, "journal.max.bytes is reached");
            return refuse(Receipt.FULL);
        }
        long sequence = last + 1;
        Frame.seal(frame, length - Frame.HEADER, sequence, crc);
        try {
            writer.append(frame, length, sequence);
        } catch (IOException e) {
            return refuse(e);
        }
        if (failing != null) {
            log.info("journal: visits are recorded again");
            failing = null;
        }
        last = sequence;
        Receipt receipt = new Receipt(sequence, null);
        if (always) {
            sync.await(frame, length, receipt, then);
            return null;
        }
        sync.notice();
        return receipt;
    }

    private Receipt refuse(IOException e) {
        boolean full = e.getMessage() != null && e.getMessage().contains("No space left");
        note(full ? Receipt.FULL : Receipt.FAILED, e.toString());
        return refuse(full ? Receipt.FULL : Receipt.FAILED);
    }

    private void note(String reason, String words) {
        if (failing == null) {
            log.error("journal: visits cannot be written and are not recorded: {}", words);
        }
        failing = reason;
        failedAt = System.nanoTime();
    }

    /**
     * Why visits are not recorded now, as the metrics name it: one was refused within the last {@value #FRESH_SECONDS} seconds,
     * and none was taken since. So nobody waits for a visit to show that there is room again. Empty while nothing is wrong.
     */
    public Optional<String> trouble() {
        boolean fresh = System.nanoTime() - failedAt < TimeUnit.SECONDS.toNanos(FRESH_SECONDS);
        return Optional.ofNullable(failing).filter(reason -> fresh);
    }

    /**
     * How many visits are recorded that the disk could not be made to keep, with {@code journal.sync=always}: they are lost
     * only if the machine stops before they are in the database.
     */
    public long unsafe() {
        return sync.unsafe();
    }

    private Receipt refuse(String reason) {
        requireNonNull(refusals.get(reason)).increment();
        return new Receipt(0, reason);
    }

    /** The visits that were not taken, by reason; 0 for a reason that was not met. */
    public Map<String, Long> refusals() {
        Map<String, Long> counts = new TreeMap<>();
        refusals.forEach((reason, count) -> counts.put(reason, count.sum()));
        return counts;
    }

    public long node() {
        return directory.node();
    }

    /** The sequence of the last visit; that of an epoch's begin before the first. */
    public long last() {
        return last;
    }

    /**
     * Takes note of what is in the database already: it is not read again, nor counted.
     *
     * @param recorded by epoch the sequence up to which all of that epoch is; an epoch of which nothing is may have any
     *     lesser one
     * @return the position behind which all that is not begins
     */
    public long skip(LongUnaryOperator recorded) {
        unrecorded = found.without(recorded);
        return unrecorded.begin();
    }

    /** Whether {@link #skip} has left a visit to be read. */
    boolean isUnrecorded(long sequence) {
        return unrecorded.countBetween(sequence - 1, sequence) > 0;
    }

    /** This epoch and those of which there were files at the start. */
    public Set<Long> epochs() {
        return found.epochs();
    }

    /**
     * How many visits that are to be read have a sequence above {@code position} and up to {@code upTo}, by the arithmetic
     * of sequences: what is damaged counts as well.
     */
    public long countBetween(long position, long upTo) {
        return unrecorded.countBetween(position, upTo);
    }

    /** In order; a snapshot that may be walked through by any thread. */
    List<Segment> segments() {
        return writer.segments();
    }

    /** The journal as it is now, while visits go on being written; to be closed soon, for it keeps files from being deleted. */
    public JournalCopy copy() {
        return JournalCopy.linked(node(), directory.path(), writer.segments());
    }

    /** Whether {@link #release} would delete something. */
    public boolean hasReleasable(long position) {
        List<Segment> segments = writer.segments();
        return !segments.isEmpty() && isReleasable(segments.get(0), position);
    }

    private static boolean isReleasable(Segment segment, long position) {
        return segment.sealed() && segment.last() <= position;
    }

    /** Deletes what is needed no more, once the database has made sure of all up to {@code position}. */
    public void release(long position) {
        for (Segment segment : writer.segments()) {
            if (!isReleasable(segment, position)) {
                return;
            }
            try {
                Files.deleteIfExists(segment.path);
            } catch (IOException e) {
                log.warn("journal: {} cannot be deleted: {}", segment.path, e.toString());
                return;
            }
            lock.lock();
            try {
                writer.forget(segment);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Ends the active segment, so that it can be released when the database has it. */
    public void seal() {
        lock.lock();
        try {
            writer.retire();
            sync.notice();
        } finally {
            lock.unlock();
        }
    }

    /** The bytes that the journal takes on disk, without what is set aside. */
    public long bytes() {
        lock.lock();
        try {
            return writer.bytes();
        } finally {
            lock.unlock();
        }
    }

    void setAside(Segment segment, long from, long to) {
        try {
            directory.setAside(segment, from, to);
        } catch (IOException e) {
            log.error("journal: damaged bytes of {} cannot be copied aside: {}", segment, e.toString());
        }
    }

    /** Deletes the damaged bytes that were set aside before a moment. */
    public void forgetSetAside(Instant before) {
        try {
            directory.forgetSetAside(before);
        } catch (IOException e) {
            log.warn("journal: what was set aside cannot be deleted, which is tried again: {}", e.toString());
        }
    }

    /** Takes no more visits, and makes sure of those it has; may be called again. */
    public void stop() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        sync.stop();
    }

    @Override
    public void close() {
        stop();
        directory.close();
    }
}
