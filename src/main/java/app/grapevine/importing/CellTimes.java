package app.grapevine.importing;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How times are written in a file: as RFC 3339 has them, as spreadsheets show dates in the languages of the page, and as databases
 * do. {@code 25/12/2026} can be one day alone; {@code 5/6/2026} is two, so that somebody has to say which.
 *
 * @param zone of times that name none
 * @param order of day and month; null where nobody said it
 */
public record CellTimes(ZoneId zone, @Nullable Order order) {
    /** Which of two numbers is the day. */
    public enum Order {
        DAY_FIRST("dmy"),
        MONTH_FIRST("mdy");

        private final String label;

        Order(String label) {
            this.label = label;
        }

        /** As the API writes it. */
        public String label() {
            return label;
        }
    }

    private static final String TIME =
            "(?:(?:,? +| *T)(?<hour>\\d{1,2})[:.](?<minute>\\d\\d)(?:[:.](?<second>\\d\\d)(?:[.,](?<fraction>\\d{1,9}))?)?(?:[ \u00A0\u202F]?(?<half>[ap])\\.?[ \u00A0]?m\\.?)?)?"
                    + "(?<zone> ?(?:Z|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?))?";
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(?iu)(?<year>\\d{4})(?<mark>[-/.])(?<month>\\d{1,2})\\k<mark>(?<day>\\d{1,2})" + TIME);
    private static final Pattern YEAR_LAST = Pattern.compile(
            "(?iu)(?<first>\\d{1,2})(?<mark>[-/.])(?<second2>\\d{1,2})\\k<mark>(?<year>\\d{4}|\\d\\d)" + TIME);
    /**
     * {@code 5 giugno 2026}, {@code 5-Jun-26}, {@code Friday, June 5, 2026}, {@code 5 de junio de 2026}, {@code 5. Juni 2026},
     * {@code 1er juin 2026}.
     */
    private static final Pattern NAMED =
            Pattern.compile("(?iu)(?:\\p{L}+,? +)??(?:(?<day>\\d{1,2})(?:er)?[. -]+(?:de +)?(?<month>\\p{L}{3,})"
                    + "|(?<month2>\\p{L}{3,}) +(?<day2>\\d{1,2}),?)\\.?[ -]+(?:de +)?(?<year>\\d{4}|\\d\\d)" + TIME);
    /** Since 1970 UTC, in seconds or milliseconds; fewer digits are days of a spreadsheet, of which there are two countings. */
    private static final Pattern EPOCH = Pattern.compile("(\\d{10})(\\d{3})?");

    private static final Map<String, Integer> MONTHS = months(
            "jan january gen gennaio ene enero januar jänner janv janvier",
            "feb february febbraio febrero februar févr fevr février fevrier",
            "mar march marzo mär märz mrz mars",
            "apr april aprile abr abril avr avril",
            "may mag maggio mayo mai",
            "jun june giu giugno junio juni juin",
            "jul july lug luglio julio juli juil juillet",
            "aug august ago agosto août aout",
            "sep sept september set settembre septiembre setiembre septembre",
            "oct october ott ottobre octubre okt oktober octobre",
            "nov november novembre noviembre",
            "dec december dic dicembre diciembre dez dezember déc décembre decembre");

    private static Map<String, Integer> months(String... names) {
        Map<String, Integer> months = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            int month = i + 1;
            List.of(names[i].split(" ", -1)).forEach(name -> months.put(name, month));
        }
        return Map.copyOf(months);
    }

    /** What a cell says; null, with a fault, where it says none. */
    public @Nullable Instant read(Faults faults, String field, String text) {
        try {
            Matcher epoch = EPOCH.matcher(text);
            if (epoch.matches()) {
                long number = Long.parseLong(text);
                return epoch.group(2) == null ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
            }
            Matcher last = YEAR_LAST.matcher(text);
            if (!last.matches()) {
                return named(text);
            }
            Order said = order == null ? order(last) : order;
            if (said == null) {
                faults.add(field, FaultCode.TWO_DAYS);
                return null;
            }
            boolean isDayFirst = said == Order.DAY_FIRST;
            return at(last, last.group(isDayFirst ? "second2" : "first"), last.group(isDayFirst ? "first" : "second2"));
        } catch (DateTimeException e) {
            faults.add(field, FaultCode.NOT_A_TIME);
            return null;
        }
    }

    private Instant named(String text) {
        Matcher date = YEAR_FIRST.matcher(text);
        if (date.matches()) {
            return at(date, date.group("month"), date.group("day"));
        }
        Matcher named = NAMED.matcher(text);
        if (!named.matches()) {
            return Timestamps.parse(text);
        }
        boolean isDayFirst = named.group("day") != null;
        Integer month = MONTHS.get(named.group(isDayFirst ? "month" : "month2").toLowerCase(Locale.ROOT));
        if (month == null || named.group("year").length() < 4 && order == null) {
            throw new DateTimeException("no month, or a year of two digits, which could be the day");
        }
        return at(named, month.toString(), named.group(isDayFirst ? "day" : "day2"));
    }

    /** The one order that a date can have by itself; null where it has two. */
    private static @Nullable Order order(Matcher date) {
        int first = Integer.parseInt(date.group("first"));
        int second = Integer.parseInt(date.group("second2"));
        if (date.group("year").length() < 4) {
            return null;
        }
        return first > 12 || first == second ? Order.DAY_FIRST : second > 12 ? Order.MONTH_FIRST : null;
    }

    private Instant at(Matcher date, String month, String day) {
        String year = date.group("year");
        LocalDate on = LocalDate.of(
                Integer.parseInt(year) + (year.length() < 4 ? 2000 : 0),
                Integer.parseInt(month),
                Integer.parseInt(day));
        String offset = date.group("zone");
        if (date.group("hour") == null) {
            if (offset != null) {
                throw new DateTimeException("a zone without a time");
            }
            return on.atStartOfDay(zone).toInstant();
        }
        return on.atTime(time(date))
                .atZone(offset == null ? zone : ZoneId.of(offset.strip().toUpperCase(Locale.ROOT)))
                .toInstant();
    }

    private static LocalTime time(Matcher date) {
        int hour = Integer.parseInt(date.group("hour"));
        String half = date.group("half");
        if (half != null) {
            if (hour < 1 || hour > 12) {
                throw new DateTimeException("a clock of twelve hours has no " + hour);
            }
            hour = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
        }
        String second = date.group("second");
        String fraction = date.group("fraction");
        int millis = fraction == null ? 0 : Integer.parseInt((fraction + "00").substring(0, 3));
        return LocalTime.of(
                hour,
                Integer.parseInt(date.group("minute")),
                second == null ? 0 : Integer.parseInt(second),
                millis * 1_000_000);
    }
}
