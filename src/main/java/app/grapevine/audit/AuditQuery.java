package app.grapevine.audit;

import app.grapevine.base.Cursors;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Page;
import app.grapevine.base.Parameters;
import app.grapevine.base.Timestamps;
import java.time.DateTimeException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A question for entries, newest first. What is null does not matter.
 *
 * @param actor the id or the name of who did it
 * @param subject the id, code or slug of what it was done to
 * @param from the first moment, in milliseconds since 1970 UTC
 * @param to the moment before which they are
 * @param after the place of the last entry that was shown
 */
public record AuditQuery(
        @Nullable String actor,
        @Nullable Action action,
        @Nullable String subject,
        @Nullable Long from,
        @Nullable Long to,
        int limit,
        @Nullable Place after) {
    private static final Pattern PLACE = Pattern.compile("(-?\\d{1,18}) ([0-9A-Za-z]{1,20}) (\\d{1,18})");

    /** Of an entry in the list. */
    record Place(long at, String chain, long sequence) {}

    /** The question for a page. @throws app.grapevine.base.RefusedException INVALID with every fault */
    public static AuditQuery page(Parameters parameters) {
        AuditQuery all = read(parameters, parameters.number("limit", 1, Page.MOST, Page.USUAL));
        String cursor = parameters.single("cursor");
        Place after = cursor == null ? null : all.place(cursor);
        if (cursor != null && after == null) {
            parameters.fault("cursor", FaultCode.UNKNOWN_CURSOR);
        }
        parameters.finish();
        return all.after(after);
    }

    /** The question for all entries that match, which has no limit and no cursor. */
    public static AuditQuery export(Parameters parameters) {
        AuditQuery all = read(parameters, Page.MOST);
        parameters.finish();
        return all;
    }

    private static AuditQuery read(Parameters parameters, int limit) {
        return new AuditQuery(
                parameters.single("actor"),
                parameters.choice("action", Action.labels()),
                parameters.single("subject"),
                moment(parameters, "from"),
                moment(parameters, "to"),
                limit,
                null);
    }

    private static @Nullable Long moment(Parameters parameters, String name) {
        String text = parameters.single(name);
        if (text == null) {
            return null;
        }
        try {
            return Timestamps.parseOrDate(text).toEpochMilli();
        } catch (DateTimeException e) {
            parameters.fault(name, FaultCode.NOT_A_MOMENT);
            return null;
        }
    }

    AuditQuery after(@Nullable Place place) {
        return new AuditQuery(actor, action, subject, from, to, limit, place);
    }

    private String list() {
        return "audit " + actor + " " + action + " " + subject + " " + from + " " + to;
    }

    private @Nullable Place place(String cursor) {
        return Cursors.read(list(), cursor)
                .map(PLACE::matcher)
                .filter(Matcher::matches)
                .map(place -> new Place(Long.parseLong(place.group(1)), place.group(2), Long.parseLong(place.group(3))))
                .orElse(null);
    }

    static Place place(AuditEntry entry) {
        return new Place(entry.at(), entry.chain(), entry.sequence());
    }

    String cursor(AuditEntry last) {
        return Cursors.write(list(), last.at() + " " + last.chain() + " " + last.sequence());
    }
}
