package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files of links: shown, made, taken away, and brought back. */
class ImportApiTest {
    private static final String PATH = "/api/v1/links/import";
    private static final String SEVERAL = """
            Long URL,Custom back-half,Channel,Tags,Price
            https://shop.example/1,one,E-mail,a|b,5
            https://shop.example/2,one,,,
            ftp://shop.example/,,,,
            https://shop.example/@45.46,9.19,12z,,,
            https://shop.example/3,,Pigeon,,
            https://shop.example/4,,,,
            """;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("domains", "brand.example"));
    }

    @BeforeEach
    void clear() {
        server.clear();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> send(String query, byte[] file, String... headers) {
        var request = server.request(PATH + query).setHeader("Content-Type", "text/csv");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return server.send(request.POST(BodyPublishers.ofByteArray(file)));
    }

    private static JsonNode take(String query, String file) {
        HttpResponse<String> answer = send(query, file.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestServer.json(answer);
    }

    /** What became of each line, in few words. */
    private static List<String> rows(JsonNode answer) {
        List<String> rows = new ArrayList<>();
        for (JsonNode row : answer.get("rows")) {
            rows.add(row.get("line").asText() + " " + row.get("status").asText() + " "
                    + row.at("/link/destination").asText()
                    + row.at("/problem/errors").findValuesAsText("code"));
        }
        return rows;
    }

    private static JsonNode links() {
        return server.ask("/links?archived=any&sort=created&limit=500").get("items");
    }

    private static String export(String query) {
        HttpResponse<String> answer = server.send(server.request("/api/v1/links?archived=any" + query.replace('?', '&'))
                .setHeader("Accept", "text/csv"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** One line can be the whole file, and was told whole. */
    @Test
    void ofALineThatIsNoAddressNoMoreIsToldThanAnAddressHas() {
        String grapes = "a" + "\uD83C\uDF47".repeat(100_000);
        String told = take("?dryRun=true", grapes).at("/rows/0/destination").asText();
        assertThat(told).hasSize(2048).startsWith("a\uD83C\uDF47").endsWith("\uDF47…");
        String few = "x".repeat(2048);
        assertThat(take("?dryRun=true", few).at("/rows/0/destination").asText()).isEqualTo(few);
    }

    /** Who mends a file mends it once: what cannot be read hides nothing else. */
    @Test
    void allThatIsWrongWithALineIsToldAtOnceBeforeAndAfter() {
        String file = "destination,channel,valid until,max clicks,title\n"
                + "ftp://shop.example/,nobodys,soon,many,Right\nhttps://shop.example/,whatsapp,soon,,\n";
        for (String query : List.of("?dryRun=true", "")) {
            JsonNode rows = take(query, file).get("rows");
            assertThat(rows.at("/0/problem/errors").findValuesAsText("field"))
                    .containsExactlyInAnyOrder("destination", "channel", "validUntil", "maxClicks");
            assertThat(rows.at("/1/problem/errors").findValuesAsText("field")).containsExactly("validUntil");
        }
        assertThat(links()).isEmpty();
    }

    @Test
    void whichIsTheDayIsSaidInTheRequestAndWhatWasReadIsShownBeforeAnythingIsMade() {
        String file = "destination;valid until\nhttps://shop.example/;5/6/2027 14:30\n";
        assertThat(rows(take("?dryRun=true", file))).containsExactly("2 422 [two-days]");
        assertThat(take("?dryRun=true&dates=dmy&tz=Europe/Rome", file)
                        .at("/rows/0/link/validUntil")
                        .asText())
                .isEqualTo("2027-06-05T12:30:00Z");
        assertThat(take("?dates=mdy", file).at("/rows/0/link/validUntil").asText())
                .isEqualTo("2027-05-06T14:30:00Z");
        assertThat(send("?dates=ymd", file.getBytes(StandardCharsets.UTF_8)).body())
                .contains("\"dates\"", "dmy, mdy");
    }

    @Test
    void whatWouldBecomeOfEachLineIsToldBeforeAnythingIsMadeAndIsWhatBecomesOfIt() {
        JsonNode shown = take("?dryRun=true", SEVERAL);
        assertThat(links()).isEmpty();
        assertThat(rows(shown))
                .containsExactly(
                        "2 201 https://shop.example/1[]",
                        "3 409 [taken-for-good]",
                        "4 422 [not-http]",
                        "5 422 [cut-at-separator]",
                        "6 422 [unknown-channel]",
                        "7 201 https://shop.example/4[]");
        assertThat(shown.at("/rows/0/link/channel").asText()).isEqualTo("email");
        assertThat(shown.at("/rows/0/link/shortUrl").asText()).endsWith("/one");
        assertThat(shown.at("/rows/3/destination").asText()).isEqualTo("https://shop.example/@45.46");
        JsonNode made = take("", SEVERAL);
        assertThat(rows(made)).isEqualTo(rows(shown));
        assertThat(made.get("made").asInt()).isEqualTo(2);
        assertThat(made.get("refused").asInt()).isEqualTo(4);
        assertThat(links()).hasSize(2);
        assertThat(links().at("/0/code").asText()).isEqualTo("one");
        assertThat(links().at("/0/tags")).hasSize(2);
        assertThat(rows(take("?dryRun=true", SEVERAL))).contains("2 409 [taken-for-good]");
    }

    @Test
    void whatWasRecognisedIsTold() {
        String text = "Destinazione;Titolo;Prezzo\r\nhttps://shop.example/;Città;5,00\r\n";
        HttpResponse<String> answer = send("?dryRun=true", text.getBytes(Charset.forName("windows-1252")));
        JsonNode file = TestServer.json(answer).get("file");
        assertThat(file.toString())
                .isEqualTo("{\"charset\":\"windows-1252\",\"separator\":\";\",\"columns\":["
                        + "{\"name\":\"Destinazione\",\"field\":\"destination\"},"
                        + "{\"name\":\"Titolo\",\"field\":\"title\"},"
                        + "{\"name\":\"Prezzo\",\"field\":null}],\"rows\":1}");
        assertThat(TestServer.json(answer).at("/rows/0/link/title").asText()).isEqualTo("Città");
    }

    @Test
    void whatIsWantedForAllGoesToLinesThatDoNotSayItThemselves() {
        String query = "?channel=whatsapp&campaign=spring&tag=milan&tag=boots&tz=Europe/Rome";
        JsonNode made = take(query, """
                destination,channel,campaign,tags,validFrom
                https://shop.example/1,,,,2026-01-15
                https://shop.example/2,sms,own,boots|x,
                """);
        assertThat(made.at("/rows/0/link/channel").asText()).isEqualTo("whatsapp");
        assertThat(made.at("/rows/0/link/campaign").asText()).isEqualTo("spring");
        assertThat(made.at("/rows/1/link/channel").asText()).isEqualTo("sms");
        assertThat(made.at("/rows/1/link/campaign").asText()).isEqualTo("own");
        assertThat(made.at("/rows/1/link/tags").toString()).isEqualTo("[\"boots\",\"milan\",\"x\"]");
        assertThat(links().at("/0/validFrom").asText()).isEqualTo("2026-01-14T23:00:00Z");
    }

    @Test
    void ofTheRightLinesSoManyAreListedAsWereAskedForAndOfTheOthersAll() {
        JsonNode shown = take("?dryRun=true&limit=1", SEVERAL);
        assertThat(shown.get("rows")).extracting(row -> row.get("line").asInt()).containsExactly(2, 3, 4, 5, 6);
        assertThat(shown.get("made").asInt()).isEqualTo(2);
    }

    @Test
    void aRepeatWithTheSameKeyMakesNothingMore() {
        byte[] file = "https://shop.example/1\nhttps://shop.example/2\n".getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> first = send("", file, "Idempotency-Key", "file-1", "Content-Type", "text/plain");
        HttpResponse<String> second = send("", file, "Idempotency-Key", "file-1", "Content-Type", "text/plain");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(links()).hasSize(2);
    }

    @Test
    void aFileThatCannotBeReadAsOneIsRefusedAsAWhole() {
        for (String bad : List.of("name,price\nBoots,5\n", "sep=:\ndestination:title\n")) {
            assertThat(send("", bad.getBytes(StandardCharsets.UTF_8)).statusCode())
                    .isEqualTo(422);
        }
        byte[] many = "https://shop.example/\n".repeat(50_001).getBytes(StandardCharsets.UTF_8);
        assertThat(send("?dryRun=true", many).statusCode()).isEqualTo(413);
        assertThat(send("?dryRun=true", new byte[ImportApi.BODY_LIMIT + 1]).statusCode())
                .isEqualTo(413);
        assertThat(send("", new byte[0], "Content-Type", "application/json").statusCode())
                .isEqualTo(415);
        for (String query : List.of("?tz=Mars/Olympus", "?limit=-1", "?dryRun=perhaps", "?colour=red")) {
            assertThat(send(query, new byte[0]).statusCode()).as(query).isEqualTo(422);
        }
        assertThat(links()).isEmpty();
    }

    @Test
    void whatIsMoreThanOneMayMakeInAnHourIsRefusedInBothWays() {
        try (TestServer few = TestServer.start(Map.of("limit.links", "3"))) {
            String file = "https://shop.example/1\nftp://x\nhttps://shop.example/2\nhttps://shop.example/3\n"
                    + "https://shop.example/4\n";
            for (String query : List.of("?dryRun=true", "")) {
                HttpResponse<String> answer = few.post(PATH + query, file, "Content-Type", "text/plain");
                assertThat(rows(TestServer.json(answer)))
                        .containsExactly(
                                "1 201 https://shop.example/1[]",
                                "2 422 [not-http]",
                                "3 201 https://shop.example/2[]",
                                "4 201 https://shop.example/3[]",
                                "5 429 [links-an-hour]");
            }
        }
    }

    @Test
    void aCampaignIsKnownByItsNameBeforeAnythingIsMadeAsWell() {
        String file = "destination,campaign\nhttps://shop.example/1,Spring Sale\nhttps://shop.example/2,東京\n"
                + "https://shop.example/3,Città d’estate 2026!\nhttps://shop.example/4, SPRING_SALE \n"
                + "https://shop.example/5," + "a".repeat(63) + " spring\n";
        for (String query : List.of("?dryRun=true", "")) {
            JsonNode answer = take(query, file);
            assertThat(rows(answer)).as(query).contains("2 201 https://shop.example/1[]", "3 422 [not-a-slug]");
            assertThat(answer.findValuesAsText("campaign"))
                    .as("as the page's field folds them")
                    .containsExactly("spring-sale", "citta-d-estate-2026", "spring-sale", "a".repeat(63));
        }
    }

    /** A link that has a value in every field, and texts that a table can lose. */
    private static final String FULL =
            "{'destination':'https://shop.example/?a;=b&c=1,-2','code':'full','aliases':['full-2','Full_3'],'domain':"
                    + "'brand.example','channel':'whatsapp','visibility':'public','audience':'=1+1','people':40,'campaign':"
                    + "'spring','tags':['a|b','c, d','e\\\\f','=g'],'title':'\\'=x;@y, z','forwarding':false,'validFrom':"
                    + "'2026-05-01T12:00:00.123Z','validUntil':'2026-06-01T12:00:00Z','maxClicks':500,'expiredDestination':"
                    + "'https://shop.example/over','forwardQuery':true,'forwarded':'wins','trackConversions':true,'status':'disabled','archived':true,'utm':"
                    + "{'source':'s','medium':'m','campaign':'c','term':'t','content':'n'},'card':{'title':'+t','description':"
                    + "'one\\n-two','image':'https://shop.example/i.png'}}";

    /** To which nothing is added, and of which the query's part is said otherwise. */
    private static final String SIGNED =
            "{'destination':'https://shop.example/?X-Amz-Signature=ab','code':'signed','utm':false,'forwardQuery':'ids'}";

    /** What the API has of a link and its table has not, with the reason in the documentation; see there. */
    private static List<String> notCarried() throws IOException {
        String text = Files.readString(Path.of("src/docs/FILES-OF-LINKS.md"));
        String part = text.substring(text.indexOf("### What does not come back"));
        return Pattern.compile("(?m)^\\| (`\\w+`(?:, `\\w+`)*) \\|")
                .matcher(part.substring(0, part.indexOf("\n## ")))
                .results()
                .flatMap(row -> Pattern.compile("\\w+").matcher(row.group(1)).results())
                .map(MatchResult::group)
                .toList();
    }

    /** The fields that the import takes from the columns of the exported table. */
    private static Set<String> taken() {
        JsonNode columns = take("?dryRun=true", export("").lines().findFirst().orElseThrow() + "\r\n")
                .at("/file/columns");
        Set<String> taken = new TreeSet<>();
        columns.forEach(column -> {
            if (!column.get("field").isNull()) {
                taken.add(column.get("field").asText().split("\\.", 2)[0]);
            }
        });
        return taken;
    }

    private static Set<String> fieldsOfALink() throws IOException {
        Set<String> fields = new TreeSet<>();
        JsonNode schemas = new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("src/main/resources/openapi.yaml").toFile())
                .at("/components/schemas");
        for (String schema : List.of("Link", "LinkChange")) {
            schemas.get(schema).get("properties").fieldNames().forEachRemaining(fields::add);
        }
        return fields;
    }

    @Test
    void aFieldOfALinkComesBackWithItsTableOrTheDocumentationSaysWhyNot() throws IOException {
        List<String> said = notCarried();
        Set<String> taken = taken();
        assertThat(said).doesNotHaveDuplicates().doesNotContainAnyElementsOf(taken);
        Set<String> either = new TreeSet<>(taken);
        either.addAll(said);
        assertThat(either)
                .as(
                        "a new field of a link: a column of LinkTable, Column and RowReader, and a value in FULL; or a row of"
                                + " \"What does not come back\"")
                .isEqualTo(fieldsOfALink());
    }

    /** Else that it comes back would be shown of nothing. */
    @Test
    void theLinkThatIsTakenAwayAndBroughtBackHasSomethingOfItsOwnInEachFieldThatIs() throws IOException {
        server.link("{'destination':'https://shop.example/plain','code':'plain'}");
        server.post("/api/v1/links", json(FULL));
        List<JsonNode> drafts = drafts();
        for (String field : taken()) {
            assertThat(drafts.get(1).get(field))
                    .as(field)
                    .isNotEqualTo(drafts.get(0).get(field));
        }
    }

    @Test
    void theListIsTakenAwayAsATableInEachFormAndBroughtBackAsItWas() {
        server.link("{'destination':'https://shop.example/plain','code':'plain'}");
        server.post("/api/v1/links", json(FULL));
        server.post("/api/v1/links", json(SIGNED));
        List<JsonNode> before = drafts();
        assertThat(before).hasSize(3);
        for (String separator : List.of("comma", "semicolon", "tab")) {
            String table = export("?separator=" + separator);
            server.clear();
            JsonNode made = take("", table);
            assertThat(made.get("refused").asInt()).as(made.toString()).isZero();
            assertThat(drafts()).as(separator).containsExactlyInAnyOrderElementsOf(before);
        }
    }

    /** The texts above have the quotes of Java where JSON has its own. */
    private static String json(String text) {
        return text.replace("\\'", "\u0001").replace('\'', '"').replace('\u0001', '\'');
    }

    /** The links as they are shown, without what a new one has anew. */
    private static List<JsonNode> drafts() {
        List<JsonNode> drafts = new ArrayList<>();
        for (JsonNode link : links()) {
            drafts.add(((com.fasterxml.jackson.databind.node.ObjectNode) link)
                    .without(List.of("createdAt", "updatedAt", "createdBy")));
        }
        return drafts;
    }

    @Test
    void theTableHasTheClicksOfEachLinkAndTheFiltersOfTheList() {
        server.link("{'destination':'https://shop.example/1','code':'one','channel':'whatsapp','campaign':'may',"
                + "'audience':'Milan','tags':['a','b']}");
        server.link("{'destination':'https://shop.example/2','code':'two'}");
        server.tap("/one");
        server.tap("/one");
        server.awaitRecorded();
        String table = export("?campaign=may&separator=semicolon");
        assertThat(table).startsWith("\uFEFFcode;domain;shortUrl;destination;channel;");
        assertThat(table.lines()).hasSize(2);
        assertThat(table.lines().toList().get(1))
                .contains(";https://shop.example/1;whatsapp;;Milan;;may;a|b;;2;active;");
        assertThat(export("").lines()).hasSize(3);
        for (String bad : List.of("?limit=5", "?separator=colon", "?decimals=comma", "?colour=red")) {
            assertThat(server.send(server.request("/api/v1/links" + bad).setHeader("Accept", "text/csv"))
                            .statusCode())
                    .as(bad)
                    .isEqualTo(422);
        }
    }

    @Test
    void nothingIsAddedWhereAFileSaysSoAndThenNoOtherColumnMaySayWhatIs() {
        String head = "destination,code,utm,utm.source,forwarded\n";
        JsonNode made = take(
                "",
                head + "https://shop.example/1,off,FALSO,,wins\nhttps://shop.example/2,with,TRUE,flyer,yields\n"
                        + "https://shop.example/3,both,false,flyer,\nhttps://shop.example/4,odd,perhaps,,perhaps\n");
        assertThat(rows(made))
                .containsExactly(
                        "2 201 https://shop.example/1[]",
                        "3 201 https://shop.example/2[]",
                        "4 422 [not-with]",
                        "5 422 [not-one-of, not-one-of]");
        assertThat(server.ask("/links/off").get("utm").isBoolean()).isTrue();
        assertThat(server.ask("/links/off").get("forwarded").asText()).isEqualTo("wins");
        assertThat(server.ask("/links/with").at("/utm/source").asText()).isEqualTo("flyer");
    }

    @Test
    void theTableIsInTheOrderThatIsAskedForThatByClicksToo() {
        for (int i = 0; i < 503; i++) {
            server.post(
                    "/api/v1/links",
                    json("{'destination':'https://shop.example/" + i + "','code':'sorted-" + i + "','title':'"
                            + (2000 - i) + "'}"));
        }
        for (String path : List.of("/sorted-7", "/sorted-7", "/sorted-400")) {
            server.tap(path);
        }
        server.awaitRecorded();
        List<String> byClicks = codes("?sort=-clicks");
        assertThat(byClicks).hasSize(503).doesNotHaveDuplicates().startsWith("sorted-7", "sorted-400", "sorted-502");
        assertThat(codes("?sort=-clicks&search=sorted-40"))
                .startsWith("sorted-400", "sorted-409")
                .endsWith("sorted-40");
        assertThat(codes("?sort=title").get(0)).isEqualTo("sorted-502");
        assertThat(codes("?sort=created").get(0)).isEqualTo("sorted-0");
        assertThat(codes("").get(0)).isEqualTo("sorted-502");
        String key = server.newKey("links:read");
        assertThat(server.send(server.request("/api/v1/links?sort=-clicks")
                                .setHeader("Accept", "text/csv")
                                .setHeader("Authorization", "Bearer " + key))
                        .statusCode())
                .as("what the order tells is a report")
                .isEqualTo(403);
    }

    private static List<String> codes(String query) {
        return export(query).lines().skip(1).map(line -> line.split(",", 2)[0]).toList();
    }

    @Test
    void whoMayNotReadReportsGetsTheTableWithoutClicks() {
        server.link("{'destination':'https://shop.example/1','code':'one'}");
        String key = server.newKey("links:read");
        String table = server.send(server.request("/api/v1/links")
                        .setHeader("Accept", "text/csv")
                        .setHeader("Authorization", "Bearer " + key))
                .body();
        assertThat(table.lines().toList().get(1)).contains(",https://shop.example/1,,,,,,,,,active,");
    }

    @Test
    void aLongListIsTakenAwayWhole() {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 1201; i++) {
            file.append("https://shop.example/").append(i).append('\n');
        }
        take("", file.toString());
        assertThat(export("").lines().map(line -> line.split(",", -1)[3]).distinct())
                .hasSize(1202);
    }
}
