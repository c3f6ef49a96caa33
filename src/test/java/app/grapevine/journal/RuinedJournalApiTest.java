package app.grapevine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import app.grapevine.storage.TestDatabase;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * The whole service, started on a data directory whose journal was cut or of which a bit was flipped: it starts, records each visit
 * that is whole, once and as it was, and counts what it sets aside. {@link JournalRuinTest} does it to the journal alone, and
 * oftener.
 */
class RuinedJournalApiTest {
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("app.grapevine.journal");
    private static final String MISSING = "grapevine_visits_dropped_total{reason=\"journal-damaged\"}";
    private static final long NOON = 1_777_636_800_000L;
    private static final int VISITS = 20;
    private static final long SEED = 20_260_501;
    private static final boolean WHOLE =
            System.getProperty("grapevine.ruin", "").equals("whole");
    private static final int CUTS = WHOLE ? 300 : 12;
    private static final int FLIPS = WHOLE ? 300 : 16;

    private final Random random = new Random(SEED);
    private final Map<Path, byte[]> template = new HashMap<>();
    /** Where each frame begins, and where the last one ends. */
    private final List<Integer> frames = new ArrayList<>(List.of(Segment.HEADER));

    private TestServer service;
    private Path data;
    private Path file;
    private byte[] good;

    /** A service that was stopped in order, and visits in its journal that its database does not have. */
    @BeforeEach
    void prepare() throws IOException {
        LOGGER.setLevel(Level.OFF);
        if (!WHOLE) {
            System.out.println(
                    "IN PART: a service is started on a few ruined journals; all with -Dgrapevine.ruin=whole");
        }
        service = TestServer.start();
        data = service.dataDirectory();
        service.link("{'destination':'https://example.com/','code':'plain'}");
        long link = TestDatabase.one(service.database(), Long.class, "SELECT id FROM links");
        service.stop();
        write(link);
        for (Path path : files(data)) {
            template.put(path, Files.readAllBytes(path));
        }
        file = files(data.resolve("journal")).stream()
                .filter(path -> path.toString().endsWith(".journal"))
                .collect(Collectors.collectingAndThen(Collectors.toList(), found -> found.get(0)));
        good = template.get(file);
        assertThat(good).hasSize(frames.get(VISITS));
    }

    @AfterEach
    void close() {
        LOGGER.setLevel(null);
        service.close();
    }

    private void write(long link) {
        JournalSettings settings = JournalSettings.in(data);
        try (JournalDirectory directory = JournalDirectory.open(settings);
                Journal journal = new Journal(directory, settings, 100)) {
            for (int i = 0; i < VISITS; i++) {
                Visit visit = SampleVisits.of(NOON + i, link, 1 + i);
                frames.add(frames.get(i) + Frame.HEADER + VisitCodec.encode(visit).length);
                journal.append(visit, receipt -> assertThat(receipt.refusal()).isNull());
            }
        }
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> found = Files.walk(directory)) {
            return found.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whereverItsTailIsCutWhatIsWholeIsRecordedAndNothingElse() throws IOException {
        for (int i = 0; i < CUTS; i++) {
            int end = Segment.HEADER + random.nextInt(good.length - Segment.HEADER);
            List<Integer> whole = new ArrayList<>();
            for (int frame = 0; frames.get(frame + 1) <= end; frame++) {
                whole.add(frame);
            }
            startOn(Arrays.copyOf(good, end));
            assertFound("cut at " + end, whole, 0, 0);
        }
    }

    @Test
    void aFlippedBitCostsTheVisitThatHasItWhichIsCountedAndSetAside() throws IOException {
        for (int i = 0; i < FLIPS; i++) {
            byte[] bad = good.clone();
            int at = Segment.HEADER + random.nextInt(good.length - Segment.HEADER);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            List<Integer> whole = new ArrayList<>();
            for (int frame = 0; frame < VISITS; frame++) {
                if (at < frames.get(frame) || at >= frames.get(frame + 1)) {
                    whole.add(frame);
                }
            }
            // Of the last one nobody can say that it was ever finished.
            int lost = at >= frames.get(VISITS - 1) ? 0 : 1;
            startOn(bad);
            assertFound("flip " + i + " at " + at, whole, lost, lost);
        }
    }

    private void startOn(byte[] journal) throws IOException {
        service.stop();
        for (Path path : files(data)) {
            Files.delete(path);
        }
        for (Map.Entry<Path, byte[]> kept : template.entrySet()) {
            Files.write(kept.getKey(), kept.getValue());
        }
        Files.write(file, journal);
        service.restart();
    }

    private void assertFound(String where, List<Integer> whole, int missing, int setAside) {
        service.awaitRecorded();
        assertThat(TestDatabase.list(service.database(), Long.class, "SELECT at FROM clicks ORDER BY at"))
                .as(where)
                .containsExactlyElementsOf(
                        whole.stream().map(frame -> NOON + frame).toList());
        assertThat(TestDatabase.count(service.database(), "dead_letters")).isZero();
        assertThat(service.metric(MISSING)).as(where).isEqualTo(missing);
        assertThat(files(data.resolve("journal")))
                .as(where)
                .satisfies(found -> assertThat(
                                found.stream().filter(path -> path.toString().contains("damaged")))
                        .hasSize(setAside));
        assertThat(service.ask("/stats?from=2026-01-01&to=2027-01-01&code=plain")
                        .at("/total/clicks")
                        .asInt())
                .as(where)
                .isEqualTo(whole.size());
        assertThat(service.tap("/plain").statusCode()).isEqualTo(302);
    }
}
