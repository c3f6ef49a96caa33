package app.grapevine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalDamageTest extends JournalKit {
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
    void whatWasSetAsideIsForgottenInTime() throws IOException {
        open();
        append(1, 3);
        journal.close();
        byte[] bad = Files.readAllBytes(files().get(0));
        bad[Segment.HEADER + FRAME + Frame.HEADER] ^= 1;
        Files.write(files().get(0), bad);
        reopened().read(10, 1 << 20);
        Instant then = Files.getLastModifiedTime(damaged().get(0)).toInstant();
        journal.forgetSetAside(then);
        assertThat(damaged()).hasSize(1);
        journal.forgetSetAside(then.plusMillis(1));
        assertThat(damaged()).isEmpty();
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
        for (Path made : List.of(damaged().get(0).getParent(), damaged().get(0))) {
            assertThat(Files.getPosixFilePermissions(made))
                    .isSubsetOf(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE);
        }
    }

    /** As a power cut leaves them, of which the end was never forced. */
    @Test
    void aTailBeforeAFileThatWasOnlyBegunIsCutOffAndNotWaitedFor() throws IOException {
        open();
        append(1, 500);
        journal.close();
        Path first = files().get(0);
        long held = (Files.size(first) - Segment.HEADER) / FRAME;
        truncate(first, Files.size(first) - 1);
        truncate(files().get(1), Segment.HEADER);
        open();
        assertThat(links(read(0))).containsExactlyElementsOf(numbers(1, held - 1));
        assertThat(journal.countBetween(0, journal.last())).isEqualTo(held - 1);
        assertThat(files()).hasSize(1);
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
}
