package app.grapevine.attribution;

import app.grapevine.channels.ChannelCatalogue;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What the judgement of one visit costs: kind, verdict, device and language, for a user agent never seen before and
 * for one seen lately. Sampled, so that the median can be read: the promises are at most 5 µs and 0.5 µs.
 *
 * <pre>mvn -q -Pbench test-compile exec:exec -Dexec.executable=java \
 *     -Dexec.args="-cp %classpath org.openjdk.jmh.Main AttributorBenchmark"</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class AttributorBenchmark {
    private static final String PHONE =
            "Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP2A.240905.003; wv) AppleWebKit/537.36"
                    + " (KHTML, like Gecko) Version/4.0 Chrome/130.0.6723.83 Mobile Safari/537.36 ";

    private static final String DESKTOP =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0"
                    + " Safari/537.36";

    /** Whose visit. */
    public enum Visitor {
        IN_APP(PHONE + "[FB_IAB/FB4A;FBAV/488.0.0.62.79;IABMV/1;]"),
        INSTAGRAM(PHONE
                + "Instagram 355.1.0.44.103 Android (34/14; 420dpi; 1080x2205; Google/google; Pixel 8; shiba; shiba;"
                + " en_US; 658190016)"),
        BROWSER(DESKTOP),
        /** A program that says it is that browser, and forgets what such a one sends. */
        DISGUISED(DESKTOP, "https page apng exchange Chromium/138 Google_Chrome/138 on/Android"),
        PREVIEW("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"),
        BOT("Mozilla/5.0 (compatible; Examplebot/2.1; +https://bot.example/about)"),
        HOSTILE("botcubotbot".repeat(50));

        final String userAgent;
        final String context;

        Visitor(String userAgent) {
            this(userAgent, "https page apng exchange Chromium/141 Google_Chrome/141 on/Windows");
        }

        Visitor(String userAgent, String context) {
            this.userAgent = userAgent;
            this.context = context;
        }
    }

    @Param
    public Visitor visitor;

    private final Attributor attributor =
            new Attributor(ChannelCatalogue.load(null).all());
    private final Circumstances circumstances =
            new Circumstances("messenger", Visibility.PRIVATE, Map.of("meta", 0L), false, false);
    private long number;

    @Benchmark
    public void seenBefore(Blackhole sink) {
        judge(visitor.userAgent, sink);
    }

    /** A number at the end makes it new each time, as it does with versions. Its making is measured, too. */
    @Benchmark
    public void neverSeen(Blackhole sink) {
        String userAgent = visitor.userAgent;
        int cut = Math.min(userAgent.length(), Signals.MAX_USER_AGENT - 20);
        judge(userAgent.substring(0, cut) + " x/" + number++, sink);
    }

    private void judge(String userAgent, Blackhole sink) {
        Signals signals = new Signals(
                false,
                userAgent,
                "https://l.facebook.com",
                "",
                "",
                "cross-site/navigate/document/?1",
                "de-DE,de;q=0.9,en;q=0.8",
                "fbclid",
                visitor.context);
        sink.consume(attributor.kind(signals));
        sink.consume(attributor.judge(signals, circumstances));
        sink.consume(attributor.agent(signals));
        sink.consume(attributor.language(signals.acceptLanguage()));
    }
}
