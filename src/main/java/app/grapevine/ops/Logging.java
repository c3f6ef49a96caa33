package app.grapevine.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * The log: lines on the error output, from the level INFO on. Logback finds it as a service. It is no XML file
 * because reading one takes a start a twentieth of its time; an operator's own is read all the same, where the
 * system property {@code logback.configurationFile} names it.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String LINES = "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\", UTC} %-5level %logger{0} %msg%n";
    private static final Map<String, Level> QUIETER = Map.of(
            "com.zaxxer.hikari", Level.WARN,
            "org.eclipse.jetty", Level.WARN,
            "org.eclipse.jetty.util.HostPort", Level.ERROR,
            "io.javalin", Level.WARN,
            "org.flywaydb", Level.WARN);

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (hasFile()) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        toErrorOutput(context);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    static void toErrorOutput(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(LINES);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        LineLimit limit = new LineLimit(
                appender::doAppend,
                work -> context.getScheduledExecutorService().schedule(work, 1, TimeUnit.MINUTES));
        limit.start();
        appender.addFilter(limit);
        appender.start();
        QUIETER.forEach((name, level) -> context.getLogger(name).setLevel(level));
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(appender);
    }

    private static boolean hasFile() {
        return System.getProperty("logback.configurationFile") != null
                || Logging.class.getResource("/logback-test.xml") != null;
    }
}
