package app.grapevine.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.channels.ChannelCatalogue;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileInputTest {
    private static final Circumstances NOTHING_KNOWN =
            new Circumstances(null, Visibility.UNKNOWN, Map.of(), false, false);

    private final Attributor attributor =
            new Attributor(ChannelCatalogue.load(null).all());

    static Stream<String> hostile() {
        return Stream.of(
                "a".repeat(100_000),
                "bot".repeat(40_000),
                "cubot".repeat(20_000),
                "FB_IAB/FB4A;".repeat(10_000),
                "facebookexternalhit".repeat(5_000),
                " Build/".repeat(15_000),
                "(((((".repeat(20_000),
                "@a.b".repeat(25_000),
                "\u0000\u0001\u007f\ufffe\ud800",
                "\u202e\u2066Mozilla/5.0 (iPhone)\u2069",
                "\r\nSet-Cookie: a=b\r\n",
                "<script>alert(1)</script>",
                "%00%0d%0a");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whateverIsSentIsJudgedInBoundedSpace(String text) {
        String twice = text + text;
        Signals signals = new Signals(
                false, text, Referrers.origin(text), twice, twice, twice, twice, attributor.markers(text), text);

        Verdict verdict = attributor.judge(signals, NOTHING_KNOWN);

        assertThat(attributor.kind(signals)).isEqualTo(verdict.kind());
        assertThat(attributor.agent(Signals.ofUserAgent(text))).isNotNull();
        assertThat(verdict.evidence())
                .hasSizeLessThan(140)
                .allSatisfy(evidence -> assertThat(evidence.value())
                        .hasSizeLessThanOrEqualTo(128)
                        .matches("[ -~]*"));
    }

    @Test
    @Timeout(20)
    void noTextMakesItSlow() {
        Random random = new Random(3);
        String[] pieces = {"bot", "cubot", "FB4A", " build/", "@a.b", "Mozilla/5.0 (", "http://", "Chrome/1", ";", ")"};
        assertThat(IntStream.range(0, 50_000)
                        .mapToObj(round -> {
                            StringBuilder text = new StringBuilder();
                            while (text.length() < 500) {
                                text.append(pieces[random.nextInt(pieces.length)]);
                            }
                            return attributor.kind(Signals.ofUserAgent(text.toString()));
                        })
                        .filter(kind -> kind == Kind.SUPPRESSED)
                        .count())
                .isZero();
    }

    @Test
    void manyThreadsAndForgottenReadingsChangeNoVerdict() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        Callable<Boolean> reader = () -> IntStream.range(0, 20_000).allMatch(round -> {
            int number = round % 9_000;
            String userAgent = number % 2 == 0 ? "Examplebot/" + number : "WhatsApp/2." + number + " A";
            Kind kind = attributor.kind(Signals.ofUserAgent(userAgent));
            return kind == (number % 2 == 0 ? Kind.BOT : Kind.PREVIEW);
        });
        try {
            for (var result : threads.invokeAll(java.util.Collections.nCopies(4, reader))) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(
                            Duration.ofSeconds(10).toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
        }
    }
}
