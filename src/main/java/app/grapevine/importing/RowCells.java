package app.grapevine.importing;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a line by the columns that they stand in. What is no longer as it was meant is a fault: more cells than there are
 * columns, an address that was cut, a character that cannot be read.
 */
final class RowCells {
    /** The latitude at the end of an address of a map, whose comma parted it from its longitude. */
    private static final Pattern ENDS_WITH_DECIMALS = Pattern.compile("https?://.*[@=/:]-?\\d{1,3}\\.\\d+");

    private static final Pattern DECIMALS = Pattern.compile("[+-]?\\d{1,3}\\.\\d+");

    private final Map<Column, String> values = new EnumMap<>(Column.class);

    /** @param columns what each is taken for, with their names in {@code dialect} */
    RowCells(Faults faults, List<CsvLines.Cell> cells, Dialect dialect, List<Column> columns, String charset) {
        checkNumber(faults, cells, columns.size());
        for (int i = 0; i < Math.min(cells.size(), columns.size()); i++) {
            CsvLines.Cell cell = cells.get(i);
            Column column = columns.get(i);
            String name = column == Column.OTHER ? Faults.shown(dialect.header().get(i)) : column.field();
            if (cell.text().indexOf(FileText.UNREADABLE) >= 0) {
                faults.add(name, FaultCode.UNREADABLE, Map.of("charset", charset));
            } else if (column != Column.OTHER && !cell.text().isEmpty()) {
                if (i + 1 < cells.size() && isCut(cell, cells.get(i + 1))) {
                    faults.add(
                            name, FaultCode.CUT_AT_SEPARATOR, Map.of("separator", String.valueOf(dialect.separator())));
                }
                put(faults, column, cell.text());
            }
        }
    }

    private static void checkNumber(Faults faults, List<CsvLines.Cell> cells, int columns) {
        int last = cells.size();
        while (last > columns && cells.get(last - 1).text().isEmpty()) {
            last--;
        }
        if (last > columns) {
            faults.add("", FaultCode.SURPLUS_CELLS, Map.of("cells", last, "columns", columns));
        }
    }

    private static boolean isCut(CsvLines.Cell cell, CsvLines.Cell next) {
        return !cell.isQuoted()
                && !next.isQuoted()
                && ENDS_WITH_DECIMALS.matcher(cell.text()).matches()
                && DECIMALS.matcher(next.text()).matches();
    }

    /** Two columns can be of one field; what they say must be the same. */
    private void put(Faults faults, Column column, String text) {
        String before = values.putIfAbsent(column, text);
        if (before != null && !before.equals(text)) {
            faults.add(column.field(), FaultCode.REPEATED);
        }
    }

    /** What a column says; null where that is nothing. */
    @Nullable
    String get(Column column) {
        return values.get(column);
    }

    /** Has a text read otherwise. */
    void replaceAll(UnaryOperator<String> reading) {
        values.replaceAll((column, text) -> reading.apply(text));
    }
}
