package app.grapevine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "－1", "=cmd|' /C calc'!A0"})
    void aTextIsNoFormula(String text) {
        assertThat(CsvTable.safe(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a;=1,a;'=1",
                "a;b;-1;+c,a;b;'-1;'+c",
                "=1;=2,'=1;'=2",
                "a;\"=1,a;\"'=1",
                "a;\"\"@b,a;\"\"'@b",
                "a;＝1,a;'＝1",
                "a; b=1,a; b=1"
            })
    void neitherIsWhatStandsBehindASemicolonInIt(String text, String safe) {
        assertThat(CsvTable.safe(text)).isEqualTo(safe);
    }

    @Test
    void neitherIsWhatStandsOnALineOfItsOwn() {
        assertThat(CsvTable.safe("a\r\n=1\t=2\n@b")).isEqualTo("a\r\n'=1\t'=2\n'@b");
        assertThat(CsvTable.safe("\t=1")).isEqualTo("'\t'=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", "a;b", "a;'=1", "whatsapp", "a=b", "1", "é", "'quoted"})
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
