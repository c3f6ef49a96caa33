package app.grapevine.ops;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lets of each kind of line some a minute into the log, so that nobody can fill it who finds out what is logged; how many
 * were left out is a line of its own when the minute is over. A kind is what one place in the program says, whatever values
 * it says it of. Safe for use by many threads.
 */
final class LineLimit extends Filter<ILoggingEvent> {
    static final int LINES_PER_MINUTE = 10;
    /** Beyond these, which are more than the program has, lines that are put together elsewhere count as one kind. */
    private static final int KINDS = 1000;

    private static final long MINUTE_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final Consumer<ILoggingEvent> log;
    private final Consumer<Runnable> afterMinute;
    private final Map<String, Minute> minutes = new HashMap<>();

    /**
     * @param log where it is written what was left out
     * @param afterMinute does something when a minute is over
     */
    LineLimit(Consumer<ILoggingEvent> log, Consumer<Runnable> afterMinute) {
        this.log = log;
        this.afterMinute = afterMinute;
    }

    private static final class Minute {
        private final long begin;
        private int lines;

        private Minute(long begin) {
            this.begin = begin;
        }
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        String kind = event.getLoggerName() + " " + event.getMessage();
        synchronized (minutes) {
            String key = minutes.size() < KINDS || minutes.containsKey(kind) ? kind : "";
            Minute minute = minutes.get(key);
            if (minute == null || event.getTimeStamp() - minute.begin >= MINUTE_MILLIS) {
                minute = new Minute(event.getTimeStamp());
                minutes.put(key, minute);
            }
            minute.lines++;
            if (minute.lines <= LINES_PER_MINUTE) {
                return FilterReply.NEUTRAL;
            }
            if (minute.lines == LINES_PER_MINUTE + 1) {
                Minute full = minute;
                afterMinute.accept(() -> tell(event, full));
            }
            return FilterReply.DENY;
        }
    }

    private void tell(ILoggingEvent first, Minute minute) {
        int leftOut;
        synchronized (minutes) {
            leftOut = minute.lines - LINES_PER_MINUTE;
        }
        log.accept(leftOut(first, leftOut));
    }

    private static LoggingEvent leftOut(ILoggingEvent first, int count) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerName(first.getLoggerName());
        event.setLevel(first.getLevel());
        event.setThreadName(Thread.currentThread().getName());
        event.setTimeStamp(first.getTimeStamp() + MINUTE_MILLIS);
        event.setMessage("{} more lines within a minute like: {}");
        event.setArgumentArray(new Object[] {count, first.getMessage()});
        return event;
    }
}
