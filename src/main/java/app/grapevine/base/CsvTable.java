package app.grapevine.base;

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
 * A table as CSV (RFC 4180: CRLF, a header), as spreadsheets and the import of links read it: UTF-8, with the mark by which Excel
 * knows it, in the form that was asked for, and no text of it a formula ({@link Formulas}). Numbers of ours are left alone; texts
 * that look like negative numbers are not, for a text comes from outside. Not safe for use by many threads.
 */
public final class CsvTable {
    /** Begins each file. */
    public static final char MARK = '\uFEFF';

    private final CsvWriter csv;
    private final CsvForm form;
    private final int columns;

    /** Writes the mark and the header. What is written may be held back until {@link #flush}. */
    public CsvTable(Writer out, CsvForm form, List<String> header) throws IOException {
        out.write(MARK);
        this.form = form;
        this.csv = CsvWriter.builder()
                .fieldSeparator(form.separator())
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

    /** A number as it stands in this file. */
    public String text(BigDecimal number) {
        String plain = number.toPlainString();
        return form.decimalComma() ? plain.replace('.', ',') : plain;
    }

    private String text(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        if (cell instanceof BigDecimal number) {
            return text(number);
        }
        return cell instanceof Number ? cell.toString() : Formulas.defused(cell.toString(), form.separator());
    }
}
