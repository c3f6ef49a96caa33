package app.grapevine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class LoggingTest {
    @Test
    void whatTheOperatorNeedsIsALineOnTheErrorOutput() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        ByteArrayOutputStream caught = new ByteArrayOutputStream();
        PrintStream errors = System.err;
        System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            Logging.toErrorOutput(context);
            context.getLogger("app.grapevine.clicks.ClickWriter").info("a line");
            context.getLogger("app.grapevine.clicks.ClickWriter").debug("too much");
            context.getLogger("org.eclipse.jetty.server.Server").info("idle talk");
            context.getLogger("org.flywaydb.core").warn("a warning");
        } finally {
            System.setErr(errors);
            context.stop();
        }
        assertThat(caught.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .anyMatch(line ->
                        line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  ClickWriter a line"))
                .anyMatch(line -> line.endsWith("WARN  core a warning"));
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
