package app.grapevine.importing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a CSV (RFC 4180), whatever parts their cells, each with the number of the line that it begins in. Lines end with
 * CR, LF or both; those of blanks alone are left out. Blanks around cells are no part of them. Used once, by one thread.
 *
 * <p>A quote that is not closed where its cell ends would take all that follows into its cell. So such a line is
 * {@link Line#isBroken broken}, and reading goes on at the line below: one typing mistake costs one line, and shows. What is beyond the cells that a
 * spreadsheet has is one cell more, {@code …}. This is why
 * the library that reads our own tables does not read these: it takes such a quote to the end of the file, or refuses the whole.
 */
final class CsvLines {
    /** What parts nothing: each line is one cell. */
    static final char NOTHING = '\0';
    /**
     * A quoted cell that is longer is not closed. It is the most that Excel has room for in one, and bounds the time that lines
     * with open quotes take.
     */
    private static final int LONGEST = 32_767;

    /** As many columns and lines as a sheet of Excel has. */
    private static final int MOST_CELLS = 16_384;

    private static final int MOST_LINES = 1_048_576;
    /** In place of all cells that are more. */
    private static final Cell MORE = new Cell("…", false);

    private final String text;
    private final char separator;
    private int at;
    private int line;

    /** @param at where to begin, which is in the line with this number */
    CsvLines(String text, char separator, int at, int line) {
        this.text = text;
        this.separator = separator;
        this.at = at;
        this.line = line;
    }

    /** @param isQuoted whether it stands in quotes */
    record Cell(String text, boolean isQuoted) {}

    /** @param isBroken whether a quote in it is not closed; then it has no cells */
    record Line(int number, List<Cell> cells, boolean isBroken) {
        boolean isBlank() {
            return !isBroken && cells.stream().allMatch(cell -> cell.text().isEmpty());
        }
    }

    /** The next line that is not blank; null behind the last. @throws TooLongException */
    @Nullable
    Line next() {
        while (at < text.length()) {
            if (line > MOST_LINES) {
                throw new TooLongException();
            }
            Line found = read();
            if (!found.isBlank()) {
                return found;
            }
        }
        return null;
    }

    /** Where the next line begins. */
    int position() {
        return at;
    }

    /** The number of the next line. */
    int number() {
        return line;
    }

    private Line read() {
        int began = at;
        int number = line;
        List<Cell> cells = new ArrayList<>();
        while (true) {
            Cell cell = cell();
            if (cell == null) {
                at = endOfLine(began);
                line = number;
                pastEnd();
                return new Line(number, List.of(), true);
            }
            cells.add(cell);
            if (cells.size() > MOST_CELLS) {
                cells.set(MOST_CELLS, MORE);
                at = endOfLine(at);
            }
            if (at < text.length() && text.charAt(at) == separator && separator != NOTHING) {
                at++;
            } else {
                pastEnd();
                return new Line(number, cells, false);
            }
        }
    }

    /** Reads a cell up to what ends it; null where a quote is not closed. */
    private @Nullable Cell cell() {
        int begin = at;
        while (begin < text.length() && isBlank(text.charAt(begin))) {
            begin++;
        }
        if (begin < text.length() && text.charAt(begin) == '"') {
            at = begin + 1;
            return quoted();
        }
        int end = begin;
        while (end < text.length() && !endsCell(text.charAt(end))) {
            end++;
        }
        at = end;
        return new Cell(text.substring(begin, end).strip(), false);
    }

    private @Nullable Cell quoted() {
        StringBuilder cell = new StringBuilder();
        int last = Math.min(text.length(), at + LONGEST);
        while (at < last) {
            char c = text.charAt(at++);
            if (c != '"') {
                cell.append(c);
                line += c == '\n' || c == '\r' && !(at < text.length() && text.charAt(at) == '\n') ? 1 : 0;
            } else if (at < text.length() && text.charAt(at) == '"') {
                cell.append(c);
                at++;
            } else {
                while (at < text.length() && isBlank(text.charAt(at))) {
                    at++;
                }
                boolean ends = at == text.length() || endsCell(text.charAt(at));
                return ends ? new Cell(cell.toString().strip(), true) : null;
            }
        }
        return null;
    }

    private boolean isBlank(char c) {
        return (c == ' ' || c == '\t' || c == '\u00A0') && c != separator;
    }

    private boolean endsCell(char c) {
        return c == '\n' || c == '\r' || (c == separator && separator != NOTHING);
    }

    private int endOfLine(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private void pastEnd() {
        if (at < text.length()) {
            at += text.startsWith("\r\n", at) ? 2 : 1;
            line++;
        }
    }
}
