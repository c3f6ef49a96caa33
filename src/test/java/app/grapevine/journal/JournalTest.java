package app.grapevine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import app.grapevine.journal.JournalSettings.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JournalTest extends JournalKit {
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
    void aFullJournalRefusesAndTakesVisitsAgainWhenThereIsRoom() throws IOException {
        settings = new JournalSettings(dataDir, Sync.PROCESS, 2 * SEGMENT, SEGMENT, Duration.ZERO);
        open();
        int taken = 0;
        while (journal.refusals().get(Receipt.FULL) == 0) {
            append(++taken, taken);
        }
        assertThat(journal.refusals()).containsEntry(Receipt.FULL, 1L);
        assertThat(journal.trouble()).contains(Receipt.FULL);
        assertThat(journal.bytes()).isLessThanOrEqualTo(2 * SEGMENT).isGreaterThan(2 * SEGMENT - 2 * FRAME);
        assertThat(journal.last()).isEqualTo(Sequences.of(epoch, taken - 1));
        journal.release(journal.last());
        append(taken, taken + 50);
        assertThat(journal.refusals()).containsEntry(Receipt.FULL, 1L);
        assertThat(journal.trouble()).isEmpty();
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
                    journal.append(SampleVisits.of(1, (long) thread * each + i, 1), receipt -> {
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
        assertThat(journal.refusals())
                .containsOnly(entry(Receipt.FULL, 0L), entry(Receipt.FAILED, 0L), entry(Receipt.CLOSED, 0L));
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
        assertThat(journal.refusals()).containsEntry(Receipt.FAILED, 2L);
        Files.move(moved, dataDir.resolve("journal"));
        append(4, 4);
        assertThat(links(read(0))).containsExactly(1L, 4L);
    }
}
