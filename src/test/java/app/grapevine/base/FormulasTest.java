package app.grapevine.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulasTest {
    private static String safe(String text) {
        return Formulas.defused(text, ',');
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "－1", "=cmd|' /C calc'!A0"})
    void aTextIsNoFormula(String text) {
        assertThat(safe(text)).isEqualTo("'" + text);
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
        assertThat(safe(text)).isEqualTo(safe);
    }

    @Test
    void neitherIsWhatStandsOnALineOfItsOwn() {
        assertThat(safe("a\r\n=1\t=2\n@b")).isEqualTo("a\r\n'=1\t'=2\n'@b");
        assertThat(safe("\t=1")).isEqualTo("'\t'=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", "a;b", "whatsapp", "a=b", "1", "é", "'quoted"})
    void otherTextsStayAsTheyAre(String text) {
        assertThat(safe(text)).isEqualTo(text);
    }

    @Test
    void whereCommasPartNothingAFormulaBehindOneIsNoneAndANumberStays() {
        assertThat(Formulas.defused("a,=1", ',')).isEqualTo("a,=1");
        assertThat(Formulas.defused("a,=1", ';')).isEqualTo("a,'=1");
        assertThat(Formulas.defused("https://example.com/@45.46,-9.19,12z", ';'))
                .isEqualTo("https://example.com/@45.46,-9.19,12z");
        assertThat(Formulas.defused("a,-9.19+1,12z", ';')).isEqualTo("a,'-9.19+1,12z");
    }

    @Test
    void eachTextIsRestoredLetterByLetter() {
        Random random = new Random(5);
        String alphabet = "a1.=+-@'\";,\t\n＝";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(9);
            for (int j = 0; j < length; j++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (char separator : new char[] {',', ';', '\t'}) {
                String written = Formulas.defused(text.toString(), separator);
                assertThat(Formulas.restored(written, separator)).as(written).isEqualTo(text.toString());
            }
        }
    }
}
