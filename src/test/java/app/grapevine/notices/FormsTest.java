package app.grapevine.notices;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.conversions.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a paper is as text and as HTML, and how a language writes its figures. */
class FormsTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\r\nBcc: all@example.com\u202e&\"'";

    private static Paper paper(String words) {
        return new Paper(
                Language.EN,
                words,
                List.of(
                        new Paper.Words(words, false),
                        new Paper.Table(words, List.of("Link", "Clicks"), List.of(List.of(words, "1"))),
                        new Paper.Button(words, "https://go.example/dashboard")));
    }

    @Test
    void whatOthersTypedIsTextInHtml() {
        String html = HtmlForm.of(paper(HOSTILE));
        assertThat(html)
                .doesNotContain("<img", "\u202e", "\r")
                .contains("&lt;img src=x onerror=alert(1)&gt;", "&amp;&quot;&#39;");
        assertThat(html.replaceAll("href=\"https://go\\.example/[^\"]*\"", ""))
                .as("nothing is loaded from anywhere")
                .doesNotContain("src=\"", "href=", "url(", "@import", "http");
    }

    @Test
    void aRowOfTextIsALine() {
        assertThat(TextForm.of(paper("a\r\nb")))
                .startsWith("a  b\n")
                .contains("* a  b\n  Clicks: 1\n", "https://go.example/dashboard\n");
    }

    @Test
    void aValueThatLooksLikeAPlaceIsNone() {
        assertThat(new Wording(Language.EN).text("report.title", "{1}{9}{", "a", "b"))
                .isEqualTo("{1}{9}{: a to b");
    }

    @Test
    void figuresAreWrittenAsTheReaderWritesThem() {
        Wording english = new Wording(Language.EN);
        Wording italian = new Wording(Language.IT);
        assertThat(english.number(1234567)).isEqualTo("1,234,567");
        assertThat(italian.number(1234567)).isEqualTo("1.234.567");
        assertThat(italian.number(1234.5)).isEqualTo("1.234,5");
        assertThat(english.money(new BigDecimal("1234.5"), "EUR")).isEqualTo("€1,234.50");
        assertThat(italian.money(new BigDecimal("1234.5"), "EUR")).isEqualTo("1.234,50\u00a0€");
        assertThat(italian.money(new BigDecimal("1234"), "JPY")).isEqualTo("1.234\u00a0JPY");
        assertThat(english.date(LocalDate.of(2026, 5, 4))).isEqualTo("4 May 2026");
        assertThat(italian.date(LocalDate.of(2026, 5, 4))).isEqualTo("4 maggio 2026");
    }

    @Test
    void figuresAreWrittenAsSpaniardsGermansAndFrenchmenWriteThem() {
        Wording spanish = new Wording(Language.ES);
        Wording german = new Wording(Language.DE);
        Wording french = new Wording(Language.FR);
        assertThat(List.of(spanish.number(1234567), german.number(1234567), french.number(1234567)))
                .containsExactly("1.234.567", "1.234.567", "1\u202f234\u202f567");
        BigDecimal amount = new BigDecimal("1234.5");
        assertThat(List.of(spanish.money(amount, "EUR"), german.money(amount, "EUR"), french.money(amount, "EUR")))
                .containsExactly("1.234,50\u00a0€", "1.234,50\u00a0€", "1\u202f234,50\u00a0€");
        assertThat(List.of(spanish.change(150, 100), german.change(150, 100), french.change(150, 100)))
                .containsExactly("+50\u00a0%", "+50\u00a0%", "+50\u00a0%");
        LocalDate day = LocalDate.of(2026, 5, 4);
        assertThat(List.of(spanish.date(day), german.date(day), french.date(day)))
                .containsExactly("4 de mayo de 2026", "4. Mai 2026", "4 mai 2026");
    }

    @Test
    void severalCurrenciesStandBesideEachOther() {
        Money none = new Money(BigDecimal.ZERO, "EUR");
        Money francs = new Money(new BigDecimal("7.5"), "CHF");
        Money pounds = new Money(new BigDecimal("2"), "GBP");
        Wording words = new Wording(Language.EN);
        assertThat(words.money(none, List.of())).isEqualTo("€0.00");
        assertThat(words.money(none, List.of(francs, pounds))).isEqualTo("CHF7.50 + £2.00");
    }

    @Test
    void aChangeIsInWholePercentOfWhatWasBefore() {
        Wording words = new Wording(Language.EN);
        assertThat(words.change(150, 100)).isEqualTo("+50%");
        assertThat(words.change(50, 100)).isEqualTo("−50%");
        assertThat(words.change(100, 100)).isEqualTo("0%");
        assertThat(words.change(5, 0)).isEqualTo("–");
        assertThat(words.change(101, 40)).isEqualTo("+153%");
    }
}
