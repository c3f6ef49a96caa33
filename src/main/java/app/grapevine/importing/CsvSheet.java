package app.grapevine.importing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Any table of cells under names, whatever it is of: its lines one after the other. Read as files of links are, so in the encoding
 * and with the separator that its bytes tell. Used once, by one thread.
 */
public final class CsvSheet {
    private final List<String> header;
    private final CsvLines lines;

    /**
     * A line that is not blank.
     *
     * @param number from 1; of a line with a cell of several lines, that of the first
     * @param cells by the names of their columns; those that are empty are not there
     * @param isBroken whether a quote in it is not closed, or it has more cells than there are columns; then it has no cells
     */
    public record Row(int number, Map<String, String> cells, boolean isBroken) {
        public Row {
            cells = Map.copyOf(cells);
        }
    }

    /**
     * Begins to read.
     *
     * @param known how many of some names are those of its columns: the line that has the most has the names
     * @throws app.grapevine.base.RefusedException INVALID for what is no text
     */
    public CsvSheet(byte[] bytes, ToLongFunction<List<String>> known) {
        String text = FileText.of(bytes).text();
        Dialect dialect = Dialect.of(text, known);
        header = dialect.header();
        lines = new CsvLines(text, dialect.separator(), dialect.at(), dialect.line());
    }

    /** The names of its columns. */
    public List<String> header() {
        return header;
    }

    /** The next line; null behind the last. @throws TooLongException behind as many as a spreadsheet has */
    public @Nullable Row next() {
        CsvLines.Line line = lines.next();
        if (line == null) {
            return null;
        }
        List<CsvLines.Cell> cells = new ArrayList<>(line.cells());
        while (cells.size() > header.size()
                && cells.get(cells.size() - 1).text().isEmpty()) {
            cells.remove(cells.size() - 1);
        }
        boolean isBroken = line.isBroken() || cells.size() > header.size();
        Map<String, String> byName = new HashMap<>();
        for (int i = 0; i < (isBroken ? 0 : cells.size()); i++) {
            if (!cells.get(i).text().isEmpty()) {
                byName.putIfAbsent(header.get(i), cells.get(i).text());
            }
        }
        return new Row(line.number(), byName, isBroken);
    }
}
