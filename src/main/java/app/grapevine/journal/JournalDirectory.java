package app.grapevine.journal;

import app.grapevine.base.OwnerOnly;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's files as a start finds them: locked against a second process, cleared of what a crash left
 * unfinished, and each looked through to its end.
 */
public final class JournalDirectory implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JournalDirectory.class);
    /** What is set aside is for the operator to look at; more than this is only counted. */
    private static final String DAMAGED = "damaged";

    private static final long MAX_DAMAGED_BYTES = 64L << 20;

    private final Path directory;
    private final FileChannel lockFile;
    private final Disk disk;
    private final List<Segment> segments = new ArrayList<>();
    private final long node;

    /** @throws JournalException if it is in use, of another node or version, or not to be read or written */
    public static JournalDirectory open(JournalSettings settings) {
        return open(settings, settings.disk());
    }

    /** {@link #open(JournalSettings)} on a disk of the caller's. */
    public static JournalDirectory open(JournalSettings settings, Disk disk) {
        Path directory = settings.dataDir().resolve("journal");
        try {
            OwnerOnly.createDirectories(directory);
            FileChannel lockFile = lock(directory);
            try {
                return new JournalDirectory(settings.dataDir(), directory, lockFile, disk);
            } catch (IOException | RuntimeException e) {
                lockFile.close();
                throw e;
            }
        } catch (IOException e) {
            throw new JournalException("the journal in " + directory + " cannot be opened: " + e, e);
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                OwnerOnly.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new JournalException("the journal in " + directory + " is in use by another process");
        }
        return channel;
    }

    private JournalDirectory(Path dataDir, Path directory, FileChannel lockFile, Disk disk) throws IOException {
        this.directory = directory;
        this.lockFile = lockFile;
        this.disk = disk;
        JournalCopy.deleteLeft(directory);
        List<Segment> found;
        try (Stream<Path> files = Files.list(directory)) {
            found = files.flatMap(file -> Segment.named(file).stream())
                    .sorted(Segment.ORDER)
                    .toList();
        }
        NodeFile nodeFile = new NodeFile(dataDir);
        @Nullable Long known = nodeFile.find().orElse(null);
        boolean isNew = known == null;
        Set<Segment> headless = new HashSet<>();
        for (Segment segment : found) {
            Optional<Long> named = readHeader(segment);
            if (known == null) {
                known = named.orElse(null);
            } else if (named.isPresent() && !named.get().equals(known)) {
                throw new JournalException(segment.path + " belongs to node " + named.get() + ", and this is node "
                        + known + " by the file " + dataDir.resolve("node"));
            }
            if (named.isEmpty()) {
                headless.add(segment);
            }
        }
        examine(found, headless);
        this.node = known != null ? known : 1 + new SecureRandom().nextLong(Long.MAX_VALUE);
        if (isNew) {
            nodeFile.write(node);
        }
    }

    /** The last first: of a file behind which none is kept that has visits, nobody can say that its end was ever finished. */
    private void examine(List<Segment> found, Set<Segment> headless) throws IOException {
        @Nullable Segment next = null;
        for (int i = found.size() - 1; i >= 0; i--) {
            Segment segment = found.get(i);
            boolean goesOn = next != null && Sequences.epoch(next.first) == Sequences.epoch(segment.first);
            long expected = (next != null && goesOn ? next.first : segment.first) - 1;
            if (examine(segment, headless.contains(segment) ? 0 : Segment.HEADER, expected)) {
                segments.add(0, segment);
                next = segment;
            }
        }
    }

    private static Optional<Long> readHeader(Segment segment) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(segment.path.toFile(), "r")) {
            if (file.length() < Segment.HEADER) {
                return Optional.empty();
            }
            byte[] header = new byte[Segment.HEADER];
            file.readFully(header);
            return segment.nodeOf(header);
        }
    }

    /**
     * Finds the last visit of a segment. What follows it was never finished, and is cut off, unless visits up
     * to {@code expected} should be there, for a later segment goes on behind them: then the reader sets it aside.
     *
     * @return false if there is none in it, and it was removed
     */
    private static boolean examine(Segment segment, long from, long expected) throws IOException {
        long size = Files.size(segment.path);
        long end;
        long last = segment.first - 1;
        try (FrameScanner scanner = new FrameScanner(segment, from)) {
            while (scanner.next(size)) {
                last = scanner.sequence();
            }
            end = scanner.offset();
        }
        boolean unfinished = last >= expected;
        if (last < segment.first && unfinished) {
            log.info("journal: {} holds no visit and is removed", segment);
            Files.delete(segment.path);
            return false;
        }
        if (end < size && unfinished) {
            log.warn("journal: {} bytes at the end of {} were never finished and are cut off", size - end, segment);
            try (FileChannel channel = FileChannel.open(segment.path, StandardOpenOption.WRITE)) {
                channel.truncate(end);
                channel.force(true);
            }
            size = end;
        }
        segment.found(Math.max(last, expected), size);
        segment.headerDamaged(from == 0);
        segment.seal();
        return true;
    }

    public long node() {
        return node;
    }

    Path path() {
        return directory;
    }

    Disk disk() {
        return disk;
    }

    /** Of what was found; nobody may write meanwhile. */
    public JournalCopy copy() {
        return JournalCopy.of(node, segments);
    }

    /** What was found, in order, sealed. */
    List<Segment> segments() {
        return segments;
    }

    /** Those of which there is a file. */
    public Set<Long> epochs() {
        return segments.stream().map(segment -> Sequences.epoch(segment.first)).collect(Collectors.toSet());
    }

    /** Copies damaged bytes aside before the segment that holds them is deleted. */
    void setAside(Segment segment, long from, long to) throws IOException {
        Path damaged = directory.resolve(DAMAGED);
        OwnerOnly.createDirectories(damaged);
        long taken = 0;
        try (Stream<Path> files = Files.list(damaged)) {
            for (Path file : files.toList()) {
                taken += Files.size(file);
            }
        }
        if (taken + to - from > MAX_DAMAGED_BYTES) {
            log.error("journal: {} is full, damaged bytes are not kept", damaged);
            return;
        }
        try (FileChannel in = FileChannel.open(segment.path, StandardOpenOption.READ);
                FileChannel out = OwnerOnly.open(
                        damaged.resolve(segment + "." + from),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            in.position(from);
            out.transferFrom(in, 0, to - from);
        }
    }

    /** Deletes what was set aside before a moment. */
    void forgetSetAside(Instant before) throws IOException {
        Path damaged = directory.resolve(DAMAGED);
        if (!Files.isDirectory(damaged)) {
            return;
        }
        try (Stream<Path> files = Files.list(damaged)) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            log.warn("journal: the lock file was not closed: {}", e.toString());
        }
    }
}
