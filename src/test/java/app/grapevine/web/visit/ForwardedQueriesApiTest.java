package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.CaseTable;
import app.grapevine.RawConnection;
import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a visit's query is handed on; the cases stand in {@code links/queries.csv} and in the documentation. */
class ForwardedQueriesApiTest {
    private static final CaseTable CASES = CaseTable.of("queries.csv");

    private static TestServer service;

    @BeforeAll
    static void start() {
        service = TestServer.start(Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static RawConnection.Answer ask(String method, String target) {
        try (RawConnection connection = new RawConnection(service.port())) {
            String bytes = new String(target.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            return connection.ask("%s %s HTTP/1.1\r\nHost: go.example\r\nUser-Agent: %s\r\n\r\n"
                    .formatted(method, bytes, TestAgents.IPHONE));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String location(RawConnection.Answer answer) {
        var found = Pattern.compile("(?im)^location: (\\S+)").matcher(answer.head());
        return found.find() ? found.group(1) : "";
    }

    static Stream<List<String>> cases() {
        return CASES.rows().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aQueryIsHandedOnAsABrowserWouldSendIt(List<String> row) {
        String forwardQuery = row.get(0).equals("ids") ? "'ids'" : row.get(0);
        String code = service.link("{'destination':'" + row.get(2) + "'"
                + (forwardQuery.isEmpty() ? "" : ",'forwardQuery':" + forwardQuery)
                + (row.get(1).isEmpty() ? "" : ",'forwarded':'" + row.get(1) + "'")
                + "}");
        String target = "/" + code + "?" + row.get(3);
        assertThat(location(ask("HEAD", target))).as("by a route").isEqualTo(row.get(4));
        assertThat(location(ask("GET", target))).as("ahead of the routes").isEqualTo(row.get(4));
        assertThat(location(ask("GET", "/" + code + ")?" + row.get(3))))
                .as("pasted")
                .isEqualTo(row.get(4));
    }

    @Test
    void theDocumentationHasTheCasesThatAreTested() {
        CASES.isIn(Path.of("src/docs/LINKS-IN-CHATS.md"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 2049, 5000, 7000, 8100})
    void nothingIsTooLongToBeHandedOnWhole(int length) {
        String code = service.link("{'destination':'https://example.com/','forwardQuery':true}");
        String query = "a=1&long=" + "x".repeat(length - 11) + "&z";
        for (String method : List.of("HEAD", "GET", "GET")) {
            assertThat(location(ask(method, "/" + code + "?" + query))).isEqualTo("https://example.com/?" + query);
        }
    }

    /** @param letter and what becomes of it; more than fits a header, and less than fits a request */
    @ParameterizedTest
    @ValueSource(strings = {"<", "\"", "é", "😀"})
    void whatNoHeaderHoldsIsAnsweredWithAPageThatLeadsOn(String letter) {
        String code = service.link("{'destination':'https://example.com/','forwardQuery':true}");
        int times = 7000 / letter.getBytes(StandardCharsets.UTF_8).length;
        RawConnection.Answer answer = ask("GET", "/" + code + "?q=" + letter.repeat(times) + "&z=1");
        String encoded = Stream.of(letter.getBytes(StandardCharsets.UTF_8))
                .flatMap(bytes ->
                        java.util.stream.IntStream.range(0, bytes.length).mapToObj(i -> "%%%02X".formatted(bytes[i])))
                .collect(java.util.stream.Collectors.joining());
        String destination = "https://example.com/?q=" + encoded.repeat(times) + "&amp;z=1";
        assertThat(answer.status()).isEqualTo(200);
        assertThat(location(answer)).isEmpty();
        assertThat(answer.body())
                .contains("<meta http-equiv=\"refresh\" content=\"0;url=" + destination + "\">")
                .contains("href=\"" + destination + "\"")
                .doesNotContain("<script");
        service.awaitRecorded();
        JsonNode total =
                service.ask("/stats?from=2026-01-01&to=2027-01-01&code=" + code).get("total");
        assertThat(total.get("clicks").asInt()).isEqualTo(1);
    }

    @Test
    void aQueryThatIsLongerThanALocationByItselfIsNotLostEither() {
        String code = service.link("{'destination':'https://example.com/','forwardQuery':true}");
        String query = "q=" + "x".repeat(12_000);
        RawConnection.Answer answer = ask("GET", "/" + code + "?" + query);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("href=\"https://example.com/?" + query + "\"");
    }

    @Test
    void aLocationOfEightKilobytesFitsAHeader() {
        String code =
                service.link("{'destination':'https://example.com/" + "d".repeat(1500) + "','forwardQuery':true}");
        String query = "q=" + "x".repeat(6600);
        assertThat(location(ask("GET", "/" + code + "?" + query))).hasSize(20 + 1500 + 1 + query.length());
    }

    @Test
    void whatALinkSaysOfItIsShownAndKept() {
        String silent = service.link("{'destination':'https://example.com/'}");
        assertThat(service.ask("/links/" + silent).get("forwardQuery").asText()).isEqualTo("ids");
        assertThat(service.ask("/links/" + silent).get("forwarded").asText()).isEqualTo("yields");
        service.patch("/api/v1/links/" + silent, "{\"forwardQuery\":true,\"forwarded\":\"wins\"}");
        assertThat(service.ask("/links/" + silent).get("forwardQuery").asBoolean())
                .isTrue();
        assertThat(service.ask("/links/" + silent).get("forwarded").asText()).isEqualTo("wins");
        service.patch("/api/v1/links/" + silent, "{\"title\":\"Other\"}");
        assertThat(service.ask("/links/" + silent).get("forwardQuery").asBoolean())
                .isTrue();
        service.patch("/api/v1/links/" + silent, "{\"forwardQuery\":null}");
        assertThat(service.ask("/links/" + silent).get("forwardQuery").asText()).isEqualTo("ids");
    }
}
