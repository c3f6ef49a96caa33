package app.grapevine.storage;

import app.grapevine.journal.Disk;
import app.grapevine.journal.Sequences;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A disk below one data directory that remembers what was written and not forced yet, and can say at any moment what a power
 * cut would leave: all that was forced, and of the rest, by a random number, nothing, what was written up to some moment with
 * the last of it torn, or sectors here and there. A file whose directory was not forced may be missing; one that was deleted
 * may be back. Safe for use by many threads.
 *
 * <p>H2's file is watched write by write ({@link CutFiles}). The journal's files are only appended to, so of them it is enough
 * to know how long they were when they were forced.
 */
public final class SimulatedDisk implements Disk, AutoCloseable {
    private static final int SECTOR = 512;
    private static final double[] SHARES = {0.1, 0.5, 0.95};
    private static final Map<Path, SimulatedDisk> DISKS = new ConcurrentHashMap<>();

    /** @param bytes null: the file was cut to {@code position} */
    private record Change(long position, byte @Nullable [] bytes) {}

    /** The bytes of a file. */
    private static final class Content {
        byte[] bytes;
        int size;

        Content(byte[] bytes) {
            this.bytes = bytes;
            this.size = bytes.length;
        }

        Content copy() {
            return new Content(Arrays.copyOf(bytes, size));
        }

        void put(byte[] source, int from, int to, long position) {
            int end = (int) position + to - from;
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
            }
            if (position > size) {
                Arrays.fill(bytes, size, (int) position, (byte) 0);
            }
            System.arraycopy(source, from, bytes, (int) position, to - from);
            size = Math.max(size, end);
        }

        void apply(Change change) {
            if (change.bytes == null) {
                size = (int) Math.min(size, change.position);
            } else {
                put(change.bytes, 0, change.bytes.length, change.position);
            }
        }
    }

    private static final class Image {
        final Content kept;
        final List<Change> since = new ArrayList<>();

        Image(byte[] kept) {
            this.kept = new Content(kept);
        }
    }

    private final Path directory;
    private final Path deleted;
    private final Random random;
    private final Map<Path, Image> images = new HashMap<>();
    private Runnable before = () -> {};
    private final Map<String, Long> forcedLengths = new HashMap<>();
    private final Set<String> forcedNames = new HashSet<>();

    public SimulatedDisk(Path directory, long seed) throws IOException {
        this.directory = directory;
        this.deleted = Files.createTempDirectory(directory.toAbsolutePath().getParent(), "deleted-");
        this.random = new Random(seed);
        for (Path file : segments(directory)) {
            note(file);
        }
        forcedNames.addAll(forcedLengths.keySet());
        DISKS.put(directory, this);
        CutFiles.register();
    }

    static @Nullable SimulatedDisk of(Path file) {
        return DISKS.get(file.getParent());
    }

    /** The embedded database in the directory, on this disk. */
    public DatabaseSettings database() {
        DatabaseSettings embedded = DatabaseSettings.embedded(directory);
        String url = embedded.url().replace("jdbc:h2:owner:", "jdbc:h2:owner:" + CutFiles.SCHEME + ":");
        return new DatabaseSettings(url, null, null, embedded.readers(), embedded.patience());
    }

    /** Runs {@code look} before each operation on H2's file, and each forcing of the journal's, from now on. */
    public synchronized void before(Runnable look) {
        before = look;
    }

    synchronized void opened(Path file) throws IOException {
        images.putIfAbsent(file, new Image(Files.readAllBytes(file)));
    }

    synchronized void written(Path file, long position, byte[] bytes) {
        before.run();
        images.get(file).since.add(new Change(position, bytes));
    }

    synchronized void truncated(Path file, long size) {
        images.get(file).since.add(new Change(size, null));
    }

    /** All that was written before the call is kept from now on: this disk is quick. */
    synchronized void forced(Path file) {
        before.run();
        Image image = images.get(file);
        image.since.forEach(image.kept::apply);
        image.since.clear();
    }

    @Override
    public synchronized void force(RandomAccessFile file) throws IOException {
        before.run();
        ByteBuffer header = ByteBuffer.allocate(32);
        file.getChannel().read(header, 0);
        long first = header.getLong(20);
        long epoch = Sequences.epoch(first);
        note(directory
                .resolve("journal")
                .resolve(String.format("%07d-%013d-00.journal", epoch, first - Sequences.of(epoch, 0))));
    }

    private void note(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (forcedLengths.put(name, Files.size(file)) == null) {
            Files.createLink(deleted.resolve(name), file);
        }
    }

    @Override
    public synchronized void force(Path forced) throws IOException {
        if (forced.endsWith("journal")) {
            forcedNames.clear();
            segments(directory)
                    .forEach(file -> forcedNames.add(file.getFileName().toString()));
        }
    }

    private static List<Path> segments(Path directory) throws IOException {
        Path journal = directory.resolve("journal");
        if (!Files.isDirectory(journal)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(journal)) {
            return files.filter(file -> file.toString().endsWith(".journal")).toList();
        }
    }

    /** What a power cut at this moment leaves, laid into a new directory. */
    public synchronized void cut(Path target) throws IOException {
        Files.createDirectories(target.resolve("journal"));
        Path node = directory.resolve("node"); // forced when it is made, with its directory
        if (Files.exists(node)) {
            Files.copy(node, target.resolve("node"));
        }
        for (Map.Entry<Path, Image> image : images.entrySet()) {
            Files.write(target.resolve(image.getKey().getFileName()), left(image.getValue()));
        }
        cutJournal(target.resolve("journal"));
    }

    private byte[] left(Image image) {
        Content left = image.kept.copy();
        List<Change> since = image.since;
        switch (random.nextInt(4)) {
            case 0 -> {} // nothing of it
            case 1 -> { // up to some moment
                int upTo = random.nextInt(since.size() + 1);
                since.subList(0, upTo).forEach(left::apply);
                since.stream().skip(upTo).limit(1).forEach(change -> tear(left, change, 0.5));
            }
            default -> { // here and there
                double share = SHARES[random.nextInt(SHARES.length)];
                since.forEach(change -> tear(left, change, share));
            }
        }
        return Arrays.copyOf(left.bytes, left.size);
    }

    /** Sector by sector, each with a probability. */
    private void tear(Content content, Change change, double share) {
        byte[] bytes = change.bytes;
        if (bytes == null) {
            if (random.nextDouble() < share) {
                content.apply(change);
            }
            return;
        }
        for (int from = 0; from < bytes.length; from += SECTOR) {
            if (random.nextDouble() < share) {
                content.put(bytes, from, Math.min(bytes.length, from + SECTOR), change.position + from);
            }
        }
    }

    private void cutJournal(Path target) throws IOException {
        Set<String> names = new HashSet<>(forcedNames);
        for (Path file : segments(directory)) {
            names.add(file.getFileName().toString());
        }
        for (String name : names) {
            Path file = directory.resolve("journal").resolve(name);
            boolean isThere = Files.exists(file);
            // One that was never forced and is deleted: nothing is known of it any more.
            Path source = isThere ? file : deleted.resolve(name);
            boolean sure = isThere && forcedNames.contains(name);
            if (Files.exists(source) && (sure || random.nextBoolean())) {
                long kept = forcedLengths.getOrDefault(name, 0L);
                Files.write(target.resolve(name), tail(Files.readAllBytes(source), (int) kept));
            }
        }
    }

    /** Behind what was kept: nothing, or sectors here and there, and the rest zeros. */
    private byte[] tail(byte[] content, int kept) {
        int end = kept + random.nextInt(content.length - kept + 1);
        byte[] left = Arrays.copyOf(content, end);
        double share = new double[] {0, 0.5, 1}[random.nextInt(3)];
        for (int from = kept; from < end; from += SECTOR - from % SECTOR) {
            if (random.nextDouble() >= share) {
                Arrays.fill(left, from, Math.min(end, from + SECTOR - from % SECTOR), (byte) 0);
            }
        }
        return left;
    }

    @Override
    public void close() {
        DISKS.remove(directory);
        TestDatabase.delete(deleted);
    }
}
