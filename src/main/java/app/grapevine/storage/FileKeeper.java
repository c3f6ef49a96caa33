package app.grapevine.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the file of the embedded database small while others write to it: at most what is live once more, and 20 MB, is
 * garbage. One thread, which takes its turn among the writers for some milliseconds, the more often the more there is to
 * do; as writers are served in the order of arrival, it comes after each of their commits if it must, and as it does the
 * more at once the more was written meanwhile, no writer outruns it.
 *
 * <p>It opens the file anew, too, when H2 has closed it, as it does when a disk is full or fails: tried every second, for as
 * long as it takes.
 */
final class FileKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileKeeper.class);

    /** What there may be of garbage besides as much again as is live. */
    private static final long ALLOWANCE = 8_000_000;
    /** From which share of that on it is worked against, of each kind: while others write, and while nobody does. */
    private static final double BUSY_SHARE = 0.4;

    private static final double IDLE_SHARE = 0.1;
    /** Free room is of use, and costs more to do away with. */
    private static final double MOVE_FACTOR = 1.2;
    /** What is dead is given up when so much was written, or after so long. */
    private static final long FREE_AFTER = 1 << 20;

    private static final Duration FREE_EVERY = Duration.ofSeconds(10);
    /** How many bytes are written anew at once, where writers do not write more: some milliseconds. */
    private static final long STEP = 512 << 10;

    private static final Duration TRY_ANEW_AFTER = Duration.ofMinutes(5);
    private static final Duration IDLE_AFTER = Duration.ofSeconds(5);

    private static final long PAUSE_MILLIS = 100;
    private static final long SHORT_PAUSE_MILLIS = 20;
    private static final long LONG_PAUSE_MILLIS = 1000;
    /** So many places of a fault are told. */
    private static final int PLACES = 8;

    /** What the keeper has of the database. */
    interface Turn {
        /**
         * Runs something on the file while nobody writes; it is opened where it is not. False, and nothing is done, where somebody
         * reads it as it was.
         */
        boolean take(Consumer<H2File> work);

        /** Whether somebody else of this process has closed it in order since this was asked. */
        boolean isClosedInOrder();

        /** Has all forget a file that closed itself, so that it can be opened anew. */
        void takeDown(H2File closed);
    }

    private final Turn turn;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ending = lock.newCondition();
    private final Thread thread;
    private boolean closed;
    private volatile @Nullable FileFigures figures;

    private volatile @Nullable String outage;

    private @Nullable H2File file;
    /** The database's version when this thread last had its turn, the bytes written by then, and when that was. */
    private long version;

    private long written;
    private long turnAt;
    private long changedAt;
    /** Chunks that did not die when they were written anew, by their numbers; tried again now and then. */
    private final Set<Integer> immortal = new HashSet<>();

    private long triedAnewAt;
    /** Whether the last turn changed nothing: the next would not either. */
    private boolean stuck;

    FileKeeper(Turn turn) {
        this.turn = turn;
        this.thread = new Thread(this::run, "grapevine-file");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** As it was a moment ago; null before it was first looked at. */
    @Nullable
    FileFigures figures() {
        return figures;
    }

    private void run() {
        long pause = SHORT_PAUSE_MILLIS;
        while (rest(pause)) {
            try {
                pause = look();
            } catch (DatabaseUnavailableException e) {
                failed(e); // whoever writes hears of it
                pause = LONG_PAUSE_MILLIS;
            } catch (RuntimeException | Error e) {
                if (!isClosed()) { // else another closed it in the midst of this
                    LOG.warn("keeping the database's file small failed, and is tried again: {}", told(e));
                }
                failed(e);
                pause = LONG_PAUSE_MILLIS;
            }
        }
    }

    /** With the places where it was: it is no fault of the disk's, and to be mended. */
    private static String told(Throwable e) {
        return e
                + Stream.of(e.getStackTrace())
                        .limit(PLACES)
                        .map(place -> " at " + place)
                        .collect(Collectors.joining());
    }

    private boolean isClosed() {
        return file != null && file.isClosed();
    }

    private void failed(Throwable e) {
        if (!isClosed()) {
            file = null; // it is looked for again
        }
        if (outage != null) {
            outage = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }

    /** Why the file cannot be opened since it closed itself; null while it is open. */
    @Nullable
    String outage() {
        return outage;
    }

    private void takeDown(H2File closed) {
        if (turn.isClosedInOrder()) {
            LOG.debug("another has closed the database's file");
        } else if (outage == null) {
            LOG.error(
                    "the database's file closed itself after a failure of its disk, and is opened again as soon as it can be");
            outage = "closed";
        }
        turn.takeDown(closed);
        file = null;
    }

    /** Looks whether there is something to do, and does some of it; for how many milliseconds to rest. */
    private long look() {
        H2File known = file;
        if (known != null && known.isClosed()) {
            takeDown(known);
            known = null;
        }
        if (known == null) {
            return turn.take(this::begin) ? SHORT_PAUSE_MILLIS : LONG_PAUSE_MILLIS;
        }
        long now = System.nanoTime();
        if (known.version() != version) {
            changedAt = now;
        }
        FileFigures found = known.figures(chunks(known));
        figures = found;
        long fresh = known.written() - written;
        boolean aged = changedAt > turnAt && now - turnAt > FREE_EVERY.toNanos();
        if (fresh < FREE_AFTER && !aged && !(isIdle() && isTooMuch(found) && !stuck)) {
            return fresh > 0 ? SHORT_PAUSE_MILLIS : PAUSE_MILLIS;
        }
        known.sync(); // most of it while others write
        return turn.take(this::tidy) ? SHORT_PAUSE_MILLIS : LONG_PAUSE_MILLIS;
    }

    private void begin(H2File opened) {
        file = opened;
        immortal.clear();
        opened.free(); // what a crash has left
        noteTurn(opened);
        if (outage != null) {
            LOG.info("the database's file is open again");
            outage = null;
        }
    }

    private void tidy(H2File opened) {
        file = opened;
        long before = opened.version();
        long fresh = opened.written() - written;
        opened.free();
        if (System.nanoTime() - triedAnewAt > TRY_ANEW_AFTER.toNanos()) {
            immortal.clear();
            triedAnewAt = System.nanoTime();
        }
        List<FileChunk> chunks = chunks(opened);
        FileFigures found = opened.figures(chunks);
        double dead = found.dead() / allowed(found);
        double free = found.free() / allowed(found);
        List<FileChunk> chosen = List.of();
        if (dead > share()) {
            chosen = emptiest(chunks, (long) Math.max(STEP, 2 * fresh * dead));
        } else if (free > MOVE_FACTOR * share()) {
            chosen = last(chunks);
        }
        if (!chosen.isEmpty() && !opened.isHeld()) {
            immortal.addAll(opened.rewrite(chosen));
        } else if (free > share() && found.size() - end(chunks) > STEP) {
            opened.touch();
        }
        stuck = opened.version() == before;
        noteTurn(opened);
    }

    private static long end(List<FileChunk> chunks) {
        return chunks.isEmpty() ? 0 : chunks.get(chunks.size() - 1).end();
    }

    private List<FileChunk> chunks(H2File opened) {
        List<FileChunk> chunks = opened.chunks();
        chunks.removeIf(chunk -> chunk.isPinned() || immortal.contains(chunk.id()));
        return chunks;
    }

    private void noteTurn(H2File opened) {
        version = opened.version();
        written = opened.written();
        turnAt = System.nanoTime();
    }

    /** Those that give back most for what has to be written, of so many live bytes together. */
    private static List<FileChunk> emptiest(List<FileChunk> chunks, long bytes) {
        List<FileChunk> partly = new ArrayList<>(chunks);
        partly.removeIf(chunk -> chunk.isDead() || chunk.whole());
        partly.sort(Comparator.comparingDouble(chunk -> chunk.live() / (double) chunk.length()));
        long live = 0;
        int count = 0;
        while (count < partly.size() && (count == 0 || live + partly.get(count).live() <= bytes)) {
            live += partly.get(count++).live();
        }
        return partly.subList(0, count);
    }

    /** Those at the end of the file, as far as there is room for them before. */
    private static List<FileChunk> last(List<FileChunk> chunks) {
        long room = 0;
        long end = 2 * FileChunk.BLOCK;
        for (FileChunk chunk : chunks) {
            room = Math.max(room, chunk.at() - end);
            end = chunk.end();
        }
        List<FileChunk> last = new ArrayList<>();
        long live = 0;
        for (int i = chunks.size() - 1; i >= 0 && live < STEP; i--) {
            live += chunks.get(i).live() + FileChunk.BLOCK;
            if (live > room) {
                break;
            }
            last.add(chunks.get(i));
        }
        return last;
    }

    private boolean isIdle() {
        return System.nanoTime() - changedAt > IDLE_AFTER.toNanos();
    }

    private double share() {
        return isIdle() ? IDLE_SHARE : BUSY_SHARE;
    }

    private boolean isTooMuch(FileFigures found) {
        double share = share() * allowed(found);
        return found.dead() > share || found.free() > MOVE_FACTOR * share;
    }

    private static double allowed(FileFigures found) {
        return found.live() + ALLOWANCE;
    }

    /** Rests, unless it is to end; false if so. */
    private boolean rest(long millis) {
        lock.lock();
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!closed && nanos > 0) {
                nanos = ending.awaitNanos(nanos);
            }
            return !closed;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends after the step under way. Not by interrupting it, which would close H2's file. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            ending.signalAll();
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
