package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that write a mail or a message, or call, and those that open a chat. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContactLinksApiTest {
    private static final String MAIL = "mailto:info@example.com?subject=Hello&body=See%20https://bad.example/x";

    @TempDir
    private static Path directory;

    private TestServer service;
    private TestServer strict;

    @BeforeAll
    void start() throws Exception {
        Path blocked = Files.writeString(directory.resolve("blocked.txt"), "bad.example\nexample.org\n");
        Path allowed = Files.writeString(directory.resolve("allowed.txt"), "example.com\nwa.me\n");
        service = TestServer.start(Map.of(
                "destinations.schemes",
                "mailto,tel,sms",
                "destinations.blocked",
                blocked.toString(),
                "destinations.allowed",
                allowed.toString()));
        strict = TestServer.start(Map.of());
    }

    /** What is tapped at one moment by one network is no person's. */
    @BeforeEach
    void letTimePass() {
        service.clock().advance(Duration.ofMinutes(20));
    }

    @AfterAll
    void stop() {
        service.close();
        strict.close();
    }

    private static HttpResponse<String> make(TestServer server, String field, String address) {
        String other = field.equals("destination") ? "" : "\"destination\":\"https://example.com/\",";
        return server.post("/api/v1/links", "{" + other + "\"" + field + "\":\"" + address + "\"}");
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {MAIL, "tel:+39-02-1234-5678", "sms:+390212345678?body=Ciao", "mailto:a@bad.example"})
    void itLeadsThereByteForByteWithNothingAdded(String destination) {
        String code = service.link("{'destination':'" + destination + "','channel':'whatsapp','campaign':'spring',"
                + "'utm':{'term':'x'},'forwardQuery':true,'trackConversions':true}");
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = service.tap("/" + code + "?gclid=1&a=b");
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(location(answer)).isEqualTo(destination);
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("private, no-store");
        }
        assertThat(location(service.tap("/" + code + "~q"))).isEqualTo(destination);
        assertThat(location(service.visit("HEAD", "/" + code, "User-Agent", TestAgents.IPHONE)))
                .isEqualTo(destination);
        service.awaitRecorded();
        JsonNode total =
                service.ask("/stats?from=2026-01-01&to=2027-01-01&code=" + code).get("total");
        assertThat(total.get("clicks").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "https://wa.me/390212345678?text=Hello",
        "https://api.whatsapp.com/send?phone=390212345678",
        "https://chat.whatsapp.com/AbCdEf",
        "https://t.me/vine",
        "https://vine.t.me/",
        "https://telegram.me/vine?start=x",
        "https://m.me/vine",
        "https://ig.me/m/vine",
        "https://signal.me/#p/+390212345678",
        "https://www.signal.group/#abc",
        "https://line.me/R/ti/p/@vine",
        "http://WA.me:8080/390212345678"
    })
    void toAnAddressThatOpensAChatNothingIsAddedEither(String destination) {
        String code = service.link("{'destination':'" + destination + "','channel':'whatsapp','campaign':'spring',"
                + "'forwardQuery':true,'trackConversions':true}");
        for (int i = 0; i < 2; i++) {
            assertThat(location(service.tap("/" + code + "?gclid=1"))).isEqualToIgnoringCase(destination);
        }
    }

    @Test
    void toASiteWithALikeNameThereIs() {
        String code = service.link("{'destination':'https://not-wa.me/','channel':'whatsapp'}");
        assertThat(location(service.tap("/" + code))).contains("utm_source=whatsapp");
    }

    @ParameterizedTest
    @CsvSource({
        "mailto:info@example.com, scheme-not-allowed",
        "TEL:112, scheme-not-allowed",
        "sms:48555, scheme-not-allowed",
        "javascript:alert(1), not-http",
        "'data:text/html,x', not-http",
        "myapp://x, not-http",
        "mailto, not-http"
    })
    void byDefaultItIsRefusedAndSaidWhy(String destination, String code) {
        HttpResponse<String> answer = make(strict, "destination", destination);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"field\":\"destination\"", "\"code\":\"" + code + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "destination, mailto:nobody, not-mailto",
        "destination, tel:0212345678, not-tel",
        "destination, sms:+39?text=x, not-sms",
        "destination, mailto:a b@example.com, has-spaces",
        "destination, javascript:alert(1), not-http",
        "expiredDestination, tel:abc, not-tel",
        "card.image, mailto:info@example.com, not-http"
    })
    void whatIsNoAddressIsRefusedAndTheFieldIsNamed(String field, String address, String code) {
        HttpResponse<String> answer = field.equals("card.image")
                ? service.post(
                        "/api/v1/links",
                        "{\"destination\":\"https://example.com/\",\"card\":{\"image\":\"" + address + "\"}}")
                : make(service, field, address);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"field\":\"" + field + "\"", "\"code\":\"" + code + "\"");
    }

    @ParameterizedTest
    @CsvSource({"en, This opens another app", "it, Si apre un’altra app", "pt, Abre-se outro aplicativo"})
    void aBrowserWithinAnAppGetsAPageToTapOn(String language, String title) {
        String code = service.link("{'destination':'mailto:info@example.com?subject={click}'}");
        HttpResponse<String> page =
                service.visit("GET", "/" + code, "User-Agent", TestAgents.IN_WHATSAPP, "Accept-Language", language);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().map()).doesNotContainKeys("location", "set-cookie");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("private, no-store");
        assertThat(page.body())
                .contains(title, ">info@example.com</p>", "href=\"mailto:info@example.com?subject=")
                .doesNotContain("<script", "http-equiv", "{click}");
        service.awaitRecorded();
        JsonNode total =
                service.ask("/stats?from=2026-01-01&to=2027-01-01&code=" + code).get("total");
        assertThat(total.get("clicks").asInt()).as("it is a click").isEqualTo(1);
    }

    @Test
    void whereAnEndedLinkLeadsMayBeAPhone() {
        String code = service.link("{'destination':'https://example.com/','validUntil':'2026-04-01T00:00:00Z',"
                + "'expiredDestination':'tel:+390212345678'}");
        assertThat(location(service.tap("/" + code))).isEqualTo("tel:+390212345678");
        assertThat(service.visit("GET", "/" + code, "User-Agent", TestAgents.IN_WECHAT)
                        .body())
                .contains("href=\"tel:+390212345678\"");
    }

    @Test
    void recipientsPagesAndMarketersFilesCopeWithWhatHasNoHost() {
        String code = service.link("{'destination':'" + MAIL + "','code':'a-mail','channel':'email'}");
        String where = service.tap("/a-mail+").body();
        assertThat(where).contains(">info@example.com</p>", "mailto:info@example.com?subject=Hello");
        assertThat(service.tap("/a-mail/share").body()).contains(">info@example.com</p>");
        assertThat(service.tap("/a-mail.qr").statusCode()).isEqualTo(200);
        assertThat(service.visit("GET", "/a-mail", "User-Agent", TestAgents.TELEGRAM_FETCHER)
                        .statusCode())
                .isEqualTo(302);
        JsonNode link = service.ask("/links/" + code);
        assertThat(link.get("unicodeHost").isNull()).isTrue();
        assertThat(link.get("warnings")).isEmpty();
        assertThat(link.get("blocked").asBoolean())
                .as("a host in a mail's text")
                .isFalse();
        assertThat(codes("host=bad.example")).as("nor is it found by it").doesNotContain("a-mail");
        assertThat(codes("host=example.com")).doesNotContain("a-mail");
        assertThat(codes("search=info@example")).contains("a-mail");
        HttpResponse<String> switched =
                service.post("/api/v1/links/status", "{\"status\":\"disabled\",\"filter\":{\"host\":\"bad.example\"}}");
        assertThat(switched.statusCode()).as(switched.body()).isEqualTo(200);
        assertThat(service.tap("/a-mail").statusCode()).isEqualTo(302);

        String csv = service.send(service.request("/api/v1/links?search=a-mail")
                        .setHeader("Accept", "text/csv")
                        .GET())
                .body();
        assertThat(csv).contains(MAIL);
        assertThat(service.get("/api/v1/audit").body()).contains("\"mailto:\"").doesNotContain("info@example.com");
    }

    private String codes(String query) {
        StringBuilder codes = new StringBuilder();
        service.ask("/links?" + query)
                .get("items")
                .forEach(item -> codes.append(item.get("code").asText()).append(' '));
        return codes.toString();
    }

    @Test
    void aFileOfLinksBringsThemBack() {
        HttpResponse<String> answer = service.send(service.request("/api/v1/links/import")
                .setHeader("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "destination,code\nmailto:info@example.com?body={click},in-a-file\ntel:12,not-one\n")));
        assertThat(answer.body()).contains("not-tel");
        assertThat(service.ask("/links?search=in-a-file").get("items").size()).isLessThanOrEqualTo(1);
    }
}
