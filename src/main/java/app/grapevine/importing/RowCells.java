package app.grapevine.importing;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a line by the columns that they stand in. What is no longer as it was meant is a fault: more cells than there are
 * columns, an address that was cut, a character that cannot be read.
 */
final class RowCells {
    private final Map<Column, String> values = new EnumMap<>(Column.class);
    private boolean inPlace;

    /** @param columns what each is taken for, with their names in {@code dialect} */
    RowCells(Faults faults, List<CsvLines.Cell> cells, Dialect dialect, List<Column> columns, String charset) {
        inPlace = checkNumber(faults, cells, columns.size());
        for (int i = 0; i < Math.min(cells.size(), columns.size()); i++) {
            CsvLines.Cell cell = cells.get(i);
            Column column = columns.get(i);
            String name = column == Column.OTHER ? Faults.shown(dialect.header().get(i)) : column.field();
            if (cell.text().indexOf(FileText.UNREADABLE) >= 0) {
                faults.add(name, FaultCode.UNREADABLE, Map.of("charset", charset));
            } else if (column != Column.OTHER && !cell.text().isEmpty()) {
                char cut = cutAt(cells, columns, i, dialect.separator());
                if (cut != 0) {
                    faults.add(name, FaultCode.CUT_AT_SEPARATOR, Map.of("separator", String.valueOf(cut)));
                    inPlace = false;
                }
                put(faults, column, cell.text());
            }
        }
    }

    /** Whether the cells stand in the columns that they were meant for, as far as can be seen. */
    boolean areInPlace() {
        return inPlace;
    }

    private static boolean checkNumber(Faults faults, List<CsvLines.Cell> cells, int columns) {
        int last = cells.size();
        while (last > columns && cells.get(last - 1).text().isEmpty()) {
            last--;
        }
        if (last > columns) {
            faults.add("", FaultCode.SURPLUS_CELLS, Map.of("cells", last, "columns", columns));
        }
        return last <= columns;
    }

    /** At what an address seems to be cut; 0 where it seems to be whole. */
    private static char cutAt(List<CsvLines.Cell> cells, List<Column> columns, int i, char separator) {
        CsvLines.Cell cell = cells.get(i);
        if (!columns.get(i).isAddress()) {
            return 0;
        }
        if (separator == CsvLines.NOTHING) {
            return Lists.trailing(cell);
        }
        if (i + 1 == cells.size()) {
            return 0;
        }
        Column next = i + 1 < columns.size() ? columns.get(i + 1) : Column.OTHER;
        boolean isWords = next == Column.TITLE || next == Column.AUDIENCE;
        boolean isCut = !next.isAddress() && Lists.isContinued(cell, cells.get(i + 1))
                || isWords && Lists.isCountedOn(cell, cells.get(i + 1));
        return isCut ? separator : 0;
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
