package app.grapevine.stats;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as CSV (RFC 4180: CRLF, a header), safe to open in a spreadsheet: a text that a spreadsheet would
 * take for a formula gets an apostrophe before it, which spreadsheets hide. So does what stands behind a semicolon, a tab or
 * the end of a line in a text: where cells are parted by semicolons, as in most languages of Europe, or by tabs, a
 * spreadsheet begins a cell there, in quotes or not. Numbers of ours are left alone; texts that look like negative
 * numbers are not, for a text comes from outside. The rule is OWASP's ("CSV Injection"). Not safe for use by many
 * threads.
 */
public final class CsvTable {
    /** Their full-width forms are read as the same by some spreadsheets. */
    private static final String FORMULA_MARKS = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    private static final String ENDS_OF_LINES = "\t\r\n";
    /** Besides the comma, which is in quotes. */
    private static final String ENDS_OF_CELLS = ";" + ENDS_OF_LINES;

    private final CsvWriter csv;
    private final int columns;

    /** Writes the header. What is written may be held back until {@link #flush}. */
    public CsvTable(Writer out, List<String> header) throws IOException {
        this.csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .autoFlush(false)
                .build(out);
        this.columns = header.size();
        write(header);
    }

    /** @param cells texts, numbers or nulls, as many as there are columns */
    public void row(@Nullable Object... cells) throws IOException {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells in " + columns + " columns");
        }
        List<String> record = new ArrayList<>(cells.length);
        Arrays.stream(cells).forEach(cell -> record.add(text(cell)));
        write(record);
    }

    private void write(List<String> record) throws IOException {
        try {
            csv.writeRecord(record);
        } catch (UncheckedIOException e) {
            throw e.getCause(); // so that a reader who went away is told from a failure of ours
        }
    }

    public void flush() throws IOException {
        csv.flush();
    }

    private static String text(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        if (cell instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return cell instanceof Number ? cell.toString() : safe(cell.toString());
    }

    static String safe(String text) {
        StringBuilder safe = null;
        boolean begins = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (begins && (isIn(FORMULA_MARKS, c) || i == 0 && isIn(ENDS_OF_LINES, c))) {
                safe = safe == null ? new StringBuilder(text.substring(0, i)) : safe;
                safe.append('\'');
            }
            // Quotes behind the end of a cell are its begin still, and left out by who reads it.
            begins = isIn(ENDS_OF_CELLS, c) || (begins && i > 0 && c == '"');
            if (safe != null) {
                safe.append(c);
            }
        }
        return safe == null ? text : safe.toString();
    }

    private static boolean isIn(String characters, char c) {
        return characters.indexOf(c) >= 0;
    }
}
