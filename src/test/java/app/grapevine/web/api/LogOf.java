package app.grapevine.web.api;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What is logged from its making to its end: warnings and errors of all, and of one class all. */
public final class LogOf implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger one;
    private final Level before;
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    public LogOf(Class<?> type) {
        one = (Logger) LoggerFactory.getLogger(type);
        before = one.getLevel();
        one.setLevel(Level.DEBUG);
        appender.start();
        root.addAppender(appender);
    }

    /** The lines so far, with the exception's class after those that bring a stack trace. */
    public List<String> lines() {
        synchronized (appender) {
            return appender.list.stream().map(LogOf::line).toList();
        }
    }

    private static String line(ILoggingEvent event) {
        String line = event.getLevel() + " " + event.getFormattedMessage();
        return event.getThrowableProxy() == null
                ? line
                : line + " with the trace of " + event.getThrowableProxy().getClassName();
    }

    /** The stack traces so far, for whoever has to find out why. */
    public List<String> traces() {
        synchronized (appender) {
            return appender.list.stream()
                    .filter(event -> event.getThrowableProxy() != null)
                    .map(event -> ThrowableProxyUtil.asString(event.getThrowableProxy()))
                    .toList();
        }
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        one.setLevel(before);
    }
}
