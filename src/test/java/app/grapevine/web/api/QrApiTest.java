package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestClient;
import app.grapevine.qr.QrReader;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QrApiTest {
    private static final String QR = "/api/v1/links/spring/qr";
    private static final String STYLE = "?dark=%231a4b6c&light=fff8e7&modules=rounded&frame=Scan%20me&margin=3";

    private TestServer server;
    private String address = "";

    @BeforeAll
    void start() {
        server = TestServer.start();
        server.link("{'destination':'https://shop.example/','code':'spring'}");
        address = server.ask("/links/spring").get("shortUrl").asText() + "~q";
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private HttpResponse<byte[]> get(String query) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(server.request(QR + query).build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<String> post(String query, String type, byte[] logo) {
        return server.send(
                server.request(QR + query).header("Content-Type", type).POST(BodyPublishers.ofByteArray(logo)));
    }

    private static byte[] logo(int side) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillRect(side / 4, side / 4, side / 2, side / 2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    @Test
    void anOwnStyleIsReadInEachFormat() throws Exception {
        HttpResponse<byte[]> png = get(STYLE + "&format=png&size=333");
        assertThat(png.headers().firstValue("Content-Type")).hasValue("image/png");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png.body()));
        assertThat(image.getWidth()).isEqualTo(333);
        assertThat(image.getHeight()).isGreaterThan(333);
        assertThat(image.getRGB(160, image.getHeight() - 3) & 0xffffff).isEqualTo(0x1a4b6c);
        assertThat(QrReader.png(png.body())).isEqualTo(address);

        HttpResponse<byte[]> pdf = get(STYLE + "&format=pdf&mm=80");
        assertThat(pdf.headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(QrReader.pdf(pdf.body())).isEqualTo(address);

        HttpResponse<byte[]> svg = get(STYLE);
        assertThat(svg.headers().firstValue("Content-Type")).hasValue("image/svg+xml; charset=utf-8");
        assertThat(QrReader.svg(new String(svg.body(), StandardCharsets.UTF_8))).isEqualTo(address);
    }

    @Test
    void aLogoStandsInTheMiddle() throws Exception {
        HttpResponse<String> plain = post("?format=svg", "image/png", logo(64));
        assertThat(plain.statusCode()).as(plain.body()).isEqualTo(200);
        assertThat(plain.body()).contains("<image ", "data:image/png;base64,");
        assertThat(QrReader.svg(plain.body())).isEqualTo(address);
    }

    @Test
    void theDomainsLogoStandsInTheMiddleWhereOneIsSet() throws Exception {
        assertThat(code(server.get(QR + "?logo=domain"))).isEqualTo("logo no-logo");
        String uri = "data:image/png;base64," + Base64.getEncoder().encodeToString(logo(64));
        HttpResponse<String> set = server.send(server.request("/api/v1/domains/go.example")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"logo\":\"" + uri + "\"}")));
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        String picture = server.get(QR + "?logo=domain").body();
        assertThat(picture).contains("data:image/png;base64,");
        assertThat(QrReader.svg(picture)).isEqualTo(address);
        assertThat(server.get(QR).body()).doesNotContain("<image");
    }

    @Test
    void whatIsNoLogoIsRefused() throws Exception {
        assertThat(code(post("", "image/png", "<svg/>".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("logo not-a-picture");
        assertThat(code(post("", "image/png", logo(2100)))).isEqualTo("logo not-a-picture");
        assertThat(post("", "image/svg+xml", logo(10)).statusCode()).isEqualTo(415);
        assertThat(post("", "image/png", new byte[600 << 10]).statusCode()).isEqualTo(413);
        assertThat(code(post("?frame=%F0%9F%8D%87", "image/png", logo(10)))).isEqualTo("frame unfit-character");
    }

    @Test
    void coloursThatCannotBeReadAreRefused() {
        JsonNode fault = TestClient.json(server.get(QR + "?dark=eeeeee")).at("/errors/0");
        assertThat(fault.get("field").asText() + " " + fault.get("code").asText())
                .isEqualTo("dark low-contrast");
    }

    private static String code(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        JsonNode fault = TestClient.json(answer).at("/errors/0");
        return fault.get("field").asText() + " " + fault.get("code").asText();
    }
}
