package app.grapevine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.grapevine.journal.JournalSettings.Sync;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalSyncTest {
    private static final int SEGMENT = 64 << 10;

    @TempDir
    Path dataDir;

    private final Map<RandomAccessFile, Long> safe = new ConcurrentHashMap<>();
    private final AtomicInteger forces = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final Semaphore gate = new Semaphore(1_000_000);
    private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    private Journal journal;
    private long epoch;

    @AfterEach
    void close() {
        gate.release(1_000_000);
        journal.close();
    }

    @Test
    void aVisitIsAnsweredAfterItsFileWasForcedAndNotBefore() {
        open(Duration.ZERO);
        gate.drainPermits();
        append(1, 1);
        await().until(gate::hasQueuedThreads);
        assertThat(receipts).isEmpty();
        gate.release(1);
        await().until(() -> receipts.size() == 1);
        assertThat(receipts.get(0).refusal()).isNull();
    }

    @Test
    void visitsThatComeInMeanwhileShareTheNextFsync() {
        open(Duration.ZERO);
        gate.drainPermits();
        append(1, 1);
        await().until(gate::hasQueuedThreads);
        append(2, 100);
        gate.release(1);
        // Whoever was let through may still be seen in the queue.
        await().until(() -> receipts.size() == 1 && gate.hasQueuedThreads());
        assertThat(receipts).hasSize(1);
        gate.release(1);
        await().until(() -> receipts.size() == 100);
        assertThat(forces).hasValue(2);
    }

    @Test
    void visitsOfAWindowShareOneFsync() {
        open(Duration.ofMillis(500));
        append(1, 100);
        await().until(() -> receipts.size() == 100);
        assertThat(forces).hasValue(1);
    }

    @Test
    void afterAFailedFsyncWhatWaitsIsWrittenAgainAndReadOnce() throws IOException {
        open(Duration.ofMillis(50));
        append(1, 10);
        await().until(() -> receipts.size() == 10);
        failures.set(1);
        append(11, 20);
        await().until(() -> receipts.size() == 20);
        append(21, 30);
        await().until(() -> receipts.size() == 30);
        assertThat(receipts).allMatch(receipt -> receipt.refusal() == null);
        assertThat(journal.segments()).hasSize(2);
        assertThat(links(read())).containsExactlyElementsOf(numbers(1, 30));
        restart();
        assertThat(links(read())).containsExactlyElementsOf(numbers(1, 30));
        assertThat(journal.countBetween(0, journal.last())).isEqualTo(30);
    }

    @Test
    void aReaderThatWasAheadOfTheFailureSeesNoVisitTwice() throws IOException {
        open(Duration.ZERO);
        JournalReader reader = new JournalReader(journal, 0);
        gate.drainPermits();
        append(1, 10);
        assertThat(links(reader.read(100, 1 << 20))).containsExactlyElementsOf(numbers(1, 10));
        failures.set(1);
        gate.release(1_000);
        await().until(() -> receipts.size() == 10);
        append(11, 12);
        assertThat(links(reader.read(100, 1 << 20))).containsExactly(11L, 12L);
        assertThat(reader.takeMissing()).isZero();
    }

    @Test
    void aDiskThatKeepsFailingIsSaidInTheReceiptAndRecovers() throws IOException {
        open(Duration.ofMillis(20));
        failures.set(1_000);
        append(1, 10);
        await().until(() -> receipts.size() == 10);
        assertThat(receipts).allMatch(receipt -> Receipt.FAILED.equals(receipt.refusal()) && receipt.sequence() > 0);
        assertThat(journal.unsafe()).isEqualTo(10);
        failures.set(0);
        append(11, 20);
        await().until(() -> receipts.size() == 20);
        assertThat(receipts.subList(10, 20)).allMatch(receipt -> receipt.refusal() == null);
        assertThat(journal.unsafe()).isEqualTo(10);
        assertThat(links(read())).containsExactlyElementsOf(numbers(1, 20));
    }

    @Test
    void manySegmentsAreAllForcedBeforeTheAnswer() {
        open(Duration.ofMillis(20));
        append(1, 2000);
        await().until(() -> receipts.size() == 2000);
        assertThat(journal.segments()).hasSizeGreaterThan(3);
        assertThat(safe).hasSameSizeAs(journal.segments());
    }

    @Test
    void aStopAnswersAllThatWait() {
        open(Duration.ofMillis(900));
        append(1, 10);
        journal.stop();
        assertThat(receipts).hasSize(10).allMatch(receipt -> receipt.refusal() == null);
        append(11, 11);
        assertThat(receipts.get(10).refusal()).isEqualTo(Receipt.CLOSED);
    }

    private void open(Duration window) {
        JournalSettings settings = new JournalSettings(dataDir, Sync.ALWAYS, 1 << 30, SEGMENT, window);
        journal = new Journal(JournalDirectory.open(settings), settings, ++epoch, file -> {
            gate.acquireUninterruptibly();
            forces.incrementAndGet();
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IOException("on purpose");
            }
            safe.put(file, file.length());
        });
    }

    private void restart() {
        journal.close();
        open(Duration.ZERO);
    }

    private void append(long fromLink, long toLink) {
        for (long link = fromLink; link <= toLink; link++) {
            journal.append(SampleVisits.of(1, link, 1), receipts::add);
        }
    }

    private List<JournalReader.Entry> read() throws IOException {
        return new JournalReader(journal, 0).read(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    private static List<Long> links(List<JournalReader.Entry> entries) {
        return entries.stream()
                .map(entry ->
                        VisitCodec.decode(entry.payload(), new RecentTexts()).linkId())
                .toList();
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
