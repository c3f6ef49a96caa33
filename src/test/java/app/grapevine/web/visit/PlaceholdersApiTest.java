package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.CaseTable;
import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code {click}} and {@code {code}} in destinations; the cases stand in {@code links/placeholders.csv} and in the documentation. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlaceholdersApiTest {
    private static final CaseTable CASES = CaseTable.of("placeholders.csv");
    private static final String ID = "[0-9A-Za-z]{22}";

    private TestServer service;

    @BeforeAll
    void start() {
        service = TestServer.start(Map.of("destinations.schemes", "mailto,sms"));
    }

    @AfterAll
    void stop() {
        service.close();
    }

    static Stream<List<String>> cases() {
        return CASES.rows().stream();
    }

    private String location(String path, String... headers) {
        return service.visit(
                        "GET", path, headers.length == 0 ? new String[] {"User-Agent", TestAgents.IPHONE} : headers)
                .headers()
                .firstValue("Location")
                .orElse("");
    }

    /** What stands in {@code location} for the {@code CLICK} of a pattern. */
    private static String id(String location, String pattern) {
        Matcher found = Pattern.compile(Pattern.quote(pattern).replace("CLICK", "\\E(" + ID + ")\\Q"))
                .matcher(location);
        assertThat(found.matches()).as("%s of %s", location, pattern).isTrue();
        return found.groupCount() == 0 ? "" : found.group(1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatStandsForSomethingIsFilledIn(List<String> row) {
        String code = service.link(
                "{'destination':'" + row.get(0) + "','channel':'whatsapp','utm':false,'forwardQuery':true}");
        assertThat(service.ask("/links/" + code).get("destination").asText())
                .as("as it was given")
                .isEqualTo(row.get(0));
        String query = row.get(1).isEmpty() ? "" : "?" + row.get(1);
        String expected = row.get(2).replace("CODE", code);
        String first = id(location("/" + code + query), expected);
        String second = id(location("/" + code + query), expected);
        if (!first.isEmpty()) {
            assertThat(first).as("each click has its own").isNotEqualTo(second);
        }
    }

    @Test
    void theDocumentationHasTheCasesThatAreTested() {
        CASES.isIn(Path.of("src/docs/LINKS-IN-CHATS.md"));
    }

    @Test
    void theIdIsTheClicksByWhichConversionsAndExportsKnowIt() {
        String code = service.link("{'destination':'https://wa.me/390212345678?text={click}','trackConversions':true}");
        String id = id(location("/" + code), "https://wa.me/390212345678?text=CLICK");
        service.awaitRecorded();
        JsonNode clicks = service.ask("/clicks?from=2026-01-01&to=2027-01-01&code=" + code)
                .get("items");
        assertThat(clicks.get(0).get("id").asText()).isEqualTo(id);
        HttpResponse<String> conversion =
                service.post("/api/v1/conversions", "{\"clickId\":\"" + id + "\",\"event\":\"chat\",\"value\":null}");
        assertThat(conversion.statusCode()).as(conversion.body()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"preview, GET, ''", "bot, GET, ''", "head, HEAD, ''", "untracked, GET, Sec-GPC"})
    void whoMakesNoClickThatIsKnownGetsADash(String who, String method, String header) {
        String code = service.link("{'destination':'https://example.com/{click}/{code}'}");
        String agent = who.equals("preview")
                ? TestAgents.TELEGRAM_FETCHER
                : who.equals("bot") ? TestAgents.BOT : TestAgents.IPHONE;
        HttpResponse<String> answer =
                service.visit(method, "/" + code, "User-Agent", agent, header.isEmpty() ? "X-Nothing" : header, "1");
        assertThat(answer.headers().firstValue("Location")).hasValue("https://example.com/-/" + code);
    }

    @Test
    void pagesShowThePlaceAndMakeNoId() {
        String code =
                service.link("{'destination':'https://example.com/?ref={click}&c={code}','card':{'title':'A card'}}");
        String where = service.tap("/" + code + "+").body();
        assertThat(where)
                .contains("https://example.com/?ref={click}&amp;c=" + code + "</p>")
                .contains("href=\"https://example.com/?ref=-&amp;c=" + code + "\"");
        assertThat(service.tap("/" + code + "/share").body()).contains("ref={click}&amp;c=" + code);
        HttpResponse<String> card = service.visit("GET", "/" + code, "User-Agent", TestAgents.TELEGRAM_FETCHER);
        assertThat(card.body()).contains("href=\"https://example.com/?ref=-&amp;c=" + code + "\"");
    }

    @Test
    void nothingIsFilledInThatTheOwnerDidNotWriteIntoTheDestination() {
        String code = service.link("{'destination':'https://example.com/?a={click}','utm':{'content':'{click}{code}'},"
                + "'forwardQuery':true}");
        String location = location("/" + code + "?b=%7Bclick%7D&c=%7Bcode%7D");
        id(location, "https://example.com/?a=CLICK&utm_content=%7Bclick%7D%7Bcode%7D&b=%7Bclick%7D&c=%7Bcode%7D");
    }

    @Test
    void aLinkOfBeforeLeadsWhereItLedUntilItIsGivenAnotherDestination() {
        String code = service.link("{'destination':'https://example.com/?a={click}','title':'Old'}");
        service.database()
                .writeOnly(
                        handle -> handle.execute("UPDATE links SET placeholders = FALSE WHERE code = '" + code + "'"));
        service.patch("/api/v1/links/" + code, "{\"title\":\"Other\"}");
        assertThat(location("/" + code)).isEqualTo("https://example.com/?a={click}");
        HttpResponse<String> passedOn = service.send(HttpRequest.newBuilder(service.uri("/" + code + "/share"))
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("channel=telegram")));
        String child = passedOn.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
        assertThat(location("/" + child))
                .as("nor does what comes from it")
                .startsWith("https://example.com/?a={click}");
        service.patch("/api/v1/links/" + code, "{\"destination\":\"https://example.com/?b={click}\"}");
        id(location("/" + code), "https://example.com/?b=CLICK");
    }
}
