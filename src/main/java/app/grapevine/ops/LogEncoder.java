package app.grapevine.ops;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes records of the log, in UTF-8. Logback's own encoder for JSON takes exceptions apart into many objects, and lets
 * through what turns the direction of text. Safe for use by many threads.
 */
public final class LogEncoder extends EncoderBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
    private static final byte[] NOTHING = new byte[0];

    private final LogFormat format;

    public LogEncoder(LogFormat format) {
        this.format = format;
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String record = format == LogFormat.JSON ? json(event) : text(event);
        return record.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    private static String time(ILoggingEvent event) {
        return TIME.format(Instant.ofEpochMilli(event.getTimeStamp()));
    }

    private static String message(ILoggingEvent event) {
        return LogText.safe(String.valueOf(event.getFormattedMessage()));
    }

    private static String text(ILoggingEvent event) {
        String logger = event.getLoggerName();
        StringBuilder record = new StringBuilder(time(event))
                .append(String.format(" %-5s ", event.getLevel()))
                .append(logger.substring(logger.lastIndexOf('.') + 1))
                .append(' ')
                .append(message(event))
                .append('\n');
        IThrowableProxy exception = event.getThrowableProxy();
        if (exception != null) {
            LogTrace.of(exception)
                    .lines()
                    .forEach(line -> record.append(line.startsWith("\t") ? "" : "\t")
                            .append(line)
                            .append('\n'));
        }
        return record.toString();
    }

    private static String json(ILoggingEvent event) {
        StringBuilder record = new StringBuilder("{\"timestamp\":\"").append(time(event));
        field(record, "level", String.valueOf(event.getLevel()));
        field(record, "logger", event.getLoggerName());
        field(record, "thread", LogText.safe(event.getThreadName()));
        field(record, "message", message(event));
        IThrowableProxy exception = event.getThrowableProxy();
        if (exception != null) {
            field(record, "exception", LogTrace.of(exception));
        }
        return record.append("\"}\n").toString();
    }

    /** Ends the value before, and leaves this one open. */
    private static void field(StringBuilder record, String name, String value) {
        record.append("\",\"").append(name).append("\":\"");
        value.chars().forEach(character -> {
            switch (character) {
                case '"', '\\' -> record.append('\\').append((char) character);
                case '\n' -> record.append("\\n");
                case '\t' -> record.append("\\t");
                default -> record.append((char) character); // other controls are escaped by LogText
            }
        });
    }
}
