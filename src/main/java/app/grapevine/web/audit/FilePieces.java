package app.grapevine.web.audit;

import app.grapevine.base.CsvForm;
import app.grapevine.base.CsvTable;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file of a thing a line, CSV or lines of JSON, written in pieces: one is made in memory, then sent, then the next is made. For one
 * thread.
 */
public final class FilePieces<T> {
    /**
     * How a thing is written.
     *
     * @param columns of a table
     * @param cells of one line of it
     * @param json the same as an object in one line
     */
    public record Lines<T>(List<String> columns, Function<T, @Nullable Object[]> cells, Function<T, String> json) {
        public Lines {
            columns = List.copyOf(columns);
        }

        /** Of a table alone. */
        public Lines(List<String> columns, Function<T, @Nullable Object[]> cells) {
            this(columns, cells, one -> {
                throw new IllegalStateException("it is a table alone");
            });
        }
    }

    private final Supplier<List<T>> source;
    private final Lines<T> lines;
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
    private final Writer text = new BufferedWriter(new OutputStreamWriter(piece, StandardCharsets.UTF_8));
    private final @Nullable CsvTable table;
    private boolean ended;

    /**
     * @param source some more things whenever it is asked, some milliseconds of work; none at the end, after which it is not asked
     * @param form of a file of CSV; null for lines of JSON
     */
    public FilePieces(Supplier<List<T>> source, Lines<T> lines, @Nullable CsvForm form) {
        this.source = source;
        this.lines = lines;
        try {
            table = form == null ? null : new CsvTable(text, form, lines.columns());
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    boolean isCsv() {
        return table != null;
    }

    /** Makes the next piece; the first has the header, be there things or none. @return false where there was nothing left */
    boolean next() {
        piece.reset();
        List<T> some = ended ? List.of() : source.get();
        ended = some.isEmpty();
        try {
            for (T one : some) {
                write(one);
            }
            if (table != null) {
                table.flush();
            }
            text.flush();
        } catch (IOException e) {
            throw impossible(e);
        }
        return !ended;
    }

    private void write(T one) throws IOException {
        if (table != null) {
            table.row(lines.cells().apply(one));
        } else {
            text.write(lines.json().apply(one));
            text.write('\n');
        }
    }

    private static UncheckedIOException impossible(IOException e) {
        return new UncheckedIOException("memory takes what is written", e);
    }

    void sendTo(OutputStream out) throws IOException {
        piece.writeTo(out);
    }
}
