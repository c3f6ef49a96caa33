package app.grapevine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－1", "=cmd|' /C calc'!A0"})
    void aTextIsNoFormula(String text) {
        assertThat(CsvTable.safe(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whatsapp", "a=b", "1", "é", "'quoted"})
    void otherTextsStayAsTheyAre(String text) {
        assertThat(CsvTable.safe(text)).isEqualTo(text);
    }

    @Test
    void linesEndAsTheStandardHasItAndCellsAreQuotedWhereTheyMust() throws IOException {
        StringWriter out = new StringWriter();
        CsvTable table = new CsvTable(out, List.of("a", "b", "c"));
        table.row("x,y", null, 5L);
        table.row("say \"hi\"", "=1\r\n", new BigDecimal("-1.50"));
        table.flush();
        assertThat(out).hasToString("a,b,c\r\n\"x,y\",,5\r\n\"say \"\"hi\"\"\",\"'=1\r\n\",-1.50\r\n");
    }
}
