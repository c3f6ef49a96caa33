package app.grapevine.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.attribution.Visibility;
import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.campaigns.Utm;
import app.grapevine.links.Card;
import app.grapevine.links.LinkDraft;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkFileTest {
    private static final String ADDRESS = "https://example.com/a";
    private static final String MAP = "https://www.google.com/maps/@45.46,9.19,12z";
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /** What a cell beneath the name of a column makes of a link. */
    private static LinkDraft cell(String column, String cell) {
        return Files.draft("destination\t" + column + "\n" + ADDRESS + "\t" + cell);
    }

    private static Map<Integer, List<String>> faultsOfCell(String column, String cell) {
        return Files.faults("destination\t" + column + "\n" + ADDRESS + "\t" + cell);
    }

    private static List<String> destinations(String text) {
        return Files.read(text).rows().stream()
                .map(row -> row.line() + " " + row.destination())
                .toList();
    }

    @Test
    void withoutAColumnOfDestinationsEachLineIsAnAddress() {
        assertThat(destinations("\n  https://example.com/a \r\n\r\nhttps://example.com/b,c\r" + MAP))
                .containsExactly("2 https://example.com/a", "4 https://example.com/b,c", "5 " + MAP);
        assertThat(Files.read(ADDRESS).columns()).isEmpty();
        assertThat(destinations("spring\n" + ADDRESS)).containsExactly("1 spring", "2 " + ADDRESS);
    }

    /** A spreadsheet has as many lines; what has more, be they blank, is no file of links. */
    @Test
    void blankLinesHaveAnEndToo() {
        assertThat(destinations(ADDRESS + "\n".repeat(1_048_575) + ADDRESS))
                .containsExactly("1 " + ADDRESS, "1048576 " + ADDRESS);
        assertThatThrownBy(() -> Files.read(ADDRESS + "\n".repeat(1_048_576) + ADDRESS))
                .isInstanceOf(TooLongException.class);
        assertThatThrownBy(() -> Files.read(",\n".repeat(1_048_577))).isInstanceOf(TooLongException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\n", "\uFEFF", "destination,title\n", "sep=;\n"})
    void nothingIsReadOfNothing(String text) {
        assertThat(Files.read(text).rows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void cellsMayBePartedByAnyOfThese(String separator) {
        String text = "destination?title\r\nhttps://example.com/a?Spring".replace("?", separator);
        assertThat(Files.draft(text))
                .isEqualTo(LinkDraft.to(ADDRESS).but().title("Spring").draft());
        assertThat(Files.read(text).separator()).isEqualTo(separator);
    }

    @Test
    void theFirstLineDecidesWhatPartsCellsAndALineForExcelBeforeIt() {
        assertThat(Files.draft("destination;title\n" + ADDRESS + ";Boots, shoes, more")
                        .title())
                .isEqualTo("Boots, shoes, more");
        assertThat(Files.draft("a,b,c;destination\nx,y;" + ADDRESS).destination())
                .isEqualTo(ADDRESS);
        LinkFile told = Files.read("sep=|\r\ndestination|title;x\r\n" + ADDRESS + "|Spring");
        assertThat(told.separator()).isEqualTo("|");
        assertThat(told.rows()).extracting(LinkFile.Row::line).containsExactly(3);
        assertThatThrownBy(() -> Files.read("sep=:\ndestination:title"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.faults()).containsExactly(new Fault("sep", FaultCode.NOT_A_SEPARATOR)));
    }

    @Test
    void aTableWithoutAColumnOfDestinationsIsRefusedAndNotTakenForAList() {
        assertThatThrownBy(() -> Files.read("name;price\n" + ADDRESS + ";5"))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.faults().get(0).code()).isEqualTo(FaultCode.NO_DESTINATION_COLUMN);
                    assertThat(e.faults().get(0).values()).containsEntry("columns", "name, price");
                });
    }

    @Test
    void linesHaveTheNumbersThatTheyHaveInTheFile() {
        assertThat(Files.read("\n\ndestination,title\n" + ADDRESS + ",\"1\n2\r\n3\"\n\n,\n , \n" + ADDRESS + ",b\n")
                        .rows())
                .extracting(LinkFile.Row::line)
                .containsExactly(4, 10);
    }

    @Test
    void columnsAreKnownWithoutCaseSpacesAndMarksAndByOtherNames() {
        assertThat(Files.draft("Long URL,Short-Code,UTM source,utm_medium,Card: title,MAX_CLICKS,Tag\n" + ADDRESS
                        + ",spring,news,mail,Boots,5,a|b"))
                .isEqualTo(LinkDraft.to(ADDRESS)
                        .but()
                        .code("spring")
                        .utm(new Utm("news", "mail", null, null, null))
                        .card(new Card("Boots", null, null))
                        .maxClicks(5L)
                        .tags(List.of("a", "b"))
                        .draft());
    }

    /** Headers as the exports of others have them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "keyword,url,title,timestamp,ip,clicks;K,D,T,2026-01-01 10:00:00,192.0.2.1,5",
                "id,title,slashtag,destination,createdAt;1,T,K,D,2026-01-01",
                "id,address,target,description,domain,link,visit_count;1,K,D,x,,https://old.example/K,5",
                "Bitlink,Long URL,Title,Tags,Created,Total Clicks;bit.example/K,D,T,,2026-01-01,5",
                "Bitlink,Custom back-half,Long URL,Title,Created at;bit.example/other,K,D,T,2026-01-01",
                "Short link,Destination URL,Clicks,Created at;https://dub.example/K?x=1,D,5,2026-01-01",
                "originalURL,path,title,createdAt;D,K,T,x",
                "createdAt,domain,shortCode,shortUrl,longUrl,title,tags,visits;x,,K,https://s.example/K,D,T,,5",
                "Long URL,Short URL,Title;D,https://s.example/K/,T",
                "id,slug,url,comment;1,K,D,x",
                "codice,destinazione,titolo;K,D,T",
                "Link breve,Indirizzo di destinazione;https://s.example/K,D",
                "indirizzo,codice,Titolo;D,K,T",
                "link,alias;D,K",
            })
    void theExportsOfOtherShortenersAreUnderstood(String header, String row) {
        LinkDraft draft = Files.draft(header + "\n" + row.replace("D", ADDRESS).replace("K", "spring"));
        assertThat(draft.destination()).isEqualTo(ADDRESS);
        assertThat(draft.code()).isEqualTo("spring");
        assertThat(draft.domain()).isNull();
    }

    @Test
    void theHostOfAShortUrlIsADomainWhereItIsOneOfOurs() {
        String header = "longUrl,shortUrl\n" + ADDRESS + ",";
        assertThat(Files.draft(header + "https://BRAND.example/Spring").domain())
                .isEqualTo("brand.example");
        assertThat(Files.draft(header + "https://other.example/Spring").domain())
                .isNull();
        assertThat(Files.draft(header + "https://other.example/a/b").code()).isEqualTo("a/b");
    }

    @Test
    void whatEachColumnIsTakenForIsToldAndNothingIsTakenFromTheOthers() {
        LinkFile file = Files.read("url,Price,,Canale\n" + ADDRESS + ",5,6,Telegram");
        assertThat(file.columns())
                .containsExactly(
                        new LinkFile.Read("url", "destination"),
                        new LinkFile.Read("Price", null),
                        new LinkFile.Read("", null),
                        new LinkFile.Read("Canale", "channel"));
        assertThat(file.rows().get(0).draft())
                .isEqualTo(LinkDraft.to(ADDRESS).but().channel("telegram").draft());
    }

    @Test
    void twoColumnsOfOneFieldMustNotDisagree() {
        String header = "Long URL,Original URL\n" + ADDRESS + ",";
        assertThat(Files.draft(header + ADDRESS).destination()).isEqualTo(ADDRESS);
        assertThat(Files.draft(header).destination()).isEqualTo(ADDRESS);
        assertThat(Files.faults(header + ADDRESS + "b")).containsEntry(2, List.of("destination repeated"));
    }

    @Test
    void fewerCellsThanColumnsAreRightAndMoreAreNot() {
        assertThat(Files.faults("destination,title\n" + ADDRESS + "\n" + ADDRESS + ",a,b\n" + ADDRESS + ",a,,\n"))
                .isEqualTo(Map.of(3, List.of("surplus-cells")));
    }

    @Test
    void anAddressThatIsCutAtItsCommaIsRefusedAndOneInQuotesOrAloneIsWhole() {
        assertThat(Files.faults("destination,title\n" + MAP))
                .isEqualTo(Map.of(2, List.of("surplus-cells", "destination cut-at-separator")));
        assertThat(Files.faults("title,destination\nMilan," + MAP)).containsOnlyKeys(2);
        assertThat(Files.faults("destination,title,audience,campaign\n" + MAP))
                .isEqualTo(Map.of(2, List.of("destination cut-at-separator")));
        assertThat(Files.draft("destination,title\n\"" + MAP + "\",9.19").destination())
                .isEqualTo(MAP);
        assertThat(Files.draft("destination;title\n" + MAP + ";9.19").destination())
                .isEqualTo(MAP);
        assertThat(Files.draft("destination\n" + MAP).destination()).isEqualTo(MAP);
        assertThat(Files.draft("destination,people\nhttps://example.com/v1.5,2").people())
                .isEqualTo(2);
    }

    @Test
    void aQuoteThatIsNotClosedCostsItsLineAlone() {
        String row = ADDRESS + ",x\n";
        assertThat(Files.faults("destination,title\n" + row + ADDRESS + ",\"Boots\n" + row + row))
                .isEqualTo(Map.of(3, List.of("open-quote")));
        assertThat(Files.faults("destination,title\n" + ADDRESS + ",\"Boots\n" + ADDRESS + ",\"Shoes\"\n" + row))
                .isEqualTo(Map.of(2, List.of("open-quote")));
        assertThat(Files.faults("destination,title\n" + ADDRESS + ",\"Boots\" of leather\n" + row))
                .isEqualTo(Map.of(2, List.of("open-quote")));
        assertThat(Files.draft("destination,title\n" + ADDRESS + ",5\" boots").title())
                .isEqualTo("5\" boots");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void whatIsUnicodeIsKnownWithAMarkAndWithoutOne(String charset) {
        String text = "destination,title\n" + ADDRESS + ",Caffè 東京\n";
        for (String mark : List.of("", "\uFEFF")) {
            LinkFile file = Files.read((mark + text).getBytes(Charset.forName(charset)));
            assertThat(file.charset()).isEqualTo(charset);
            assertThat(file.rows().get(0).draft().title()).isEqualTo("Caffè 東京");
        }
    }

    @Test
    void whatIsNotUnicodeIsReadAsWindowsWritesIt() {
        LinkFile file = Files.read(("destination,title\n" + ADDRESS + ",Città “5 €”\n").getBytes(WINDOWS));
        assertThat(file.charset()).isEqualTo("windows-1252");
        assertThat(file.rows().get(0).draft().title()).isEqualTo("Città “5 €”");
    }

    @Test
    void anUnreadableByteIsToldAtItsLineInWhicheverEncoding() {
        String text = "destination,title,price\n%1$s,Caffè,\n%1$s,x?,\n%1$s,Perché,\n%1$s,,?\n".formatted(ADDRESS);
        for (Charset charset : List.of(StandardCharsets.UTF_8, WINDOWS)) {
            byte[] bytes = text.getBytes(charset);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = bytes[i] == '?' ? (byte) 0x81 : bytes[i];
            }
            LinkFile file = Files.read(bytes);
            assertThat(file.charset()).isEqualTo(charset.name());
            assertThat(file.rows().stream().filter(row -> !row.isReadable()))
                    .extracting(LinkFile.Row::line)
                    .containsExactly(3, 5);
            assertThat(file.rows().get(1).refusal().faults())
                    .containsExactly(new Fault("title", FaultCode.UNREADABLE, Map.of("charset", charset.name())));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "E-mail, email",
        "e mail, email",
        "EMAIL, email",
        "WhatsApp, whatsapp",
        "google chat, google-chat",
        "Microsoft-Teams, teams",
        "MS Teams, teams",
        "Twitter, x",
        "X (Twitter), x",
        "Facebook Messenger, messenger",
        "WhatsApp Business, whatsapp",
        "Posta elettronica, email",
        "Codice QR, qr",
        "Volantino, print",
        "poster, print",
        "Pigeon, Pigeon"
    })
    void aChannelIsKnownByItsIdOrItsNameHoweverItIsWritten(String given, String channel) {
        assertThat(cell("canale", given).channel()).isEqualTo(channel);
    }

    @Test
    void tagsArePartedByCommasSemicolonsAndBars() {
        assertThat(cell("tags", "boots, milan; spring | sale |").tags())
                .containsExactly("boots", "milan", "spring", "sale");
    }

    @Test
    void wholeNumbersYesAndNoHaveSeveralWordsAndOtherTextIsAFault() {
        assertThat(cell("maxClicks", "100").maxClicks()).isEqualTo(100);
        assertThat(faultsOfCell("maxClicks", "1.000")).containsEntry(2, List.of("maxClicks not-a-whole-number"));
        for (String yes : List.of("true", "YES", "y", "1", "Sì", "x", "VERO")) {
            assertThat(cell("forwarding", yes).forwarding()).isTrue();
        }
        for (String no : List.of("false", "No", "n", "0", "FALSO")) {
            assertThat(cell("forwarding", no).forwarding()).isFalse();
        }
        assertThat(faultsOfCell("trackConversions", "perhaps"))
                .containsEntry(2, List.of("trackConversions not-one-of"));
        assertThat(cell("stato", "disattivato").disabled()).isTrue();
        assertThat(cell("visibilità", "Pubblico").visibility()).isEqualTo(Visibility.PUBLIC);
    }

    @Test
    void aDateOrALocalTimeIsOneOfTheZoneInSummerAndInWinter() {
        assertThat(cell("validFrom", "2026-01-15").validFrom()).isEqualTo(Instant.parse("2026-01-14T23:00:00Z"));
        assertThat(cell("validFrom", "2026-07-15 09:30").validFrom()).isEqualTo(Instant.parse("2026-07-15T07:30:00Z"));
        assertThat(cell("valid until", "2026-12-15T09:30:15").validUntil())
                .isEqualTo(Instant.parse("2026-12-15T08:30:15Z"));
        assertThat(cell("validFrom", "2026-07-15T09:30:00Z").validFrom())
                .isEqualTo(Instant.parse("2026-07-15T09:30:00Z"));
        for (String bad :
                List.of("2026-02-30", "31/2/2026", "46178", "14:30", "2026-12-03 25:00", "15/7/2026 13:00 PM")) {
            assertThat(faultsOfCell("validFrom", bad)).containsEntry(2, List.of("validFrom not-a-time"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "15/7/2026|2026-07-14T22:00:00Z",
                "7/15/2026|2026-07-14T22:00:00Z",
                "7/7/2026|2026-07-06T22:00:00Z",
                "15.07.2026|2026-07-14T22:00:00Z",
                "15-7-2026 9:30|2026-07-15T07:30:00Z",
                "15/07/2026 9.30|2026-07-15T07:30:00Z",
                "7/15/2026 9:30:15 pm|2026-07-15T19:30:15Z",
                "2026/7/15|2026-07-14T22:00:00Z",
                "2026-07-15 09:30:00.123456|2026-07-15T07:30:00.123Z",
                "2026-07-15T09:30:00.5Z|2026-07-15T09:30:00.500Z",
                "2026-07-15 09:30:00 UTC|2026-07-15T09:30:00Z",
                "2026-07-15T09:30:00+0530|2026-07-15T04:00:00Z",
                "15 lug 2026|2026-07-14T22:00:00Z",
                "mercoledì 15 luglio 2026 9:30|2026-07-15T07:30:00Z",
                "15-Jul-2026|2026-07-14T22:00:00Z",
                "Wednesday, July 15, 2026|2026-07-14T22:00:00Z",
                "1784100600|2026-07-15T07:30:00Z",
                "1784100600123|2026-07-15T07:30:00.123Z",
            })
    void aDateThatCanBeOneDayAloneIsReadHoweverItIsWritten(String written, String time) {
        assertThat(cell("validFrom", written).validFrom()).isEqualTo(Instant.parse(time));
    }

    @Test
    void aDateThatCouldBeTwoDaysIsRefusedUnlessItsOrderIsSaid() {
        for (String two : List.of("5/6/2026", "05.06.2026", "5/6/2026 14:30", "25/12/26", "1/2/03")) {
            assertThat(faultsOfCell("validFrom", two)).containsEntry(2, List.of("validFrom two-days"));
        }
        byte[] file = ("destination;validFrom\n" + ADDRESS + ";5/6/2026\n").getBytes(StandardCharsets.UTF_8);
        assertThat(Files.read(file, CellTimes.Order.DAY_FIRST)
                        .rows()
                        .get(0)
                        .draft()
                        .validFrom())
                .isEqualTo(Instant.parse("2026-06-04T22:00:00Z"));
        assertThat(Files.read(file, CellTimes.Order.MONTH_FIRST)
                        .rows()
                        .get(0)
                        .draft()
                        .validFrom())
                .isEqualTo(Instant.parse("2026-05-05T22:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100,00|100",
                "100.0|100",
                "1.234,00|1234",
                "1,234.0|1234",
                "1 234|1234",
                "1\u00A0234 567,00|1234567",
                "1'234|1234"
            })
    void aWholeNumberIsOneWithDecimalsOfZeroAndWithThousandsThatAreParted(String written, long number) {
        assertThat(cell("people", written).people()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.000", "1,000", "1.234,50", "1E+05", "12.34", "1.23,00", "1,234,00", "40 clic"})
    void aNumberThatCouldBeTwoOrIsNoneIsRefused(String written) {
        assertThat(faultsOfCell("people", written)).containsEntry(2, List.of("people not-a-whole-number"));
    }

    @Test
    void theFileOfAProgramIsSaidToBeNoText() {
        for (String begin :
                List.of("PK\u0003\u0004\u0014", "\u00D0\u00CF\u0011\u00E0\u00A1", "%PDF-1.4", "{\\rtf1 x}")) {
            assertThatThrownBy(() -> Files.read(begin.getBytes(StandardCharsets.ISO_8859_1)))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e -> assertThat(e.faults()).containsExactly(new Fault("file", FaultCode.NOT_A_TEXT)));
        }
    }

    @Test
    void domainsOfAnotherServiceAreLeftOutAndToldAndATypingMistakeIsRefused() {
        LinkFile theirs = Files.read("slashtag,destination,domain\nspring," + ADDRESS + ",rebrand.example\n");
        assertThat(theirs.columns()).contains(new LinkFile.Read("domain", null));
        assertThat(theirs.rows().get(0).draft().domain()).isNull();
        String one =
                "slashtag,destination,domain\na-1," + ADDRESS + ",BRAND.example\na-2," + ADDRESS + ",bramd.example\n";
        assertThat(Files.read(one).rows())
                .extracting(row -> row.draft().domain())
                .containsExactly("BRAND.example", "bramd.example");
        assertThat(Files.draft("code,destination,domain\na-1," + ADDRESS + ",bramd.example")
                        .domain())
                .isEqualTo("bramd.example");
    }

    @Test
    void aLineWithoutADestinationIsKeptForTheLinksToRefuse() {
        assertThat(destinations("destination,title\n" + ADDRESS + ",a\n,b")).containsExactly("2 " + ADDRESS, "3 null");
    }

    @Test
    void formulasThatWeDefusedAreRestoredInOurOwnFilesAlone() {
        assertThat(Files.draft("code,domain,shortUrl,destination,title\nspring,,,https://example.com/?a;'=b,'=1+1"))
                .isEqualTo(LinkDraft.to("https://example.com/?a;=b")
                        .but()
                        .code("spring")
                        .title("=1+1")
                        .draft());
        assertThat(Files.draft("destination,title\nhttps://example.com/?a;'=b,'=1+1"))
                .isEqualTo(LinkDraft.to("https://example.com/?a;'=b")
                        .but()
                        .title("'=1+1")
                        .draft());
    }
}
