package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.qr.QrReader;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scan of a link's QR code is told from a tap of the link. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScansApiTest {
    private TestServer service;

    @BeforeAll
    void start() {
        service = TestServer.start(Map.of("public.url", "https://go.example"));
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @BeforeEach
    void clear() {
        service.clear();
    }

    private JsonNode visit(String code) {
        service.awaitRecorded();
        return service.ask("/clicks?code=" + code).at("/items/0");
    }

    private String location(String path, String agent) {
        HttpResponse<String> answer = service.visit("GET", path, "User-Agent", agent);
        assertThat(answer.statusCode()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'trackConversions':true", ",'card':{'title':'A card'}", ",'maxClicks':9"})
    void aScanOfALinkForWhatsAppIsNoTapInWhatsApp(String more) {
        String code = service.link("{'destination':'https://shop.example/','channel':'whatsapp'" + more + "}");
        assertThat(location("/" + code + "~q", TestAgents.IPHONE)).startsWith("https://shop.example/?utm_source=qr&");
        JsonNode scan = visit(code);
        assertThat(scan.get("kind").asText()).isEqualTo("click");
        assertThat(scan.get("origin").asText()).isEqualTo("qr");
        assertThat(scan.get("channel").asText()).isEqualTo("qr");
        assertThat(scan.get("tier").asText()).isEqualTo("declared");

        assertThat(location("/" + code, TestAgents.IPHONE)).startsWith("https://shop.example/?utm_source=whatsapp&");
        assertThat(visit(code).get("origin").asText()).isEqualTo("whatsapp");
    }

    @Test
    void aScanInAnAppsBrowserStaysAScan() {
        String code = service.link("{'destination':'https://shop.example/','channel':'telegram'}");
        location("/" + code + "~q", TestAgents.IN_WECHAT);
        assertThat(visit(code).get("channel").asText()).isEqualTo("qr");
        assertThat(visit(code).get("tier").asText()).isEqualTo("declared");
    }

    @Test
    void aLinkWithoutAChannelIsScannedTooAndItsDestinationStaysAsItIs() {
        String code = service.link("{'destination':'https://shop.example/?signed=1'}");
        assertThat(location("/" + code + "~q", TestAgents.IPHONE)).isEqualTo("https://shop.example/?signed=1");
        assertThat(visit(code).get("channel").asText()).isEqualTo("qr");
    }

    @ParameterizedTest
    @ValueSource(strings = {"~q.", "~q)", "~q%20", "~q/", "~q%E2%80%8B"})
    void whatIsAddedToAScannedAddressDoesNotHideTheScan(String added) {
        String code = service.link("{'destination':'https://shop.example/'}");
        location("/" + code + added, TestAgents.IPHONE);
        assertThat(visit(code).get("origin").asText()).isEqualTo("qr");
    }

    @Test
    void thePictureHasTheScansAddressAndThatIsOneTheServiceKnows() throws Exception {
        String code = service.link("{'destination':'https://shop.example/','channel':'whatsapp'}");
        String read = QrReader.svg(service.visit("GET", "/" + code + ".qr").body());
        assertThat(read).isEqualTo("https://go.example/" + code + "~q");
        assertThat(QrReader.svg(service.get("/api/v1/links/" + code + "/qr").body()))
                .isEqualTo(read);
        location("/" + code + "~q", TestAgents.IPHONE);
    }

    @Test
    void anUnknownCodeIsNobodysScannedOrNot() {
        assertThat(service.visit("GET", "/nobodys-code~q").statusCode()).isEqualTo(404);
    }

    @Test
    void reportsTellScansFromTaps() {
        String code = service.link("{'destination':'https://shop.example/','channel':'whatsapp'}");
        location("/" + code + "~q", TestAgents.IPHONE);
        location("/" + code, TestAgents.IPHONE);
        service.awaitRecorded();
        JsonNode rows = service.ask("/stats?by=origin&code=" + code).get("rows");
        assertThat(rows.findValuesAsText("origin")).containsExactlyInAnyOrder("qr", "whatsapp");
    }
}
