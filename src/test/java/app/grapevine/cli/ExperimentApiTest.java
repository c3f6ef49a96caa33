package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.MutableClock;
import app.grapevine.service.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExperimentApiTest {
    private static final Map<String, String> TRUSTING = Map.of("trusted.proxies", "127.0.0.1/32,::1/128");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void oneLinkPerChannelGetsEveryClickRightAndOneForAllNoneWrong() {
        try (TestServer service = TestServer.start(TRUSTING)) {
            int status = run(service, "--visits", "20");

            assertThat(printed(err)).isEmpty();
            assertThat(printed(out))
                    .contains("One link for all: by referrer", "a wrong one for 0 of 320")
                    .containsPattern("One link per channel: .*right channel for 100\\.0 %.*kept")
                    .containsPattern("One link per share: .*right channel for 100\\.0 %.*message, for 100\\.0 %.*kept")
                    .doesNotContain("BROKEN");
            assertThat(status).isZero();
        }
    }

    @Test
    void whatAReportByReferrerShowsIsWhatWasPublished() {
        try (TestServer service = TestServer.start(TRUSTING)) {
            run(service, "--visits", "20");

            assertThat(printed(out).lines().filter(line -> line.startsWith("Facebook Messenger ")))
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line).containsPattern("20 \\| +15 +5 \\|"));
            assertThat(printed(out).lines().filter(line -> line.startsWith("YouTube ")))
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line).containsPattern("20 \\| +0 +20 \\|"));
        }
    }

    @Test
    void aServiceThatBelievesNoProxyIsRefusedBeforeAnyNumberIsPrinted() {
        try (TestServer service = TestServer.start(Map.of())) {
            int status = run(service, "--visits", "1");

            assertThat(status).isEqualTo(2);
            assertThat(printed(err)).contains("GRAPEVINE_TRUSTED_PROXIES=127.0.0.1/32,::1/128");
            assertThat(printed(out)).isEmpty();
        }
    }

    @Test
    void aKeyThatIsNoneIsSaidInALine() {
        try (TestServer service = TestServer.start(TRUSTING)) {
            int status = run(service, "--key", "gv_nobody");

            assertThat(status).isEqualTo(2);
            assertThat(printed(err)).contains("a link could not be issued: 401");
        }
    }

    @Test
    void aUrlThatIsNoneIsSaidInALine() {
        int status = run(List.of("experiment", "--key", "gv_any", "--url", "localhost"));

        assertThat(status).isEqualTo(2);
        assertThat(printed(err)).contains("--url");
    }

    private int run(TestServer service, String... more) {
        // A report ends before the quarter-hour that begins now.
        service.clock().advance(Duration.ofMinutes(1));
        List<String> args = new ArrayList<>(List.of("experiment", "--url", "http://localhost:" + service.port()));
        args.addAll(List.of(more));
        return run(args);
    }

    private int run(List<String> args) {
        Surroundings surroundings = new Surroundings(
                new MutableClock("2026-05-01T12:00:00Z"),
                Map.of("GRAPEVINE_ADMIN_KEY", TestServer.ADMIN_KEY),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return Commands.run(surroundings, args.toArray(String[]::new));
    }

    private static String printed(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
