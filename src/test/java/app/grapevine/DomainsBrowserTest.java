package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** An admin says where a domain leads and how its pages look, and recipients see it. */
class DomainsBrowserTest extends AtTheDashboard {
    private static final String PICTURE =
            "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGM4YWSEBzGMSmNDAHDhcyXQR7nqAAAAAElFTkSuQmCC";

    @Test
    void whatAnAdminSetsForADomainIsWhatRecipientsGet(@TempDir Path directory) throws IOException {
        Path logo =
                Files.write(directory.resolve("logo.png"), Base64.getDecoder().decode(PICTURE));
        browser.go(server.uri("/dashboard#/domains").toString());
        browser.type("A link that does not exist", "javascript:alert(1)");
        browser.press("Save");
        browser.await("http");
        assertThat(browser.accessibilityFindings()).isEmpty();
        browser.type("A link that does not exist", "https://example.com/search");
        browser.type("The domain itself", "https://example.com/home");
        browser.type("Name", "Rock & Roll");
        browser.labelled("Logo").sendKeys(logo.toString());
        browser.await("Take the logo away");
        browser.press("Save");
        browser.await("The domain is saved");
        assertThat(browser.complaints()).isEmpty();
        assertThat(server.visit("GET", "/").headers().firstValue("Location")).hasValue("https://example.com/home");
        assertThat(server.visit("GET", "/nobodys").headers().firstValue("Location"))
                .hasValue("https://example.com/search");

        browser.go(server.uri("/nobodys+").toString());
        browser.await("Rock & Roll");
        assertThat(browser.find(By.cssSelector(".brand img")).getDomProperty("naturalWidth"))
                .isEqualTo("10");
        assertThat(browser.accessibilityFindings()).isEmpty();
        assertThat(browser.overflow()).isZero();
    }
}
