package app.grapevine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A journal that is cut wherever it may be, and of which bits are flipped: it opens, and what it yields is what was written. */
class JournalRuinTest extends JournalKit {
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("app.grapevine.journal");
    private static final int VISITS = 60;
    private static final int LAST_BYTES = 4096;
    /** All of it takes two minutes and a half; a build does a tenth, and says so. */
    private static final boolean WHOLE =
            System.getProperty("grapevine.ruin", "").equals("whole");

    private static final int FLIPS = WHOLE ? 10_000 : 1_000;
    /** Of the bytes at which it is cut in a build, beside the last few. */
    private static final int STEP = WHOLE ? 1 : 13;

    private static final int LAST_FEW = 200;
    private static final long SEED = 20_260_101;

    private final Map<Long, byte[]> written = new HashMap<>();
    private Path file;
    private byte[] good;

    /** Each damage is told in a line, which nobody reads who knows of it. */
    @BeforeAll
    static void beQuiet() {
        if (!WHOLE) {
            System.out.println(
                    "IN PART: journals are ruined in a tenth of the places; all with -Dgrapevine.ruin=whole");
        }
        LOGGER.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOGGER.setLevel(null);
    }

    /** It is opened many times, and nobody cuts the power. */
    private static final class Hasty implements Disk {
        @Override
        public void force(RandomAccessFile ruined) {
            // Nothing has to be kept.
        }

        @Override
        public void force(Path directory) {
            // Nor here.
        }
    }

    @BeforeEach
    void write() throws IOException {
        disk = new Hasty();
        open();
        append(1, VISITS);
        read(0).forEach(entry -> written.put(entry.sequence(), entry.payload()));
        journal.close();
        file = files().get(0);
        good = Files.readAllBytes(file);
        assertThat(good.length).isGreaterThan(2 * LAST_BYTES);
    }

    @Test
    void aJournalThatEndsAnywhereInItsLast4096BytesYieldsEachVisitThatIsWhole() throws IOException {
        for (int cut = 1; cut <= LAST_BYTES; cut += cut < LAST_FEW ? 1 : STEP) {
            Files.write(file, good);
            truncate(file, good.length - cut);
            Found found = find();
            int whole = (good.length - cut - Segment.HEADER) / FRAME;
            assertThat(found.entries).as("cut by %s", cut).hasSize(whole);
            assertThat(found.damaged).isZero();
        }
    }

    @Test
    void aFlippedBitCostsOneVisitAtMostAndIsSetAsideAndCounted() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < FLIPS; i++) {
            byte[] bad = good.clone();
            int at = flip(bad, random);
            Files.write(file, bad);
            Found found = find();
            String where = "flip " + i + " at " + at;
            boolean inHeader = at < Segment.HEADER;
            // Of the last frame nobody can say that it was ever finished.
            boolean inLast = at >= good.length - FRAME;
            assertThat(found.entries).as(where).hasSize(VISITS - (inHeader ? 0 : 1));
            assertThat(found.missing).as(where).isEqualTo(inHeader || inLast ? 0 : 1);
            assertThat(found.damaged).as(where).isEqualTo(inLast ? 0 : 1);
        }
    }

    @Test
    void manyFlippedBitsCostTheVisitsThatHaveThemAndNoOther() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < 200; i++) {
            byte[] bad = good.clone();
            for (int flips = random.nextInt(40); flips >= 0; flips--) {
                flip(bad, random);
            }
            int whole = 0;
            int lastWhole = 0;
            for (int frame = 0; frame < VISITS; frame++) {
                int from = Segment.HEADER + frame * FRAME;
                boolean same = Arrays.equals(good, from, from + FRAME, bad, from, from + FRAME);
                whole += same ? 1 : 0;
                lastWhole = same ? frame + 1 : lastWhole;
            }
            Files.write(file, bad);
            Found found = find();
            assertThat(found.entries).as("round %s", i).hasSize(whole);
            assertThat(found.missing).as("round %s", i).isEqualTo(lastWhole - whole);
        }
    }

    private static int flip(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return at;
    }

    private record Found(List<JournalReader.Entry> entries, long missing, int damaged) {}

    /** Opens it, and sees to it that what it yields was written, in order, each once. */
    private Found find() throws IOException {
        JournalReader reader = reopened();
        List<JournalReader.Entry> entries = reader.read(Integer.MAX_VALUE, Integer.MAX_VALUE);
        long before = 0;
        for (JournalReader.Entry entry : entries) {
            boolean right = entry.sequence() > before && Arrays.equals(entry.payload(), written.get(entry.sequence()));
            if (!right) {
                assertThat(entry.sequence()).isGreaterThan(before);
                assertThat(entry.payload()).isEqualTo(written.get(entry.sequence()));
            }
            before = entry.sequence();
        }
        Found found = new Found(entries, reader.takeMissing(), damaged().size());
        reader.close();
        journal.close();
        journal = null;
        return found;
    }
}
