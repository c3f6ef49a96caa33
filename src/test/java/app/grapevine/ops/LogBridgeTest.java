package app.grapevine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogBridgeTest {
    private static final String DRIVER = "org.postgresql.bridged";

    private final ch.qos.logback.classic.Logger log =
            ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(DRIVER);
    private final ListAppender<ILoggingEvent> caught = new ListAppender<>();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private PrintStream before;

    @BeforeEach
    void listen() {
        caught.start();
        log.setLevel(ch.qos.logback.classic.Level.INFO);
        log.addAppender(caught);
        before = System.err;
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() throws IOException {
        System.setErr(before);
        log.detachAppender(caught);
        log.setLevel(null);
        LogManager.getLogManager().readConfiguration();
    }

    @Test
    void whatALibraryWritesByTheLoggingOfThePlatformIsARecordOfTheLog() throws IOException {
        var unused = new LogBridging();
        Logger driver = Logger.getLogger(DRIVER);
        driver.log(Level.WARNING, "no {0} for {1}", new Object[] {"host", "db.example"});
        driver.log(Level.SEVERE, "broken", new IllegalStateException("why"));
        driver.log(Level.INFO, "told {}");
        driver.log(Level.FINE, "too much");

        assertThat(caught.list)
                .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .containsExactly("WARN no host for db.example", "ERROR broken", "INFO told {}");
        assertThat(caught.list.get(1).getThrowableProxy().getMessage()).isEqualTo("why");
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .as("the platform's own way of writing, beside the log's")
                .doesNotContain("LogBridgeTest whatALibrary");
    }

    @Test
    void theProgramHasItDoneWhenItIsFirstUsed() {
        Logging.use(LogFormat.TEXT);
        assertThat(System.getProperty("java.util.logging.config.class")).isEqualTo(LogBridging.class.getName());
    }
}
