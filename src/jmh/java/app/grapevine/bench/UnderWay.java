package app.grapevine.bench;

import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a process is doing, for another to see that is about to kill it: a thread of the process looks at the stacks of
 * those that work on the database, and notes in a file in memory when it saw each kind of work last. The note outlives
 * the process.
 */
final class UnderWay {
    /** Work on the database that a kill can fall into; told by a method on the stack. */
    enum Work {
        RECORDING("clicks.ClickStore", "store"),
        TAKING_VISITS_OVER("visits.SegmentMerge", "lambda$takeOverSome"),
        TAKING_COUNTS_OVER("rollups.Takeover", "lambda$some"),
        MERGING_VISITS("visits.SegmentMerge", "lambda$mergeSome"),
        MERGING_COUNTS("rollups.Merging", "merge"),
        SUMMING_MONTHS("rollups.Months", "sum"),
        MERGING_VISITORS("privacy.VisitorRuns", "merge"),
        RETENTION("clicks.Retention", "lambda$deleteVisits"),
        ERASURE("clicks.VisitErasure", "lambda$eraseSome"),
        WIPING("storage.FileSweep", "step"),
        KEEPING_THE_FILE_SMALL("storage.FileKeeper", "tidy"),
        REPAIR("clicks.Repair", "run");

        private final String type;
        private final String method;

        Work(String type, String method) {
            this.type = "app.grapevine." + type;
            this.method = method;
        }

        private boolean isOn(StackTraceElement frame) {
            return frame.getClassName().equals(type) && frame.getMethodName().startsWith(method);
        }
    }

    /** Where a process that is to be killed finds the name of the file. */
    static final String FILE = "grapevine.bench.underway";

    private static final int SIZE = Work.values().length * Long.BYTES;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final Set<String> THREADS = Set.of("main", "click-writer", "grapevine-jobs", "grapevine-file");

    private final LongBuffer seen;

    private UnderWay(LongBuffer seen) {
        this.seen = seen;
    }

    private static UnderWay in(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
            return new UnderWay(map.asLongBuffer());
        }
    }

    /** For who is about to kill: forgets what was seen before. */
    static UnderWay watched(Path file) throws IOException {
        UnderWay found = in(file);
        for (Work work : Work.values()) {
            found.seen.put(work.ordinal(), 0);
        }
        return found;
    }

    /** For the process that may be killed, where it is told to. */
    static void begin() throws IOException {
        String file = System.getProperty(FILE);
        if (file != null) {
            UnderWay note = in(Path.of(file));
            Thread thread = new Thread(note::look, "under-way");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void look() {
        Thread[] all = new Thread[200];
        while (true) {
            int count = Thread.enumerate(all);
            for (int i = 0; i < count; i++) {
                if (THREADS.contains(all[i].getName())) {
                    note(all[i].getStackTrace());
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void note(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            for (Work work : Work.values()) {
                if (work.isOn(frame)) {
                    seen.put(work.ordinal(), System.currentTimeMillis());
                }
            }
        }
    }

    /** What was seen within some milliseconds before a moment. */
    Set<Work> before(long atMillis, int millis) {
        Set<Work> found = EnumSet.noneOf(Work.class);
        for (Work work : Work.values()) {
            if (seen.get(work.ordinal()) >= atMillis - millis) {
                found.add(work);
            }
        }
        return found;
    }
}
