package app.grapevine.ops;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on to the log what libraries write by java.util.logging, as PostgreSQL's driver does, so that it has the log's format and
 * nothing in it begins a line. java.util.logging makes it by its name.
 */
public final class LogBridge extends Handler {
    /** Fills in the parameters of a message; it formats no record. */
    private final Formatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord entry) {
        Logger logger = LoggerFactory.getLogger(String.valueOf(entry.getLoggerName()));
        logger.atLevel(level(entry.getLevel())).setCause(entry.getThrown()).log(formatter.formatMessage(entry));
    }

    private static org.slf4j.event.Level level(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return org.slf4j.event.Level.ERROR;
        }
        if (value >= Level.WARNING.intValue()) {
            return org.slf4j.event.Level.WARN;
        }
        return value >= Level.INFO.intValue() ? org.slf4j.event.Level.INFO : org.slf4j.event.Level.DEBUG;
    }

    @Override
    public void flush() {
        // The log writes at once.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
