package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.CaseTable;
import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is added to a destination for web analytics; the cases stand in {@code links/utm.csv} and in the documentation. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UtmApiTest {
    private static final CaseTable CASES = CaseTable.of("utm.csv");

    private TestServer service;

    @BeforeAll
    void start() {
        service = TestServer.start(Map.of());
    }

    @AfterAll
    void stop() {
        service.close();
    }

    static Stream<List<String>> cases() {
        return CASES.rows().stream();
    }

    private void campaign(String slug, String utm) {
        String said = "\"utm\":{" + utm.replace('\'', '"') + "}";
        service.post("/api/v1/campaigns", "{\"slug\":\"" + slug + "\",\"name\":\"A name\"," + said + "}");
        service.patch("/api/v1/campaigns/" + slug, "{\"utm\":null}");
        service.patch("/api/v1/campaigns/" + slug, "{" + said + "}");
    }

    private String location(String path) {
        return service.visit("GET", path, "User-Agent", TestAgents.IPHONE)
                .headers()
                .firstValue("Location")
                .orElse("");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aParameterIsTheLinksWordElseTheCampaignsElseADefault(List<String> row) {
        campaign("spring", row.get(1));
        String code = service.link("{'destination':'" + row.get(2) + "','campaign':'spring'"
                + (row.get(0).isEmpty() ? "" : "," + row.get(0)) + "}");
        assertThat(location("/" + code)).as("by a route").isEqualTo(row.get(3));
        assertThat(location("/" + code)).as("ahead of the routes").isEqualTo(row.get(3));
    }

    @Test
    void theDocumentationHasTheCasesThatAreTested() {
        CASES.isIn(Path.of("src/docs/LINKS-IN-CHATS.md"));
    }

    @Test
    void aLinkIsSwitchedOffAndOnAgain() {
        String code = service.link("{'destination':'https://example.com/','channel':'whatsapp','utm':{'term':'t'}}");
        service.patch("/api/v1/links/" + code, "{\"utm\":false}");
        assertThat(service.ask("/links/" + code).get("utm").isBoolean()).isTrue();
        assertThat(location("/" + code)).isEqualTo("https://example.com/");
        service.patch("/api/v1/links/" + code, "{\"title\":\"Other\"}");
        assertThat(location("/" + code)).isEqualTo("https://example.com/");
        service.patch("/api/v1/links/" + code, "{\"utm\":null}");
        assertThat(service.ask("/links/" + code).at("/utm/term").isNull()).isTrue();
        assertThat(location("/" + code)).isEqualTo("https://example.com/?utm_source=whatsapp&utm_medium=dark-social");
    }

    @Test
    void onlyFalseSwitchesOff() {
        for (String wrong : List.of("true", "\"\"", "0")) {
            var answer =
                    service.post("/api/v1/links", "{\"destination\":\"https://example.com/\",\"utm\":" + wrong + "}");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("\"utm\"").contains("not-an-object");
        }
    }

    @Test
    void aChangeOfTheCampaignIsInItsLinksAtOnce() {
        campaign("summer", "'content':'one'");
        String code = service.link("{'destination':'https://example.com/','campaign':'summer'}");
        assertThat(location("/" + code)).isEqualTo("https://example.com/?utm_content=one");
        service.patch("/api/v1/campaigns/summer", "{\"utm\":{\"content\":\"two\"}}");
        assertThat(location("/" + code)).isEqualTo("https://example.com/?utm_content=two");
        service.patch("/api/v1/campaigns/summer", "{\"name\":\"Other\"}");
        assertThat(service.ask("/campaigns/summer").at("/utm/content").asText()).isEqualTo("two");
        service.patch("/api/v1/campaigns/summer", "{\"utm\":null}");
        assertThat(location("/" + code)).isEqualTo("https://example.com/");
    }

    @Test
    void aScanIsTheSourceInACampaignsWordsToo() {
        campaign("autumn", "'source':'vine-{channel}'");
        String code = service.link("{'destination':'https://example.com/','channel':'whatsapp','campaign':'autumn'}");
        assertThat(location("/" + code + "~q")).startsWith("https://example.com/?utm_source=vine-qr&");
    }

    @Test
    void aPlaceholderThatThereIsNotIsRefused() {
        var answer = service.post(
                "/api/v1/campaigns",
                "{\"slug\":\"s\",\"name\":\"S\",\"utm\":{\"source\":\"{chanel}\",\"term\":\"{}\"}}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("utm.source").contains("utm.term").contains("unknown-placeholder");
    }
}
