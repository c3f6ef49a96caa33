package app.grapevine.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's own thread: it forces files to the disk, and closes those that are written no more. One fsync
 * serves all visits that came in while it gathered and while the fsync before was under way.
 *
 * <p>The frames of visits that wait are kept in memory until they are safe, for after a failed fsync what the
 * file says is no proof of what the disk holds.
 */
final class JournalSync {
    private static final Logger log = LoggerFactory.getLogger(JournalSync.class);

    /** A visit that is written, and answered only when it is safe. */
    private record Waiting(byte[] frame, Receipt receipt, Consumer<Receipt> then) {}

    private final ReentrantLock lock;
    private final Condition work;
    private final SegmentWriter writer;
    private final Path directory;
    private final @Nullable Duration window;
    private final Disk disk;
    private final Thread thread;
    private final LongAdder unsafe = new LongAdder();
    private List<Waiting> waiting = new ArrayList<>();
    /** Whether the last fsync failed: then what is in the active segment is not to be trusted. */
    private boolean suspect;

    private boolean stopping;

    /**
     * @param lock the journal's
     * @param window how long visits are gathered for one fsync; null: none waits for one
     */
    JournalSync(ReentrantLock lock, SegmentWriter writer, Path directory, @Nullable Duration window, Disk disk) {
        this.lock = lock;
        this.work = lock.newCondition();
        this.writer = writer;
        this.directory = directory;
        this.window = window;
        this.disk = disk;
        this.thread = new Thread(this::run, "journal-sync");
        thread.setDaemon(true);
        thread.start();
    }

    /** Under the lock: {@code then} runs when the frame is safe. */
    void await(byte[] frame, int length, Receipt receipt, Consumer<Receipt> then) {
        waiting.add(new Waiting(Arrays.copyOf(frame, length), receipt, then));
        if (waiting.size() == 1) {
            work.signal();
        }
    }

    /** Under the lock: there may be files to close or a directory to force. */
    void notice() {
        if (writer.hasRetired() || writer.directoryChanged()) {
            work.signal();
        }
    }

    private void run() {
        boolean more = true;
        while (more) {
            try {
                more = pass();
            } catch (InterruptedException e) {
                log.error("journal: the thread that forces files was interrupted");
                more = false;
            } catch (Exception e) {
                log.error("journal: forcing failed in an unexpected way", e);
            }
        }
    }

    /** One round; false when there is nothing left and it was told to stop. */
    private boolean pass() throws InterruptedException {
        List<Waiting> group;
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !writer.hasRetired() && !writer.directoryChanged()) {
                if (stopping) {
                    return false;
                }
                work.await();
            }
            if (window != null && !stopping) {
                gather(window.toNanos());
            }
            group = waiting;
            waiting = new ArrayList<>();
        } finally {
            lock.unlock();
        }
        boolean safe = !suspect && force();
        if (!safe && window != null) {
            safe = rewrite(group) && force();
            suspect = !safe;
        }
        answer(group, safe);
        return true;
    }

    private void gather(long nanos) throws InterruptedException {
        long left = nanos;
        while (left > 0 && !stopping) {
            left = work.awaitNanos(left);
        }
    }

    /** Forces all that was written before the call, and closes what is retired; false if any of it failed. */
    private boolean force() {
        List<SegmentWriter.Open> retired;
        SegmentWriter.@Nullable Open active;
        boolean newFiles;
        lock.lock();
        try {
            retired = writer.takeRetired();
            active = writer.active();
            newFiles = writer.takeDirectoryChanged();
        } finally {
            lock.unlock();
        }
        boolean safe = true;
        try {
            if (newFiles) {
                disk.force(directory);
            }
        } catch (IOException e) {
            log.error("journal: the directory cannot be forced to the disk: {}", e.toString());
            safe = false;
        }
        for (SegmentWriter.Open open : retired) {
            safe &= force(open);
            close(open);
        }
        return safe && (active == null || force(active));
    }

    private boolean force(SegmentWriter.Open open) {
        if (window == null) {
            return true;
        }
        try {
            disk.force(open.file());
            return true;
        } catch (IOException e) {
            log.error("journal: {} cannot be forced to the disk and is abandoned: {}", open.segment(), e.toString());
            return false;
        }
    }

    private static void close(SegmentWriter.Open open) {
        try {
            open.file().close();
        } catch (IOException e) {
            log.warn("journal: {} was not closed: {}", open.segment(), e.toString());
        }
    }

    /**
     * Abandons what is not forced, and appends all that waits to a new segment under the same sequences. What
     * came in meanwhile joins the group.
     */
    private boolean rewrite(List<Waiting> group) {
        lock.lock();
        try {
            writer.retire();
            writer.takeRetired().forEach(JournalSync::close);
            group.addAll(waiting);
            waiting = new ArrayList<>();
            for (Waiting visit : group) {
                writer.append(visit.frame, visit.frame.length, visit.receipt.sequence());
            }
            return true;
        } catch (IOException e) {
            log.error("journal: what waited cannot be written again: {}", e.toString());
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void answer(List<Waiting> group, boolean safe) {
        if (!safe) {
            log.error("journal: {} visits were answered without being safe", group.size());
            unsafe.add(group.size());
        }
        for (Waiting visit : group) {
            try {
                visit.then.accept(safe ? visit.receipt : new Receipt(visit.receipt.sequence(), Receipt.FAILED));
            } catch (RuntimeException e) {
                log.error("journal: an answer failed", e);
            }
        }
    }

    /** How many visits were written and could not be forced. */
    long unsafe() {
        return unsafe.sum();
    }

    /** Forces and answers what waits, and ends the thread. */
    void stop() {
        lock.lock();
        try {
            stopping = true;
            writer.retire();
            work.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
