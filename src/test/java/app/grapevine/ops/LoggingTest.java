package app.grapevine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.spi.FilterReply;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LoggingTest {
    /** What stands on the error output after some lines were logged. */
    private static String logged(Consumer<LoggerContext> lines) {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        ByteArrayOutputStream caught = new ByteArrayOutputStream();
        PrintStream errors = System.err;
        System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            Logging.toErrorOutput(context);
            lines.accept(context);
        } finally {
            System.setErr(errors);
            context.stop();
        }
        return caught.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatTheOperatorNeedsIsALineOnTheErrorOutput() {
        String logged = logged(context -> {
            context.getLogger("app.grapevine.clicks.ClickWriter").info("a line");
            context.getLogger("app.grapevine.clicks.ClickWriter").debug("too much");
            context.getLogger("org.eclipse.jetty.server.Server").info("idle talk");
            context.getLogger("org.flywaydb.core").warn("a warning");
        });
        assertThat(logged.lines())
                .hasSize(2)
                .anyMatch(line ->
                        line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  ClickWriter a line"))
                .anyMatch(line -> line.endsWith("WARN  core a warning"));
    }

    @Test
    void fromTheMomentThatASettingSaysSoItIsObjects() {
        String logged = logged(context -> {
            Logging.use(context, LogFormat.JSON);
            context.getLogger("app.grapevine.Some").info("a line");
        });
        assertThat(logged).matches("\\{.*\"message\":\"a line\"}\n");
    }

    @Test
    void ofEachKindOfLineSomeAMinuteAreWrittenAndThenHowManyMoreThereWere() {
        List<ILoggingEvent> told = new ArrayList<>();
        List<Runnable> afterMinute = new ArrayList<>();
        LineLimit limit = new LineLimit(told::add, afterMinute::add);
        int written = 0;
        for (int i = 0; i < 1000; i++) {
            written += isWritten(limit, "GET {} failed", 60_000 + i) ? 1 : 0;
        }
        assertThat(written).isEqualTo(LineLimit.LINES_PER_MINUTE);
        assertThat(isWritten(limit, "another kind: {}", 61_000)).isTrue();
        assertThat(isWritten(limit, "GET {} failed", 120_001)).isTrue();
        assertThat(told).isEmpty();
        afterMinute.forEach(Runnable::run);
        assertThat(told)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEqualTo("990 more lines within a minute like: GET {} failed");
    }

    @Test
    void linesThatAreAllDifferentAreLimitedTogether() {
        LineLimit limit = new LineLimit(line -> {}, work -> {});
        int written = 0;
        for (int i = 0; i < 100_000; i++) {
            written += isWritten(limit, "line " + i, 60_000) ? 1 : 0;
        }
        assertThat(written).isLessThan(2000);
    }

    private static boolean isWritten(LineLimit limit, String message, long millis) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerName("app.grapevine.Some");
        event.setLevel(Level.WARN);
        event.setMessage(message);
        event.setTimeStamp(millis);
        return limit.decide(event) != FilterReply.DENY;
    }

    @Test
    void theLibraryFindsItAndLeavesItAsideForAnOperatorsFile() {
        Configurator found = ServiceLoader.load(Configurator.class).stream()
                .filter(each -> each.type() == Logging.class)
                .findFirst()
                .orElseThrow()
                .get();
        assertThat(found.configure(new LoggerContext())) // the tests have a file of their own
                .isEqualTo(Configurator.ExecutionStatus.INVOKE_NEXT_IF_ANY);
    }
}
