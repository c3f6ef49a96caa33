package app.grapevine.clicks;

import static app.grapevine.clicks.TestClicks.DAY;
import static app.grapevine.clicks.TestClicks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.grapevine.TestAgents;
import app.grapevine.attribution.Signals;
import app.grapevine.attribution.Visibility;
import app.grapevine.journal.Frame;
import app.grapevine.journal.RecentTexts;
import app.grapevine.journal.SampleVisits;
import app.grapevine.journal.Segment;
import app.grapevine.journal.Visit;
import app.grapevine.journal.VisitCodec;
import app.grapevine.previews.PreviewWindows;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.ClickFlags;
import app.grapevine.visits.EvidenceCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class ClicksDbTest {
    private static final String DISK_FULL = "53100";

    @Parameter
    Dialect dialect;

    @TempDir
    Path dataDir;

    private TestDatabase test;
    private TestClicks node;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        node = new TestClicks(test.database(), dataDir);
    }

    @AfterEach
    void close() {
        node.close();
        test.close();
    }

    private void restart(String refusingState) {
        node.close();
        node = new TestClicks(test.database(), dataDir, refusingState);
    }

    @Test
    void everyVisitBecomesARowOfItsKindAndTheAccountAddsUp() {
        node.record(
                SampleVisits.of(NOON, 1, 11),
                SampleVisits.preview(NOON + 1, 1),
                SampleVisits.suppressed(NOON, 1),
                SampleVisits.of(NOON + 2, 1, 0, Signals.ofUserAgent(TestAgents.BOT)));
        node.settle();
        assertThat(node.strings("SELECT kind FROM clicks ORDER BY sequence"))
                .containsExactly("CLICK", "PREVIEW", "SUPPRESSED", "BOT");
        Tally tally = node.clicks().tally();
        assertThat(tally).isEqualTo(new Tally(4, 1, 1, 1, 1, 0, 0, tally.dropped()));
        assertThat(tally.totalDropped()).isZero();
    }

    @Test
    void aClickKeepsItsVerdictAndWhatItIsToBeJudgedAgainBy() {
        Signals signals = new Signals(
                false,
                TestAgents.IPHONE,
                "https://web.whatsapp.com:443",
                "com.whatsapp",
                "",
                "cross-site/navigate/document/?1",
                "pt-BR,pt;q=0.8",
                "fbclid",
                "https page");
        node.record(
                new Visit(NOON, 7, false, "telegram", Visibility.PRIVATE, 5, 6, "BR", signals),
                SampleVisits.suppressed(NOON, 8));
        node.settle();
        assertThat(node.strings("""
                SELECT CONCAT_WS('|', channel, origin, visibility, tier, first_of_day, country, language, device, os,
                  referrer, requested_with, markers, flags) FROM clicks WHERE link_id = 7"""))
                .singleElement()
                .asString()
                .isEqualToIgnoringCase("whatsapp|telegram|PRIVATE|RESHARED|" + (dialect == Dialect.H2 ? "TRUE" : "t")
                        + "|BR|pt|mobile|ios|web.whatsapp.com|com.whatsapp|fbclid|"
                        + (ClickFlags.FETCH_METADATA
                                | 1 << ClickFlags.MODE_SHIFT
                                | ClickFlags.ACTIVATED
                                | ClickFlags.DECLARED_PRIVATE));
        assertThat(EvidenceCodec.decode(node.strings("SELECT evidence FROM clicks WHERE link_id = 7")
                        .get(0)))
                .isNotEmpty();
        assertThat(node.strings("""
                SELECT user_agent FROM user_agents JOIN clicks ON user_agent_id = user_agents.id WHERE link_id = 7""")).containsExactly(TestAgents.IPHONE);
        assertThat(node.longs("""
                SELECT COUNT(*) FROM clicks WHERE link_id = 8 AND channel IS NULL AND origin IS NULL AND tier IS NULL
                  AND evidence IS NULL AND country IS NULL AND language IS NULL AND device IS NULL
                  AND referrer IS NULL AND user_agent_id IS NULL AND NOT first_of_day""")).containsExactly(1L);
    }

    @Test
    void aVisitorCountsWithTheFirstClickOfTheDayOnALink() {
        node.record(
                SampleVisits.of(NOON, 1, 11),
                SampleVisits.of(NOON + 1, 1, 11),
                SampleVisits.of(NOON + 2, 2, 11),
                SampleVisits.of(NOON + 3, 1, 12),
                SampleVisits.of(NOON + DAY, 1, 11));
        node.settle();
        node.record(SampleVisits.of(NOON + 4, 1, 11), SampleVisits.of(NOON + 5, 1, 0));
        node.settle();
        restart("");
        node.record(SampleVisits.of(NOON + 6, 1, 12));
        node.settle();
        assertThat(node.longs("SELECT at FROM clicks WHERE first_of_day ORDER BY sequence"))
                .containsExactly(NOON, NOON + 2, NOON + 3, NOON + DAY);
        assertThat(node.longs(
                        dialect == Dialect.H2
                                ? "SELECT SUM(visitors) FROM visitor_runs"
                                : "SELECT COUNT(*) FROM daily_visitors"))
                .containsExactly(4L);
    }

    @Test
    void whatNoDatabaseCanHoldIsReplacedAndStored() {
        String nasty = "a\u0000b\ud83c\u202e\t\r\n'\"\\%_\udf47";
        node.record(SampleVisits.of(
                NOON, 1, 1, new Signals(false, nasty, nasty, nasty, nasty, nasty, nasty, nasty, nasty)));
        String wide = "\u6f22\ud83c\udf47".repeat(400);
        node.record(SampleVisits.of(NOON, 1, 2, new Signals(false, wide, wide, wide, wide, wide, wide, wide, wide)));
        node.settle();
        assertThat(node.clicks().tally().totalDropped()).isZero();
        assertThat(node.count("clicks")).isEqualTo(2);
        assertThat(node.strings("SELECT requested_with FROM clicks ORDER BY sequence")
                        .get(0))
                .isEqualTo("a\ufffdb\ufffd\u202e\t\r\n'\"\\%_\ufffd");
    }

    @Test
    void aVisitThatCannotBeStoredBecomesADeadLetterAndStopsNoOther() {
        node.bad = click -> click.linkId() == 66 || click.linkId() == 67;
        for (long link = 1; link <= 100; link++) {
            node.record(SampleVisits.of(NOON + link, link, link));
        }
        node.settle();
        assertThat(node.longs("SELECT link_id FROM clicks ORDER BY sequence"))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 100)
                        .filter(link -> link != 66 && link != 67)
                        .boxed()
                        .toList());
        assertThat(node.longs("SELECT COUNT(*) FROM clicks WHERE first_of_day")).containsExactly(98L);
        assertThat(node.clicks().tally().dropped()).containsEntry(Tally.DEAD_LETTER, 2L);
        assertThat(node.strings("SELECT error FROM dead_letters")).containsOnly("this one cannot be counted");
        byte[] payload = TestDatabase.list(
                        node.database, byte[].class, "SELECT payload FROM dead_letters ORDER BY sequence")
                .get(0);
        assertThat(VisitCodec.decode(payload, new RecentTexts())).isEqualTo(SampleVisits.of(NOON + 66, 66, 66));
    }

    @Test
    void bytesThatAreNoVisitBecomeADeadLetter() throws IOException {
        node.refusingState = DISK_FULL;
        node.record(SampleVisits.of(NOON, 1, 1), SampleVisits.of(NOON, 2, 1), SampleVisits.of(NOON, 3, 1));
        node.close();
        Path file;
        try (Stream<Path> files = Files.list(dataDir.resolve("journal"))) {
            file = files.filter(path -> path.toString().endsWith(".journal"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        int frame = (bytes.length - Segment.HEADER) / 3;
        byte[] second = Arrays.copyOfRange(bytes, Segment.HEADER + frame, Segment.HEADER + 2 * frame);
        second[Frame.HEADER] = 99;
        Frame.seal(second, frame - Frame.HEADER, Frame.sequence(second, 0), new java.util.zip.CRC32C());
        System.arraycopy(second, 0, bytes, Segment.HEADER + frame, frame);
        Files.write(file, bytes);
        restart("");
        node.settle();
        assertThat(node.longs("SELECT link_id FROM clicks ORDER BY sequence")).containsExactly(1L, 3L);
        assertThat(node.strings("SELECT error FROM dead_letters")).containsExactly("version 99 is unknown");
        assertThat(node.clicks().tally().visits()).isEqualTo(3);
    }

    @Test
    void whatTheDatabaseRefusesForItsOwnReasonsWaits() {
        node.refusingState = DISK_FULL;
        node.record(SampleVisits.of(NOON, 1, 1), SampleVisits.of(NOON, 2, 2));
        await().untilAsserted(() -> assertThat(node.clicks().trouble()).contains(Committer.DATABASE_REFUSES));
        assertThat(node.count("clicks")).isZero();
        assertThat(node.clicks().tally().pending()).isEqualTo(2);
        assertThat(node.clicks().tally().addsUp()).isTrue();
        node.refusingState = "";
        node.settle();
        assertThat(node.count("clicks")).isEqualTo(2);
        assertThat(node.count("dead_letters")).isZero();
        assertThat(node.clicks().trouble()).isEmpty();
    }

    @Test
    void restartsInTheMiddleNeitherLoseNorDoubleAVisit() {
        long recorded = 0;
        for (int round = 0; round < 6; round++) {
            for (int i = 0; i < 300; i++) {
                recorded++;
                node.record(SampleVisits.of(NOON + recorded, recorded % 7, recorded % 50));
            }
            if (round % 2 == 0) {
                node.refusingState = DISK_FULL;
                node.record(SampleVisits.of(NOON + ++recorded, 1, 1));
            }
            restart(round % 3 == 0 ? DISK_FULL : "");
        }
        restart("");
        node.settle();
        assertThat(node.count("clicks")).isEqualTo(recorded);
        assertThat(node.longs("SELECT at FROM clicks ORDER BY sequence"))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, recorded)
                        .map(i -> NOON + i)
                        .boxed()
                        .toList());
    }

    @Test
    void previewsAreAttemptsOnceInACacheWindow() {
        long window = PreviewWindows.UNKNOWN.toMillis();
        for (long at : List.of(0L, 1L, window - 1, 10 * DAY, 10 * DAY + 1, 40 * DAY)) {
            node.record(SampleVisits.preview(NOON + at, 1));
            node.settle();
        }
        node.record(SampleVisits.preview(NOON, 2), SampleVisits.preview(NOON + 1, 2));
        node.settle();
        assertThat(node.longs("SELECT at FROM clicks WHERE share_attempt AND link_id = 1 ORDER BY sequence"))
                .containsExactly(NOON, NOON + 10 * DAY, NOON + 40 * DAY);
        assertThat(node.longs("SELECT attempts FROM link_previews ORDER BY link_id"))
                .containsExactly(3L, 1L);
        assertThat(node.longs("SELECT first_at FROM link_previews WHERE link_id = 1"))
                .containsExactly(NOON);
        assertThat(node.longs("SELECT last_at FROM link_previews WHERE link_id = 1"))
                .containsExactly(NOON + 40 * DAY);
    }

    @Test
    void aPreviewSeenBeforeSupportsTheClickEvenAcrossARestart() {
        node.record(SampleVisits.preview(NOON, 1));
        node.settle();
        restart("");
        node.record(SampleVisits.of(NOON + 1, 1, 5), SampleVisits.of(NOON + 1, 2, 5));
        node.settle();
        assertThat(node.strings("SELECT tier FROM clicks WHERE kind = 'CLICK' ORDER BY sequence"))
                .containsExactly("INFERRED", "DARK");
    }

    @Test
    void theJournalGivesItsSpaceBack() throws IOException {
        node.record(SampleVisits.of(NOON, 1, 1));
        node.settle();
        node.close();
        try (Stream<Path> files = Files.list(dataDir.resolve("journal"))) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactly("lock");
        }
        node = new TestClicks(test.database(), dataDir);
    }
}
