package app.grapevine.clicks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.clicks.JournalSettings.Sync;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final int SEGMENT = 64 << 10;
    private static final int FRAME = frameLength();

    @TempDir
    Path dataDir;

    private JournalSettings settings;
    private Journal journal;
    private long epoch;

    @AfterEach
    void close() {
        if (journal != null) {
            journal.close();
        }
    }

    @Test
    void whatWasAppendedIsReadInOrder() throws IOException {
        open();
        append(1, 500);
        assertThat(links(read(0))).containsExactlyElementsOf(numbers(1, 500));
        assertThat(journal.segments()).hasSizeGreaterThan(1);
        assertThat(journal.countBetween(0, journal.last())).isEqualTo(500);
    }

    @Test
    void aReaderGoesOnWhereItWasWhileVisitsAreAppended() throws IOException {
        open();
        JournalReader reader = new JournalReader(journal, 0);
        List<JournalReader.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            append(i, i);
            entries.addAll(reader.read(10, 1 << 20));
        }
        assertThat(links(entries)).containsExactlyElementsOf(numbers(0, 499));
        assertThat(reader.read(10, 1 << 20)).isEmpty();
    }

    @Test
    void aRestartKeepsAllAndBeginsANewEpoch() throws IOException {
        open();
        append(1, 400);
        long before = journal.last();
        restart();
        assertThat(journal.last()).isGreaterThan(before);
        append(401, 500);
        assertThat(links(read(0))).containsExactlyElementsOf(numbers(1, 500));
        assertThat(journal.countBetween(0, journal.last())).isEqualTo(500);
        assertThat(journal.countBetween(before, journal.last())).isEqualTo(100);
    }

    @Test
    void aLostJournalKeepsItsNodeAndRepeatsNoSequence() throws IOException {
        open();
        append(1, 10);
        long node = journal.node();
        long last = journal.last();
        journal.close();
        try (Stream<Path> files = Files.list(dataDir.resolve("journal"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        open();
        append(1, 1);
        assertThat(journal.node()).isEqualTo(node);
        assertThat(journal.last()).isGreaterThan(last);
    }

    @Test
    void aLostNodeFileIsMadeAgainFromTheJournal() throws IOException {
        open();
        append(1, 10);
        long node = journal.node();
        journal.close();
        Files.delete(dataDir.resolve("node"));
        open();
        assertThat(journal.node()).isEqualTo(node);
    }

    @Test
    void theJournalOfAnotherNodeIsRefused() throws IOException {
        open();
        append(1, 10);
        journal.close();
        Files.writeString(dataDir.resolve("node"), "7\n");
        assertThatThrownBy(() -> JournalDirectory.open(settings)).hasMessageContaining("belongs to node");
        Files.writeString(dataDir.resolve("node"), "grape");
        assertThatThrownBy(() -> JournalDirectory.open(settings)).hasMessageContaining("holds no node id");
    }

    @Test
    void aSecondProcessOnTheSameDirectoryIsRefused() {
        open();
        assertThatThrownBy(() -> JournalDirectory.open(settings)).hasMessageContaining("in use by another process");
    }

    @Test
    void aTornTailIsCutOffWhereverItEnds() throws IOException {
        for (int torn = 1; torn < FRAME; torn++) {
            open();
            append(1, 20);
            journal.close();
            Path file = files().get(0);
            long size = Files.size(file);
            truncate(file, size - torn);
            open();
            assertThat(links(read(0))).as("torn by %s", torn).containsExactlyElementsOf(numbers(1, 19));
            assertThat(Files.size(file)).isEqualTo(size - FRAME);
            assertThat(damaged()).isEmpty();
            journal.release(journal.last());
            journal.close();
            journal = null;
        }
    }

    @Test
    void aTailOfZerosIsCutOff() throws IOException {
        open();
        append(1, 20);
        journal.close();
        Path file = files().get(0);
        long size = Files.size(file);
        truncate(file, size + 4096);
        open();
        assertThat(links(read(0))).containsExactlyElementsOf(numbers(1, 20));
        assertThat(Files.size(file)).isEqualTo(size);
    }

    @Test
    void aFileThatWasOnlyBegunIsRemoved() throws IOException {
        open();
        append(1, 1);
        journal.close();
        Path file = files().get(0);
        for (int size = 0; size <= Segment.HEADER; size += 8) {
            Files.write(file, new byte[size]);
            open();
            assertThat(files()).isEmpty();
            assertThat(read(0)).isEmpty();
            journal.close();
            journal = null;
        }
    }

    @Test
    void aFlippedBitCostsTheVisitThatHasItAndNoOther() throws IOException {
        open();
        append(1, 3);
        journal.close();
        Path file = files().get(0);
        byte[] good = Files.readAllBytes(file);
        // In the second of three frames: every bit of CRC, length and sequence, and some of the payload.
        for (int bit = 0; bit < FRAME * 8; bit += bit < Frame.HEADER * 8 ? 1 : 13) {
            byte[] bad = good.clone();
            bad[Segment.HEADER + FRAME + bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, bad);
            JournalReader reader = reopened();
            assertThat(links(reader.read(10, 1 << 20))).as("bit %s", bit).containsExactly(1L, 3L);
            assertThat(reader.takeMissing()).isEqualTo(1);
            assertThat(damaged()).hasSize(1);
            journal.close();
            journal = null;
        }
    }

    @Test
    void aFlippedBitInTheHeaderCostsNoVisit() throws IOException {
        open();
        append(1, 3);
        journal.close();
        Path file = files().get(0);
        byte[] good = Files.readAllBytes(file);
        for (int bit = 0; bit < Segment.HEADER * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, bad);
            JournalReader reader = reopened();
            assertThat(links(reader.read(10, 1 << 20))).as("bit %s", bit).containsExactly(1L, 2L, 3L);
            assertThat(reader.takeMissing()).isZero();
            journal.close();
            journal = null;
        }
    }

    @Test
    void aDamagedTailBeforeAnotherFileIsSetAsideAndCounted() throws IOException {
        open();
        append(1, 500);
        journal.close();
        Path first = files().get(0);
        truncate(first, Files.size(first) - FRAME - 3);
        JournalReader reader = reopened();
        assertThat(reader.read(1000, 1 << 30)).hasSize(498);
        assertThat(reader.takeMissing()).isEqualTo(2);
        assertThat(damaged()).hasSize(1);
    }

    @Test
    void aFileThatIsGoneIsCountedByWhatItHeld() throws IOException {
        open();
        append(1, 1000);
        journal.close();
        Path second = files().get(1);
        long held = (Files.size(second) - Segment.HEADER) / FRAME;
        Files.delete(second);
        JournalReader reader = reopened();
        assertThat(reader.read(2000, 1 << 30)).hasSize((int) (1000 - held));
        assertThat(reader.takeMissing()).isEqualTo(held);
    }

    @Test
    void aFileOfAnotherFormatStopsTheStart() throws IOException {
        open();
        append(1, 1);
        journal.close();
        Path file = files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        bytes[11] = 2;
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(bytes, 0, Segment.HEADER - 4);
        java.nio.ByteBuffer.wrap(bytes).putInt(Segment.HEADER - 4, (int) crc.getValue());
        Files.write(file, bytes);
        assertThatThrownBy(() -> JournalDirectory.open(settings)).hasMessageContaining("another version");
    }

    @Test
    void aFullJournalRefusesAndTakesVisitsAgainWhenThereIsRoom() throws IOException {
        settings = new JournalSettings(dataDir, Sync.PROCESS, 2 * SEGMENT, SEGMENT, Duration.ZERO);
        open();
        int taken = 0;
        while (journal.refusals().isEmpty()) {
            append(++taken, taken);
        }
        assertThat(journal.refusals()).containsEntry(Journal.FULL, 1L);
        assertThat(journal.bytes()).isLessThanOrEqualTo(2 * SEGMENT).isGreaterThan(2 * SEGMENT - 2 * FRAME);
        assertThat(journal.last()).isEqualTo(Sequences.of(epoch, taken - 1));
        journal.release(journal.last());
        append(taken, taken + 50);
        assertThat(journal.refusals()).containsEntry(Journal.FULL, 1L);
    }

    @Test
    void onlyFilesThatAreNeededNoMoreAreReleased() throws IOException {
        open();
        append(1, 1000);
        Segment second = journal.segments().get(1);
        journal.release(second.first + 1);
        assertThat(links(read(second.first - 1)))
                .startsWith(Sequences.counter(second.first))
                .endsWith(1000L);
        journal.release(journal.last());
        assertThat(journal.segments()).hasSize(1);
        journal.seal();
        journal.release(journal.last());
        assertThat(files()).isEmpty();
        assertThat(journal.bytes()).isZero();
    }

    @Test
    void visitsOfManyThreadsAreAllKept() throws Exception {
        open();
        int threads = 8;
        int each = 2000;
        Set<Long> receipts = new TreeSet<>();
        CountDownLatch done = new CountDownLatch(threads * each);
        List<Thread> started = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int thread = t;
            Thread appender = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    journal.append(Visits.of(1, (long) thread * each + i, 1), receipt -> {
                        synchronized (receipts) {
                            receipts.add(receipt.sequence());
                        }
                        done.countDown();
                    });
                    if (i % 100 == 0) {
                        // An interrupted request must not close the file for all.
                        Thread.currentThread().interrupt();
                    }
                }
            });
            started.add(appender);
            appender.start();
        }
        done.await();
        for (Thread thread : started) {
            thread.join();
        }
        assertThat(journal.refusals()).isEmpty();
        assertThat(receipts).hasSize(threads * each);
        List<JournalReader.Entry> entries = read(0);
        assertThat(entries.stream().map(JournalReader.Entry::sequence)).containsExactlyElementsOf(receipts);
        assertThat(new TreeSet<>(links(entries))).containsExactlyElementsOf(numbers(0, threads * each - 1));
    }

    @Test
    void aDirectoryThatCannotBeWrittenRefusesAndDoesNotThrow() throws IOException {
        open();
        append(1, 1);
        journal.seal();
        Path moved = dataDir.resolve("moved");
        Files.move(dataDir.resolve("journal"), moved);
        append(2, 3);
        assertThat(journal.refusals()).containsEntry(Journal.FAILED, 2L);
        Files.move(moved, dataDir.resolve("journal"));
        append(4, 4);
        assertThat(links(read(0))).containsExactly(1L, 4L);
    }

    private void open() {
        if (settings == null) {
            settings = new JournalSettings(dataDir, Sync.PROCESS, 1 << 30, SEGMENT, Duration.ZERO);
        }
        JournalDirectory directory = JournalDirectory.open(settings);
        epoch = 1 + Math.max(epoch, directory.lastEpoch());
        journal = new Journal(directory, settings, epoch);
    }

    private void restart() {
        journal.close();
        open();
    }

    private JournalReader reopened() throws IOException {
        for (Path file : damaged()) {
            Files.delete(file);
        }
        open();
        return new JournalReader(journal, 0);
    }

    private void append(long fromLink, long toLink) {
        for (long link = fromLink; link <= toLink; link++) {
            journal.append(Visits.of(1, link, 1), receipt -> {});
        }
    }

    private List<JournalReader.Entry> read(long position) throws IOException {
        return new JournalReader(journal, position).read(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    private static List<Long> links(List<JournalReader.Entry> entries) {
        return entries.stream()
                .map(entry -> VisitCodec.decode(entry.payload()).linkId())
                .toList();
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(dataDir.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .sorted()
                    .toList();
        }
    }

    private List<Path> damaged() throws IOException {
        Path directory = dataDir.resolve("journal/damaged");
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static void truncate(Path file, long size) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(size);
        }
    }

    private static int frameLength() {
        return VisitCodec.encode(Visits.of(1, 1, 1), new byte[Frame.HEADER + Frame.MAX_PAYLOAD], Frame.HEADER);
    }
}
