package app.grapevine.base;

/**
 * Texts that a spreadsheet would take for formulas get an apostrophe before them, which spreadsheets hide. So does what stands
 * behind a semicolon, a tab or the end of a line in a text: where cells are parted by semicolons, as in most languages of
 * Europe, or by tabs, a spreadsheet begins a cell there, in quotes or not; and in a file whose cells are not parted by commas,
 * what stands behind a comma, unless it is a number, as in the coordinates of a map. The rule is OWASP's ("CSV Injection").
 *
 * <p>What has apostrophes already gets one more, so that {@link #restored} gives back each text letter by letter.
 */
public final class Formulas {
    /** Their full-width forms are read as the same by some spreadsheets. */
    private static final String MARKS = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    private static final String ENDS_OF_LINES = "\t\r\n";
    private static final String ENDS_OF_CELLS = ";" + ENDS_OF_LINES;

    private Formulas() {}

    /** The text as it is written in a file whose cells are parted by {@code separator}. */
    public static String defused(String text, char separator) {
        return each(text, separator, false);
    }

    /** The text of which {@link #defused} made {@code text}. */
    public static String restored(String text, char separator) {
        return each(text, separator, true);
    }

    private static String each(String text, char separator, boolean restore) {
        StringBuilder changed = null;
        boolean begins = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (begins && isFormula(text, i, separator)) {
                if (changed == null && (!restore || c == '\'')) {
                    changed = new StringBuilder(text.substring(0, i));
                }
                if (restore && c == '\'') {
                    begins = false;
                    continue;
                }
                if (!restore && changed != null) {
                    changed.append('\'');
                }
            }
            // Quotes behind the end of a cell are its begin still, and left out by who reads it.
            begins = endsCell(c, separator) || (begins && i > 0 && c == '"');
            if (changed != null) {
                changed.append(c);
            }
        }
        return changed == null ? text : changed.toString();
    }

    /** Whether apostrophes, or none, and a formula stand at a place where a cell may begin. */
    private static boolean isFormula(String text, int at, char separator) {
        int mark = at;
        while (mark < text.length() && text.charAt(mark) == '\'') {
            mark++;
        }
        if (mark == text.length()) {
            return false;
        }
        char c = text.charAt(mark);
        boolean quoted = mark > at;
        boolean isMark = MARKS.indexOf(c) >= 0 || at == 0 && ENDS_OF_LINES.indexOf(c) >= 0;
        return isMark && (quoted || at == 0 || text.charAt(at - 1) != ',' || !isNumber(text, at, separator));
    }

    private static boolean endsCell(char c, char separator) {
        return ENDS_OF_CELLS.indexOf(c) >= 0 || c == ',' && separator != ',';
    }

    private static boolean isNumber(String text, int at, char separator) {
        int end = at + 1;
        while (end < text.length() && !endsCell(text.charAt(end), separator)) {
            end++;
        }
        return text.substring(at, end).matches("[+-][0-9]+(\\.[0-9]+)?");
    }
}
