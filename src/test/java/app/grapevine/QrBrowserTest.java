package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.qr.QrReader;
import app.grapevine.service.TestServer;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** A marketer makes a QR code in their own style, and what is shown and saved can be scanned. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QrBrowserTest {
    private static final String DATA = "data:image/svg+xml,";

    private TestServer server;
    private Chromium browser;
    private String address = "";

    @BeforeAll
    void start() {
        server = TestServer.startNow();
        String code = server.link("{'destination':'https://shop.example/','channel':'print','code':'spring'}");
        address = server.ask("/links/" + code).get("shortUrl").asText() + "~q";
        browser = Chromium.open(1280, 900, "en-GB,en");
        browser.go(server.uri("/dashboard").toString());
        browser.signIn(TestServer.ADMIN_KEY);
        String host = server.ask("/links/" + code).get("domain").asText();
        browser.go(server.uri("/dashboard#/link/" + host + "/" + code).toString());
        browser.press("QR code");
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        server.close();
    }

    private String shown() {
        String source = browser.find(By.cssSelector(".qr-picture img")).getDomProperty("src");
        assertThat(source).startsWith(DATA);
        return URLDecoder.decode(source.substring(DATA.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private void awaitShown(String part) {
        Awaitility.await().until(() -> shown().contains(part));
    }

    @Test
    void anOwnStyleIsShownAndSavedAndCanBeScanned(@TempDir Path directory) throws Exception {
        awaitShown("#000000");
        assertThat(QrReader.svg(shown())).isEqualTo(address);

        browser.driver().executeScript("""
                const set = (field, value) => {
                  field.value = value;
                  field.dispatchEvent(new Event('input', {bubbles: true}));
                };
                set(document.querySelectorAll('.qr input[type=color]')[0], '#7a1450');
                """);
        browser.press("Rounded");
        browser.type("Text below it", "Scan me");
        browser.labelled("Logo in the middle").sendKeys(logo(directory).toString());
        browser.find(By.cssSelector(".qr-picture img[src*='base64']"));
        awaitShown("#7a1450");
        assertThat(QrReader.svg(shown())).isEqualTo(address);
        assertThat(browser.accessibilityFindings()).isEmpty();
        assertThat(browser.overflow()).isZero();

        browser.press("SVG");
        String saved = browser.downloaded(".svg");
        assertThat(saved).contains("#7a1450", "base64");
        assertThat(QrReader.svg(saved)).isEqualTo(address);
        assertThat(browser.complaints()).isEmpty();

        browser.driver().executeScript("""
                const light = document.querySelectorAll('.qr input[type=color]')[1];
                light.value = '#8a2450';
                light.dispatchEvent(new Event('input', {bubbles: true}));
                """);
        browser.await("scanners cannot read it");
        assertThat(browser.accessibilityFindings()).isEmpty();
    }

    private static File logo(Path directory) throws IOException {
        BufferedImage image = new BufferedImage(80, 40, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillRect(10, 10, 40, 20);
        image.setRGB(0, 0, Color.RED.getRGB());
        File file = directory.resolve("logo.png").toFile();
        ImageIO.write(image, "png", file);
        return file;
    }
}
