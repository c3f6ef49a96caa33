package app.grapevine.importing;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether lines that begin with an address are a list of addresses, or a table: commas, semicolons and bars may be part of an
 * address, and {@code https://example.com/a,Boots} must not become one where a table was meant.
 */
final class Lists {
    /** The latitude at the end of an address of a map, whose comma parted it from its longitude. */
    private static final Pattern ENDS_WITH_DECIMALS = Pattern.compile("https?://.*[@=/:]-?\\d{1,3}\\.\\d+");

    private static final Pattern DECIMALS = Pattern.compile("[+-]?\\d{1,3}\\.\\d+");
    private static final Pattern ADDRESS = Pattern.compile("(?i)https?://\\S*");
    /** {@code c&d=e}: parameters, and no words. */
    private static final Pattern PARAMETERS = Pattern.compile("(?!(?i:https?):)\\S*[\\w\\]]=\\S*");

    private static final Pattern ENDS_WITH_NUMBER = Pattern.compile("(?i)https?://\\S*=\\d+");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    /** What words do not have: the marks of addresses, the ending of a file, a number at the begin. */
    private static final Pattern OF_ADDRESS = Pattern.compile("\\S*[=/&?#%]\\S*|\\S*\\.\\w{2,5}|[+-]?\\d\\S*");

    private static final String WITHIN_ADDRESSES = ",;|";

    private Lists() {}

    /** How lines with no names above them, or with one, are to be read. */
    enum Kind {
        /** Each is an address, with whatever marks it has. */
        LIST,
        /** Each is an address, and empty cells behind it. */
        PADDED,
        /** Something else stands behind the addresses. */
        TABLE
    }

    /** What they are if cells are parted by {@code separator}. */
    static Kind kind(String text, char separator, int at, int line) {
        CsvLines lines = new CsvLines(text, separator, at, line);
        int count = 0;
        boolean isPadded = true;
        for (CsvLines.Line one = lines.next(); one != null; one = lines.next()) {
            List<CsvLines.Cell> cells = one.cells();
            if (cells.size() < 2 || !isAddress(cells.get(0))) {
                return Kind.LIST;
            }
            String last = last(cells);
            if (last != null && (isContinued(cells.get(0), cells.get(1)) || isOfAddress(last, separator))) {
                return Kind.LIST;
            }
            isPadded &= last == null;
            count++;
        }
        if (count == 0) {
            return Kind.LIST;
        }
        // A single address may end in a comma and a word; a tab is part of none.
        return isPadded ? Kind.PADDED : count > 1 || separator == '\t' ? Kind.TABLE : Kind.LIST;
    }

    private static boolean isAddress(CsvLines.Cell cell) {
        return ADDRESS.matcher(cell.text()).matches();
    }

    private static boolean isOfAddress(String cell, char separator) {
        return WITHIN_ADDRESSES.indexOf(separator) >= 0
                && OF_ADDRESS.matcher(cell.toLowerCase(Locale.ROOT)).matches();
    }

    /** The last cell behind the first that has something in it. */
    private static @Nullable String last(List<CsvLines.Cell> cells) {
        for (int i = cells.size() - 1; i > 0; i--) {
            if (!cells.get(i).text().isEmpty()) {
                return cells.get(i).text();
            }
        }
        return null;
    }

    /** Whether an address was cut at the separator, and goes on in the cell behind it. */
    static boolean isContinued(CsvLines.Cell cell, CsvLines.Cell next) {
        return !cell.isQuoted()
                && !next.isQuoted()
                && (ENDS_WITH_DECIMALS.matcher(cell.text()).matches()
                                && DECIMALS.matcher(next.text()).matches()
                        || isAddress(cell) && PARAMETERS.matcher(next.text()).matches());
    }

    /** Whether an address ends with a number of a list that goes on in a cell of words: {@code ?ids=1} and {@code 2}. */
    static boolean isCountedOn(CsvLines.Cell cell, CsvLines.Cell next) {
        return !cell.isQuoted()
                && !next.isQuoted()
                && ENDS_WITH_NUMBER.matcher(cell.text()).matches()
                && NUMBER.matcher(next.text()).matches();
    }

    /** The separator that an address alone in its line ends with, as a row does whose other cells are empty; else 0. */
    static char trailing(CsvLines.Cell cell) {
        String text = cell.text();
        char last = text.isEmpty() ? 0 : text.charAt(text.length() - 1);
        return !cell.isQuoted() && last != 0 && WITHIN_ADDRESSES.indexOf(last) >= 0 ? last : 0;
    }
}
