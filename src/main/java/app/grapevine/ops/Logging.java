package app.grapevine.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log: records on the error output, from the level INFO on, until {@link #use} as lines of text. Logback finds it as a service. It is no XML file
 * because reading one takes a start a twentieth of its time; an operator's own is read all the same, where the
 * system property {@code logback.configurationFile} names it.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String APPENDER = "grapevine";
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
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setName(APPENDER);
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context, LogFormat.TEXT));
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

    private static LogEncoder encoder(LoggerContext context, LogFormat format) {
        LogEncoder encoder = new LogEncoder(format);
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    /** From now on the log of this process has this format, unless an operator's own file says how it is written. */
    public static void use(LogFormat format) {
        LogBridging.prepare();
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            use(context, format);
        }
    }

    static void use(LoggerContext context, LogFormat format) {
        if (context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(APPENDER)
                instanceof ConsoleAppender<ILoggingEvent> appender) {
            appender.setEncoder(encoder(context, format));
        }
    }

    private static boolean hasFile() {
        return System.getProperty("logback.configurationFile") != null
                || Logging.class.getResource("/logback-test.xml") != null;
    }
}
