package app.grapevine.importing;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.Formulas;
import app.grapevine.base.HostName;
import app.grapevine.base.RefusedException;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of links as it was read.
 *
 * @param charset in which its bytes were read, by its IANA name
 * @param separator what parts its cells; null where nothing does
 * @param columns in their order; none for a list of addresses
 */
public record LinkFile(String charset, @Nullable String separator, List<Read> columns, List<Row> rows) {
    public LinkFile {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * A column and what it was taken for.
     *
     * @param field of a link, as the API calls it; null for a column of which nothing is taken
     */
    public record Read(String name, @Nullable String field) {}

    /**
     * A line that is not blank.
     *
     * @param line its number in the file, from 1; of a line with a cell of several lines, that of the first
     * @param destination as it stands there, to be shown; null where there is none
     * @param draft what it asks for, unchecked, without what could not be read; null where its cells are not where they belong
     * @param refusal what could not be read of it; null where all could
     */
    public record Row(
            int line,
            @Nullable String destination,
            @Nullable LinkDraft draft,
            @Nullable RefusedException refusal) {
        public boolean isReadable() {
            return refusal == null;
        }
    }

    /**
     * Reads a file: a CSV whose first line names its columns, or an address a line.
     *
     * @param times how times are written
     * @param mostRows how many it may have
     * @throws RefusedException INVALID where it is no text, or no column has the destinations
     * @throws TooLongException where it has more rows, or more lines than a spreadsheet
     */
    public static LinkFile read(
            byte[] bytes, LinkSettings settings, ChannelCatalogue channels, CellTimes times, int mostRows) {
        FileText file = FileText.of(bytes);
        Dialect dialect = Dialect.of(file.text());
        List<String> header = dialect.header().isEmpty() ? List.of(Column.DESTINATION.field()) : dialect.header();
        Dialect named = new Dialect(dialect.separator(), header, dialect.at(), dialect.line());
        List<Column> columns = new ArrayList<>(Column.of(header));
        int domain = columns.indexOf(Column.DOMAIN);
        if (Column.isOfAnother(header, columns) && areAllOfOthers(file, named, domain, settings)) {
            columns.set(domain, Column.OTHER);
        }
        Reading reading = new Reading(file, named, List.copyOf(columns), new RowReader(settings, channels, times));
        CsvLines lines = new CsvLines(file.text(), named.separator(), named.at(), named.line());
        List<Row> rows = new ArrayList<>();
        for (CsvLines.Line line = lines.next(); line != null; line = lines.next()) {
            if (rows.size() == mostRows) {
                throw new TooLongException();
            }
            rows.add(reading.row(line));
        }
        return new LinkFile(
                file.charset().name(),
                named.separator() == CsvLines.NOTHING ? null : String.valueOf(named.separator()),
                dialect.header().isEmpty() ? List.of() : reading.read(),
                rows);
    }

    /** Whether lines name domains, and none of them is ours: they are those of the service that wrote the file. */
    private static boolean areAllOfOthers(FileText file, Dialect dialect, int column, LinkSettings settings) {
        CsvLines lines = new CsvLines(file.text(), dialect.separator(), dialect.at(), dialect.line());
        boolean isNamed = false;
        for (CsvLines.Line line = lines.next(); line != null; line = lines.next()) {
            String text =
                    line.cells().size() > column ? line.cells().get(column).text() : "";
            if (settings.serves(HostName.plain(text))) {
                return false;
            }
            isNamed |= !text.isEmpty() && !RowReader.isDefaultDomain(text);
        }
        return isNamed;
    }

    /** What holds for each line of a file. */
    private record Reading(FileText file, Dialect dialect, List<Column> columns, RowReader reader) {
        Row row(CsvLines.Line line) {
            Faults faults = new Faults();
            if (line.isBroken()) {
                faults.add("", FaultCode.OPEN_QUOTE, Map.of());
                return new Row(line.number(), null, null, RefusedException.invalid(faults.all()));
            }
            RowCells cells = new RowCells(
                    faults, line.cells(), dialect, columns, file.charset().name());
            boolean ours = LinkTable.isOurs(dialect.header());
            if (ours) {
                cells.replaceAll(text -> Formulas.restored(text, dialect.separator()));
            }
            LinkDraft draft = reader.draft(faults, cells, ours);
            String destination = cells.get(Column.DESTINATION);
            RefusedException refusal = faults.all().isEmpty() ? null : RefusedException.invalid(faults.all());
            return new Row(line.number(), destination, cells.areInPlace() ? draft : null, refusal);
        }

        List<Read> read() {
            List<Read> read = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                String name = Faults.shown(dialect.header().get(i));
                read.add(new Read(
                        name,
                        columns.get(i) == Column.OTHER ? null : columns.get(i).field()));
            }
            return read;
        }
    }
}
