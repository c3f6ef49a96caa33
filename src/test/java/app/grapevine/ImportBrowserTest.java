package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** Many links at once, in an Italian browser: from a file that is shown before it is made, to the table that is taken away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportBrowserTest {
    private TestServer server;
    private Chromium browser;

    @TempDir
    private Path directory;

    @BeforeAll
    void start() {
        server = TestServer.startNow();
        browser = Chromium.open(1280, 900, "it-IT,it");
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        server.close();
    }

    @BeforeEach
    void open() {
        server.clear();
        browser.driver().manage().deleteAllCookies();
        browser.go("about:blank");
        browser.go(server.uri("/dashboard").toString());
        browser.press("Chiave API");
        browser.type("Chiave API", TestServer.ADMIN_KEY);
        browser.press("Accedi");
        browser.awaitQuiet();
        browser.driver().executeScript("location.hash = '#/links/bulk'");
        browser.awaitQuiet();
    }

    @Test
    void whatAFileWouldBecomeIsSeenBeforeItIsMade() throws IOException {
        Path file = directory.resolve("links.csv");
        String text = "Destinazione;Titolo;Canale;Prezzo\r\nhttps://shop.example/1;Città;E-mail;5,00\r\n"
                + "https://shop.example/2;Boots;;;more\r\nhttps://shop.example/3;;Piccione;\r\n";
        Files.write(file, text.getBytes(Charset.forName("windows-1252")));
        browser.find(By.cssSelector("input[type=file]")).sendKeys(file.toString());
        browser.await("1 link da creare");
        browser.awaitQuiet();
        assertThat(browser.text())
                .contains("windows-1252 · celle separate da ;", "Prezzo", "Città")
                .contains("2 righe verrebbero rifiutate", "Ha 5 celle, mentre la prima riga ne ha 4");
        assertThat(server.ask("/links").get("items")).isEmpty();
        browser.press("Crea 1 link");
        browser.await("1 link creato");
        assertThat(server.ask("/links").at("/items/0/channel").asText()).isEqualTo("email");
        browser.press("Scarica il risultato");
        assertThat(browser.downloaded("/links.csv"))
                .contains("line;destination;shortUrl;")
                .contains("2;https://shop.example/1;http");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whichNumberIsTheDayIsSeenAndCanBeChosen() {
        browser.find(By.cssSelector(".source textarea"))
                .sendKeys("destinazione;scadenza\nhttps://shop.example/1;5/6/2027 14:30");
        browser.await("1 link da creare");
        browser.awaitQuiet();
        assertThat(browser.text()).contains("5 giu 2027");
        choose("mdy");
        browser.await("6 mag 2027");
        choose("");
        browser.await("Potrebbero essere due giorni diversi");
        assertThat(browser.complaints()).isEmpty();
    }

    private void choose(String order) {
        browser.driver()
                .executeScript(
                        "const dates = document.querySelector('option[value=mdy]').parentElement; dates.value = arguments[0];"
                                + "dates.dispatchEvent(new Event('change', {bubbles: true}))",
                        order);
    }

    @Test
    void aPastedListIsMadeAndTheListOfLinksIsTakenAwayAsATable() {
        browser.find(By.cssSelector(".source textarea"))
                .sendKeys("https://www.google.com/maps/@45.46,9.19,12z\nhttps://shop.example/2");
        browser.await("2 link da creare");
        browser.awaitQuiet();
        browser.press("Crea 2 link");
        browser.await("2 link creati");
        browser.driver().executeScript("location.hash = '#/links'");
        browser.awaitQuiet();
        browser.click(browser.find(By.xpath("//button[contains(., 'CSV')]")));
        assertThat(browser.downloaded("grapevine-links.csv"))
                .contains("code;domain;shortUrl;destination;")
                .contains(";https://www.google.com/maps/@45.46,9.19,12z;");
        assertThat(browser.complaints()).isEmpty();
    }
}
