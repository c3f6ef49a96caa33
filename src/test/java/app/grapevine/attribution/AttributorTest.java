package app.grapevine.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.channels.ChannelCatalogue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributorTest {
    private static final String WHATSAPP_ON_ANDROID =
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like"
                    + " Gecko) Chrome/141.0.7390.124 Mobile Safari/537.36 [WA4A/2.25.32.75;]";
    private static final Circumstances NOTHING_KNOWN =
            new Circumstances(null, Visibility.UNKNOWN, Map.of(), false, false);

    private final Attributor attributor =
            new Attributor(ChannelCatalogue.load(null).all());

    @Test
    void aTapInsideWhatsAppIsObservedThere() {
        Verdict verdict = attributor.judge(Signals.ofUserAgent(WHATSAPP_ON_ANDROID), NOTHING_KNOWN);

        assertThat(verdict.kind()).isEqualTo(Kind.CLICK);
        assertThat(verdict.channel()).isEqualTo("whatsapp");
        assertThat(verdict.tier()).isEqualTo(Tier.OBSERVED);
        assertThat(verdict.visibility()).isEqualTo(Visibility.PRIVATE);
    }

    @Test
    void aBareWhatsApp2IsSignals() {
        Verdict verdict = attributor.judge(Signals.ofUserAgent("WhatsApp/2"), NOTHING_KNOWN);

        assertThat(verdict.kind()).isEqualTo(Kind.PREVIEW);
        assertThat(verdict.previewBy()).isEqualTo("signal");
    }

    /** Such an id may hold any word: of a person it makes no robot, and of a robot no person. */
    @Test
    void aRequestIdBehindTheUserAgentSaysNothing() {
        for (String id : List.of(" ||| ReqID 5f1e0b07-bot-4a52", " ||| ReqID curl/8.5.0 (+https://example.com/bot)")) {
            Verdict verdict = attributor.judge(Signals.ofUserAgent(WHATSAPP_ON_ANDROID + id), NOTHING_KNOWN);

            assertThat(verdict).isEqualTo(attributor.judge(Signals.ofUserAgent(WHATSAPP_ON_ANDROID), NOTHING_KNOWN));
            assertThat(attributor.kind(Signals.ofUserAgent(TestAgents.IPHONE + id)))
                    .isEqualTo(Kind.CLICK);
            assertThat(attributor.kind(Signals.ofUserAgent(TestAgents.BOT + id)))
                    .isEqualTo(Kind.BOT);
        }
    }

    /** Requests seen lately are remembered: one that differs in anything that tells is another. */
    @Test
    void whatDiffersInOnePartIsAnotherRequest() {
        String context = "https page apng exchange Chromium/141 on/Android";
        Signals one = signals(false, TestAgents.IPHONE, "", "", "", "", "", "");
        List<Signals> others = List.of(
                signals(true, TestAgents.IPHONE, "", "", "", "", "", ""),
                signals(false, TestAgents.BOT, "", "", "", "", "", ""),
                signals(false, TestAgents.IPHONE, "https://web.whatsapp.com", "", "", "", "", ""),
                signals(false, TestAgents.IPHONE, "", "com.whatsapp", "", "", "", ""),
                signals(false, TestAgents.IPHONE, "", "", "prefetch", "", "", ""),
                signals(false, TestAgents.IPHONE, "", "", "", "none/cors/empty/", "", ""),
                signals(false, TestAgents.IPHONE, "", "", "", "", "fbclid", ""),
                signals(false, TestAgents.IPHONE, "", "", "", "", "", context + " HeadlessChrome/141"));
        Verdict verdict = attributor.judge(one, NOTHING_KNOWN);

        for (Signals other : others) {
            Attributor fresh = new Attributor(ChannelCatalogue.load(null).all());
            Verdict alone = fresh.judge(other, NOTHING_KNOWN);

            assertThat(alone).isNotEqualTo(verdict);
            assertThat(attributor.judge(other, NOTHING_KNOWN)).isEqualTo(alone);
            assertThat(attributor.kind(other)).isEqualTo(alone.kind());
            assertThat(attributor.judge(one, NOTHING_KNOWN)).isEqualTo(verdict);
        }
    }

    /** More than are remembered, so that many take one another's place. */
    @Test
    void noRequestIsTakenForAnotherInWhosePlaceItIsRemembered() {
        for (int i = 0; i < 5_000; i++) {
            String site = "site" + i + ".example";
            Signals signals = signals(false, TestAgents.IPHONE, "https://" + site, "", "", "", "", "");

            assertThat(attributor.judge(signals, NOTHING_KNOWN).evidence().get(0))
                    .isEqualTo(new Evidence("referrer", "another-site", site));
        }
    }

    private static Signals signals(
            boolean head,
            String userAgent,
            String referrer,
            String requestedWith,
            String purpose,
            String fetchMetadata,
            String markers,
            String context) {
        return new Signals(head, userAgent, referrer, requestedWith, purpose, fetchMetadata, "en", markers, context);
    }
}
