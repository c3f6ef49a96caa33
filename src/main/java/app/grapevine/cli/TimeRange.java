package app.grapevine.cli;

import app.grapevine.base.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands for visits of a stretch of time. */
final class TimeRange {
    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "The first moment, such as 2026-05-01 (its beginning in UTC) or 2026-05-01T12:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "The moment before which the visits are. Default: now.")
    private @Nullable String to;

    /** The first moment; null for the beginning. @throws CommandRefusedException for what is no time */
    @Nullable
    Instant from() {
        return parse("--from", from);
    }

    /** The moment before which the visits are; null for now. @throws CommandRefusedException for what is no time */
    @Nullable
    Instant to() {
        return parse("--to", to);
    }

    /** A date, its beginning in UTC, or a time. @throws CommandRefusedException for what is neither */
    static @Nullable Instant parse(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Timestamps.parseOrDate(text);
        } catch (DateTimeException e) {
            throw new CommandRefusedException(
                    option + " must be a date or a time such as 2026-05-01T12:00:00Z, and is: " + text);
        }
    }
}
