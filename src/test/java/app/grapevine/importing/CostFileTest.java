package app.grapevine.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.channels.ChannelCatalogue;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CostFileTest {
    private static final ChannelCatalogue CHANNELS = ChannelCatalogue.load(null);

    private static CostFile read(String text) {
        return CostFile.read(text.getBytes(StandardCharsets.UTF_8), CHANNELS);
    }

    private static List<String> texts(CostFile file) {
        return file.rows().stream()
                .map(row -> row.line() + " " + row.channel() + " " + row.audience() + " " + row.sent() + " "
                        + row.amount() + " " + row.currency())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "49.90|49.90",
                "49,9|49.9",
                "1249|1249",
                "1.249,00|1249.00",
                "1,249.00|1249.00",
                "1.249.000|1249000",
                "1,249,000.5|1249000.5",
                "1 249|1249",
                "1\u00A0249,50|1249.50",
                "1'249.50|1249.50",
                "1’249|1249",
                "0.125|0.125",
                "0,125|0.125",
                "1249.125|1249.125",
                "-3|-3",
                "007|7",
            })
    void anAmountIsReadAsSpreadsheetsShowIt(String cell, BigDecimal amount) {
        CostFile file = read("amount\tcurrency\n" + cell + "\tEUR\n");
        assertThat(file.faults()).isEmpty();
        assertThat(file.rows().get(0).amount()).isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.249", "1,249", "999.999", "12,345"})
    void whatCouldBeTwoAmountsIsRefused(String cell) {
        assertThat(read("amount\n\"" + cell + "\"\n").faults())
                .containsExactly(new Fault("lines[2].amount", FaultCode.TWO_AMOUNTS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ten", "1..2", "1.2.3", "1.24,900", "$5", "1e3", "1.249.00", "1,24.5", "5 %", "--1", "1 24"})
    void whatIsNoAmountIsRefused(String cell) {
        assertThat(read("amount\n\"" + cell + "\"\n").faults())
                .containsExactly(new Fault("lines[2].amount", FaultCode.NOT_AN_AMOUNT));
    }

    @ParameterizedTest
    @CsvSource({"€ 49.90,EUR", "49.90 €,EUR", "£5,GBP", "CHF 5,CHF", "5\u00A0CHF,CHF"})
    void anAmountMaySayItsCurrency(String cell, String currency) {
        for (String file : List.of("amount\n" + cell, "amount\tcurrency\n" + cell + "\t" + currency.toLowerCase())) {
            CostFile read = read(file);
            assertThat(read.faults()).isEmpty();
            assertThat(read.rows().get(0).currency()).isEqualTo(currency);
        }
        assertThat(read("amount\tcurrency\n" + cell + "\tUSD").faults())
                .containsExactly(new Fault("lines[2].currency", FaultCode.REPEATED));
    }

    @Test
    void columnsAreKnownByNameInAnyOrderBelowATitleAndWhateverPartsThem() {
        String expected = "4 whatsapp Soci 120 49.90 EUR";
        assertThat(texts(read("Costs\n\nSpend,Group,Channel,Messages sent,Currency\n49.90,Soci,WhatsApp,120,EUR\n")))
                .containsExactly(expected);
        assertThat(texts(read(
                        "Costi di maggio;;;;\n;;;;\nCosto;Pubblico;Canale;Tiratura;Valuta\n49,90;Soci;wa;120;EUR\n")))
                .containsExactly(expected);
        assertThat(texts(read("sep=|\n\nchannel|audience|sent|amount|currency\nwhatsapp|Soci|120|49.90|€\n")))
                .containsExactly(expected);
    }

    @Test
    void everyEncodingThatFilesOfLinksAreReadInIsRead() {
        String text = "canale;pubblico;quantità\nE-mail;Perché no;1.200,00\n";
        for (Charset charset :
                List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, Charset.forName("windows-1252"))) {
            assertThat(texts(CostFile.read(text.getBytes(charset), CHANNELS)))
                    .as(charset.name())
                    .containsExactly("2 email Perché no 1200 null null");
        }
        assertThatThrownBy(() -> read("PK\u0003\u0004"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refusal -> assertThat(refusal.faults())
                                .extracting(Fault::code)
                                .containsExactly(FaultCode.NOT_A_TEXT));
    }

    @Test
    void aWrongLineHidesNoOther() {
        CostFile file = read("channel,sent,amount\nsms,1,1\nsms,\"1,1\nsms,one,1.0.0\n\n,2,3,4,5\nsms,2,2,,\n");
        assertThat(file.rows()).extracting(CostFile.Row::line).containsExactly(2, 3, 4, 6, 7);
        assertThat(file.faults())
                .extracting(fault -> fault.field() + " " + fault.code().label())
                .containsExactly(
                        "lines[3] open-quote",
                        "lines[4].sent not-a-whole-number",
                        "lines[4].amount not-an-amount",
                        "lines[6] surplus-cells");
    }
}
