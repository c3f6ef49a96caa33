package app.grapevine.workbook;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a sheet, one behind the other. Numbers are numbers and dates are dates; a text is a text, whatever it begins with: it is
 * written as such, so that no program takes it for a formula. Not safe for use by many threads.
 */
final class Sheet {
    static final String WHOLE = "#,##0";
    static final String MONEY = "#,##0.00";
    static final String PERCENT = "0.0%";
    private static final String DAY = "yyyy-mm-dd";
    private static final String MINUTE = "yyyy-mm-dd hh:mm";
    /** What a cell can hold. */
    private static final int LONGEST = 32_767;

    private final Worksheet sheet;
    private int row;

    Sheet(Worksheet sheet) {
        this.sheet = sheet;
    }

    /** A number with how it is shown. */
    record Shown(Number number, String format) {
        static Shown whole(long number) {
            return new Shown(number, WHOLE);
        }

        static Shown money(BigDecimal amount) {
            return new Shown(amount, MONEY);
        }

        static Shown percent(double share) {
            return new Shown(share, PERCENT);
        }
    }

    /** The headings, which stay in sight; the first columns are wide, for they have texts. */
    void head(List<String> headings, int texts) {
        for (int column = 0; column < headings.size(); column++) {
            sheet.value(row, column, headings.get(column));
            sheet.style(row, column).bold().set();
            sheet.width(column, column < texts ? 28 : 16);
        }
        sheet.freezePane(0, row + 1);
        row++;
    }

    /** @param cells texts, numbers with how they are shown, days, moments without a zone, or nulls */
    void row(List<? extends @Nullable Object> cells, boolean bold) {
        for (int column = 0; column < cells.size(); column++) {
            Object cell = cells.get(column);
            if (cell != null) {
                cell(column, cell, bold);
            }
        }
        row++;
    }

    void row(List<? extends @Nullable Object> cells) {
        row(cells, false);
    }

    void gap() {
        row++;
    }

    void widths(int... widths) {
        for (int column = 0; column < widths.length; column++) {
            sheet.width(column, widths[column]);
        }
    }

    private void cell(int column, Object cell, boolean bold) {
        @Nullable String format = null;
        if (cell instanceof Shown shown) {
            sheet.value(row, column, shown.number());
            format = shown.format();
        } else if (cell instanceof LocalDate day) {
            sheet.value(row, column, day);
            format = DAY;
        } else if (cell instanceof LocalDateTime moment) {
            sheet.value(row, column, moment);
            format = MINUTE;
        } else {
            sheet.value(row, column, text(cell.toString()));
        }
        if (format != null && bold) {
            sheet.style(row, column).format(format).bold().set();
        } else if (format != null) {
            sheet.style(row, column).format(format).set();
        } else if (bold) {
            sheet.style(row, column).bold().set();
        }
    }

    /** Without what XML cannot carry (XML 1.0, 2.2). */
    private static String text(String text) {
        StringBuilder fit = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c >= 0x20 && c != 0xFFFE && c != 0xFFFF && Character.getType(c) != Character.SURROGATE
                        || c == '\t'
                        || c == '\n'
                        || c == '\r')
                .forEach(fit::appendCodePoint);
        return fit.length() > LONGEST ? fit.substring(0, LONGEST) : fit.toString();
    }
}
