package app.grapevine.importing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.attribution.Channel;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.links.LinkDraft;
import app.grapevine.notices.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the page calls a thing in one of its languages, and what spreadsheets write in it, is what somebody has in a table. */
class LanguagesTest {
    private static final String ADDRESS = "https://example.com/a";

    /** Fields of a link that forms, lists and tables of the page call by a name. */
    private static final List<String> FIELDS = List.of(
            "destination",
            "channel",
            "campaign",
            "tags",
            "title",
            "code",
            "domain",
            "audience",
            "people",
            "visibility",
            "validFrom",
            "validUntil",
            "maxClicks",
            "expiredDestination",
            "trackConversions",
            "status");

    private static String texts(String part, Language language) throws IOException {
        String file = language.label() + "/" + part;
        try (InputStream in =
                requireNonNull(LinkFile.class.getResourceAsStream("/web/dashboard/texts/" + file + ".js"), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The texts of the keys that a pattern with a group fits: the second group is the text. */
    private static List<MatchResult> named(String key, String texts) {
        return Pattern.compile("\"" + key + "\": \"([^\"]+)\"")
                .matcher(texts)
                .results()
                .toList();
    }

    private static String said(String key, String texts) {
        return named("(" + Pattern.quote(key) + ")", texts).get(0).group(2);
    }

    private static LinkDraft cell(String column, String cell) {
        return Files.draft("destination\t" + column + "\n" + ADDRESS + "\t" + cell);
    }

    @ParameterizedTest
    @EnumSource
    void channelsAreKnownByTheNamesThatThePageGivesThem(Language language) throws IOException {
        Map<String, String> ids =
                ChannelCatalogue.load(null).all().stream().collect(Collectors.toMap(Channel::name, Channel::id));
        assertThat(named("channel\\.named\\.([^\"]+)", texts("base", language)))
                .hasSizeGreaterThan(3)
                .allSatisfy(name -> assertThat(cell("channel", name.group(2)).channel())
                        .as(name.group(2))
                        .isNotNull()
                        .isEqualTo(ids.get(name.group(1))));
    }

    @ParameterizedTest
    @EnumSource
    void columnsOfLinksAreKnownByTheNamesThatThePageGivesThem(Language language) throws IOException {
        String texts = texts("base", language);
        assertThat(FIELDS)
                .allSatisfy(field -> assertThat(Column.of(List.of(said("link." + field, texts))))
                        .extracting(Column::field)
                        .containsExactly(field));
    }

    @ParameterizedTest
    @EnumSource
    void columnsOfCostsAreKnownByTheNamesThatThePageGivesThem(Language language) throws IOException {
        assertThat(named("costs\\.column\\.(channel|audience|sent|amount|currency)", texts("campaign", language)))
                .hasSize(5)
                .allSatisfy(name -> assertThat(CostColumn.find(name.group(2)))
                        .as(name.group(2))
                        .map(CostColumn::field)
                        .contains(name.group(1)));
    }

    /** The columns that the page's hints name are those that are read. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EN|destination, channel, code, title, tags|channel, group, sent, amount, currency",
                "IT|destinazione, canale, codice, titolo, etichette|canale, gruppo, inviati, importo, valuta",
                "ES|destino, canal, código, título, etiquetas|canal, grupo, enviados, importe, moneda",
                "DE|Ziel, Kanal, Code, Titel, Labels|Kanal, Gruppe, Gesendet, Betrag, Währung",
                "FR|destination, canal, code, titre, étiquettes|canal, groupe, envoyés, montant, devise",
            })
    void whatAHintCallsAColumnItIs(Language language, String links, String costs) throws IOException {
        assertThat(said("bulk.pasteHint", texts("bulk", language))).contains(links);
        assertThat(said("costs.importHint", texts("campaign", language))).contains(costs);
        assertThat(Column.of(List.of(links.split(", ", -1))))
                .containsExactly(Column.DESTINATION, Column.CHANNEL, Column.CODE, Column.TITLE, Column.TAGS);
        assertThat(List.of(costs.split(", ", -1)))
                .extracting(name -> CostColumn.find(name).orElseThrow())
                .containsExactly(CostColumn.values());
    }

    @ParameterizedTest
    @EnumSource
    void aDayIsReadHoweverTheLanguageWritesIt(Language language) {
        for (int month = 1; month <= 12; month++) {
            LocalDate day = LocalDate.of(2026, month, month == 1 ? 1 : 15);
            for (DateTimeFormatter format : List.of(
                    DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL),
                    DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG),
                    DateTimeFormatter.ofPattern("d MMM yyyy"),
                    DateTimeFormatter.ofPattern("dd-MMM-yyyy"))) {
                String written = format.withLocale(language.locale()).format(day);
                assertThat(cell("validFrom", written).validFrom())
                        .as(written)
                        .isEqualTo(day.atStartOfDay(ZoneId.of("Europe/Rome")).toInstant());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1er janvier 2026, 2025-12-31T23:00:00Z",
        "1 janv. 2026, 2025-12-31T23:00:00Z",
        "3. März 2026 14:30, 2026-03-03T13:30:00Z",
        "15/7/2026 9:30 p. m., 2026-07-15T19:30:00Z",
        "15/7/2026 9:30 a.\u00a0m., 2026-07-15T07:30:00Z"
    })
    void aTimeIsReadAsPeopleWriteIt(String written, String time) {
        assertThat(cell("validFrom", written).validFrom()).hasToString(time);
    }

    @ParameterizedTest
    @CsvSource({"ja, nein", "WAHR, FALSCH", "oui, non", "VRAI, FAUX", "sí, no", "VERDADERO, FALSO", "vero, falso"})
    void yesAndNoAreThoseOfTheLanguage(String yes, String no) {
        assertThat(cell("forwarding", yes).forwarding()).isTrue();
        assertThat(cell("forwarding", no).forwarding()).isFalse();
    }

    /** Under whatever name it comes, a link that had a password is not made open. */
    @ParameterizedTest
    @CsvSource({"password", "Contraseña", "Passwort", "Kennwort", "Mot de passe"})
    void aPasswordIsNotLeftBehind(String column) {
        assertThat(Files.faults("destination\t" + column + "\n" + ADDRESS + "\tsecret"))
                .containsEntry(2, List.of("password not-of-many"));
    }
}
