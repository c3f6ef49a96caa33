package app.grapevine.moving;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignUrlTest {
    /** What is expected is what Node.js 24's {@code URL} makes of it, but for what is encoded later on the way. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "https://shop.example/a b?c d#e f|https://shop.example/a%20b?c%20d#e%20f",
                " https://shop.example/x\t|https://shop.example/x",
                "https://shop.example/a\\b?c\\d|https://shop.example/a/b?c\\d",
                "https://shop.example\\a|https://shop.example/a",
                "https://shop.example/a\u00a0b\u200b|https://shop.example/a%C2%A0b%E2%80%8B",
                "https://shop.example/\u0001|https://shop.example/",
                "https://sh op.example/a|https://sh op.example/a",
                "mailto:desk@shop.example?subject=a b|mailto:desk@shop.example?subject=a b",
                "HTTPS://Shop.example|HTTPS://Shop.example"
            })
    void aDestinationIsReadAsBrowsersReadIt(String given, String read) {
        assertThat(ForeignUrl.read(given)).isEqualTo(read);
    }

    @Test
    void whatWouldBeFilledInIsWrittenInNumbersWhereARuleLeads() {
        assertThat(ForeignUrl.ofRule("https://shop.example/a b?i={click}&c={code}&n={name}"))
                .isEqualTo("https://shop.example/a%20b?i=%7Bclick%7D&c=%7Bcode%7D&n={name}");
        assertThat(ForeignUrl.ofRule(null)).isNull();
    }

    @Test
    void lineBreaksAreDroppedAndWhatIsNotThereStaysSo() {
        assertThat(ForeignUrl.read("https://shop.example/a\nb\r\n")).isEqualTo("https://shop.example/ab");
        assertThat(ForeignUrl.read(null)).isNull();
    }
}
