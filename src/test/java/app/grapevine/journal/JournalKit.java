package app.grapevine.journal;

import app.grapevine.journal.JournalSettings.Sync;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of the journal's files have in common: a journal with small files, opened again and again. */
abstract class JournalKit {
    static final int SEGMENT = 64 << 10;
    static final int FRAME = frameLength();

    @TempDir
    Path dataDir;

    JournalSettings settings;
    Disk disk = Disk.REAL;
    Journal journal;
    long epoch;

    @AfterEach
    void close() {
        if (journal != null) {
            journal.close();
        }
    }

    void open() {
        if (settings == null) {
            settings = new JournalSettings(dataDir, Sync.PROCESS, 1 << 30, SEGMENT, Duration.ZERO);
        }
        JournalDirectory directory = JournalDirectory.open(settings, disk);
        epoch = 1
                + Math.max(
                        epoch,
                        directory.epochs().stream()
                                .mapToLong(Long::longValue)
                                .max()
                                .orElse(0));
        journal = new Journal(directory, settings, epoch);
    }

    void restart() {
        journal.close();
        open();
    }

    JournalReader reopened() throws IOException {
        for (Path file : damaged()) {
            Files.delete(file);
        }
        open();
        return new JournalReader(journal, 0);
    }

    void append(long fromLink, long toLink) {
        for (long link = fromLink; link <= toLink; link++) {
            journal.append(SampleVisits.of(1, link, 1), receipt -> {});
        }
    }

    List<JournalReader.Entry> read(long position) throws IOException {
        return new JournalReader(journal, position).read(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    static List<Long> links(List<JournalReader.Entry> entries) {
        return entries.stream()
                .map(entry ->
                        VisitCodec.decode(entry.payload(), new RecentTexts()).linkId())
                .toList();
    }

    static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(dataDir.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .sorted()
                    .toList();
        }
    }

    List<Path> damaged() throws IOException {
        Path directory = dataDir.resolve("journal/damaged");
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    static void truncate(Path file, long size) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(size);
        }
    }

    static int frameLength() {
        return VisitCodec.encode(SampleVisits.of(1, 1, 1), new byte[Frame.HEADER + Frame.MAX_PAYLOAD], Frame.HEADER);
    }
}
