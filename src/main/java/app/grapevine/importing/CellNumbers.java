package app.grapevine.importing;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as spreadsheets show them, in English, Italian and most other languages of Europe. What has two readings, such as
 * {@code 1.249}, is refused.
 */
final class CellNumbers {
    /** With thousands parted and nothing but zeros for decimals; {@code 1.000} could be two. */
    private static final Pattern WHOLE = Pattern.compile(
            "(-?\\d{1,18})(?:[.,]00?)?"
                    + "|(\\d{1,3}(?:\\.\\d{3})+),00?|(\\d{1,3}(?:,\\d{3})+)\\.00?|(\\d{1,3}(?:[ \u00A0\u202F'’]\\d{3})+)(?:[.,]00?)?");

    /** One mark, and three digits behind it: thousands, or decimals. */
    private static final Pattern TWO_READINGS = Pattern.compile("[1-9]\\d{0,2}[.,]\\d{3}");

    /** The whole part and the decimals, by what parts its thousands: nothing, a point, a comma, a blank or an apostrophe. */
    private static final Pattern AMOUNT = Pattern.compile("(-?\\d{1,18})(?:[.,](\\d{1,9}))?"
            + "|([1-9]\\d{0,2}(?:\\.\\d{3})+)(?:,(\\d{1,9}))?|([1-9]\\d{0,2}(?:,\\d{3})+)(?:\\.(\\d{1,9}))?"
            + "|([1-9]\\d{0,2}(?:[ \u00A0\u202F'’]\\d{3})+)(?:[.,](\\d{1,9}))?");

    private static final Pattern NO_DIGIT = Pattern.compile("[^\\d-]");

    private CellNumbers() {}

    /** A whole number; null, and a fault of {@code field}, where it is none. */
    static @Nullable Long whole(Faults faults, String field, String text) {
        Matcher number = WHOLE.matcher(text);
        if (!number.matches()) {
            faults.add(field, FaultCode.NOT_A_WHOLE_NUMBER);
            return null;
        }
        return Long.valueOf(digits(given(number, 1, 1)));
    }

    /** An amount of money; null, and a fault of {@code field}, where it is none, or could be two. */
    static @Nullable BigDecimal amount(Faults faults, String field, String text) {
        Matcher number = AMOUNT.matcher(text);
        if (TWO_READINGS.matcher(text).matches()) {
            faults.add(field, FaultCode.TWO_AMOUNTS);
        } else if (!number.matches()) {
            faults.add(field, FaultCode.NOT_AN_AMOUNT);
        } else {
            String decimals = given(number, 2, 2);
            return new BigDecimal(digits(given(number, 1, 2)) + (decimals.isEmpty() ? "" : "." + decimals));
        }
        return null;
    }

    private static String digits(String number) {
        return NO_DIGIT.matcher(number).replaceAll("");
    }

    /** The one of some groups that is there; empty where none is. */
    private static String given(Matcher matcher, int first, int step) {
        for (int i = first; i <= matcher.groupCount(); i += step) {
            String group = matcher.group(i);
            if (group != null) {
                return group;
            }
        }
        return "";
    }
}
