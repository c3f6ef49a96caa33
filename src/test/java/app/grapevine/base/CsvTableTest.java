package app.grapevine.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTableTest {
    @Test
    void linesEndAsTheStandardHasItAndCellsAreQuotedWhereTheyMust() throws IOException {
        StringWriter out = new StringWriter();
        CsvTable table = new CsvTable(out, CsvForm.STANDARD, List.of("a", "b", "c"));
        table.row("x,y", null, 5L);
        table.row("say \"hi\"", "=1\r\n", new BigDecimal("-1.50"));
        table.flush();
        assertThat(out).hasToString("\uFEFFa,b,c\r\n\"x,y\",,5\r\n\"say \"\"hi\"\"\",\"'=1\r\n\",-1.50\r\n");
    }

    @Test
    void cellsAreCutAsItWasAskedForAndDecimalsToo() throws IOException {
        StringWriter out = new StringWriter();
        CsvTable table = new CsvTable(out, new CsvForm(';', true), List.of("a", "b"));
        table.row("x;y, z", new BigDecimal("1234.50"));
        table.flush();
        assertThat(out).hasToString("\uFEFFa;b\r\n\"x;y, z\";1234,50\r\n");
    }
}
