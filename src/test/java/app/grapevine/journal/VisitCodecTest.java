package app.grapevine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.attribution.Signals;
import app.grapevine.attribution.Visibility;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisitCodecTest {
    private final byte[] buffer = new byte[VisitCodec.MAX_BYTES];

    @Test
    void aVisitComesBackAsItWas() {
        Signals signals = new Signals(
                true,
                "WhatsApp/2.23.20.0 A",
                "android-app://com.whatsapp",
                "com.whatsapp",
                "prefetch",
                "cross-site/navigate/document/?1",
                "de-DE,de;q=0.9",
                "fbclid&from=timeline",
                "https page Chromium/138 on/Android");
        Visit visit = new Visit(
                1_700_000_000_123L, -5, false, "whatsapp", Visibility.PRIVATE, Long.MIN_VALUE, 42, "DE", signals);
        assertThat(roundTrip(visit)).isEqualTo(visit);
        assertThat(VisitCodec.encode(roundTrip(visit))).isEqualTo(encoded(visit));
    }

    @Test
    void theRuleThatLedAVisitComesBackAndAVisitWithoutOneIsWrittenAsEver() {
        Visit visit = SampleVisits.of(1, 2, 3);
        Visit led = visit.ledBy("a".repeat(64));
        assertThat(roundTrip(led)).isEqualTo(led);
        assertThat(roundTrip(visit).rule()).isNull();
        byte[] bytes = encoded(visit);
        byte[] withRule = encoded(led);
        assertThat(withRule).hasSize(bytes.length + 2 + 64);
        assertThat(withRule[1] - bytes[1]).as("a flag").isEqualTo(64);
        assertThat(Arrays.copyOfRange(withRule, 2, bytes.length)).isEqualTo(Arrays.copyOfRange(bytes, 2, bytes.length));
    }

    @Test
    void nothingIsKeptOfWhereASuppressedVisitWasLed() {
        Visit visit = SampleVisits.suppressed(1, 2);
        assertThat(visit.ledBy("italian")).isSameAs(visit);
        byte[] bytes = encoded(visit);
        bytes[1] |= 64;
        assertThatThrownBy(() -> VisitCodec.decode(bytes, new RecentTexts()))
                .isInstanceOf(UndecodableVisitException.class);
    }

    @Test
    void aSuppressedVisitComesBackAsItWas() {
        Visit visit = SampleVisits.suppressed(1_700_000_100_000L, Long.MAX_VALUE);
        assertThat(roundTrip(visit)).isEqualTo(visit);
        assertThat(encoded(visit)).hasSize(18);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0000", "é", "ß漢字", "\ud83c\udf47", "\t\r\n", "\u202e\u200f", "\uffff", "\ufffd"})
    void anyTextComesBackAsItWas(String text) {
        Visit visit = SampleVisits.of(1, 2, 3, new Signals(false, text, text, text, text, text, text, text, text));
        assertThat(roundTrip(visit)).isEqualTo(visit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83c", "\udf47", "\udf47\ud83c", "a\ud83cb"})
    void halfASurrogatePairBecomesAReplacementCharacter(String text) {
        Visit visit = SampleVisits.of(1, 2, 3, Signals.ofUserAgent(text));
        assertThat(roundTrip(visit).signals().userAgent()).isEqualTo(text.replaceAll("[\\ud800-\\udfff]", "\ufffd"));
    }

    @Test
    void theLongestVisitThereCanBeFits() {
        String wide = "\u6f22".repeat(1000);
        Visit visit = new Visit(
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                false,
                wide,
                Visibility.PUBLIC,
                -1,
                -1,
                wide,
                new Signals(true, wide, wide, wide, wide, wide, wide, wide, wide));
        assertThat(encoded(visit).length).isLessThanOrEqualTo(VisitCodec.MAX_BYTES);
        assertThat(roundTrip(visit).signals()).isEqualTo(visit.signals());
    }

    @Test
    void noOtherLengthIsAVisit() {
        byte[] bytes = encoded(SampleVisits.of(1, 2, 3));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> VisitCodec.decode(cut, new RecentTexts()))
                    .isInstanceOf(UndecodableVisitException.class);
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> VisitCodec.decode(longer, new RecentTexts())).hasMessageContaining("too many");
    }

    @Test
    void anUnknownVersionOrFlagIsRefused() {
        byte[] bytes = encoded(SampleVisits.of(1, 2, 3));
        bytes[0] = 3;
        assertThatThrownBy(() -> VisitCodec.decode(bytes, new RecentTexts())).hasMessageContaining("version 3");
        bytes[0] = 2;
        bytes[1] = (byte) 0x80;
        assertThatThrownBy(() -> VisitCodec.decode(bytes, new RecentTexts())).hasMessageContaining("flags");
    }

    @Test
    void aVisitOfTheVersionBeforeHasNoContext() {
        Signals signals = new Signals(false, "agent", "", "", "", "", "de", "fbclid", "");
        byte[] now = encoded(SampleVisits.of(1, 2, 3, signals));
        byte[] before = Arrays.copyOf(now, now.length - 2);
        before[0] = 1;

        Visit read = VisitCodec.decode(before, new RecentTexts());

        assertThat(read.signals()).isEqualTo(signals);
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        byte[] bytes = encoded(SampleVisits.of(1, 2, 3, Signals.ofUserAgent("agent")));
        int agent = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("agent");
        bytes[agent] = (byte) 0xc0;
        assertThatThrownBy(() -> VisitCodec.decode(bytes, new RecentTexts())).hasMessageContaining("UTF-8");
    }

    @Test
    void noiseIsRefusedOrDecodedButNeverAnotherError() {
        Random random = new Random(1);
        byte[] good = encoded(SampleVisits.of(1, 2, 3));
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                VisitCodec.decode(bytes, new RecentTexts());
            } catch (UndecodableVisitException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    private Visit roundTrip(Visit visit) {
        return VisitCodec.decode(encoded(visit), new RecentTexts());
    }

    private byte[] encoded(Visit visit) {
        return Arrays.copyOfRange(buffer, 7, VisitCodec.encode(visit, buffer, 7));
    }
}
