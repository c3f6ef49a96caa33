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

    /** What a file's columns and lines are said to be, a marketer knows by the names that the forms have. */
    @Test
    void whatIsRecognisedAndRefusedIsCalledAsTheFormsCallIt() {
        browser.find(By.cssSelector(".source textarea"))
                .sendKeys("Long URL;Scadenza;Persone;Campagna\n"
                        + "https://shop.example/1;2027-06-05 18:30;40;\nhttps://shop.example/2;5/16/2027;;\n");
        browser.await("1 link da creare");
        browser.awaitQuiet();
        assertThat(browser.text())
                .contains("Long URL → Destinazione · Scadenza → Attivo fino al · Persone → Inviato a (persone)")
                .contains("5 giu 2027, 18:30", "40")
                .contains("Attivo fino al: Non è una data e un’ora. Scrivila come 2026-12-31");
        assertThat(browser.accessibilityFindings()).isEmpty();

        browser.type("Campagna", "Città d’estate");
        browser.await("Verrà creata come «citta-d-estate».");
        browser.find(By.xpath("//td[.='citta-d-estate']"));
        browser.press("Crea 1 link");
        browser.await("1 link creato");
        assertThat(server.ask("/campaigns/citta-d-estate").get("name").asText()).isEqualTo("Città d’estate");
    }

    /** Lines of a table without the names of its columns are refused; a single one may be an address, of which a marketer is told. */
    @Test
    void aTableWithoutNamesIsToldFromAListOfAddresses() {
        browser.find(By.cssSelector(".source textarea"))
                .sendKeys("https://shop.example/1,WhatsApp,Stivali\nhttps://shop.example/2,Telegram,Scarpe");
        browser.await("Nessuna colonna della prima riga contiene le destinazioni");
        browser.find(By.cssSelector(".source textarea")).clear();
        browser.find(By.cssSelector(".source textarea")).sendKeys("https://shop.example/1,Stivali");
        browser.await("1 link da creare");
        browser.await("metti i nomi delle colonne in una prima riga: destination,channel,title");
        browser.find(By.cssSelector(".source textarea")).clear();
        browser.find(By.cssSelector(".source textarea"))
                .sendKeys("https://www.google.com/maps/@45.46,9.19,12z\nhttps://shop.example/2,3");
        browser.await("https://shop.example/2,3");
        browser.awaitQuiet();
        assertThat(browser.text()).contains("un indirizzo per riga").doesNotContain("nomi delle colonne in una prima");
    }

    /** What is no app's name is told in the page's language, and tables are parted as one chooses. */
    @Test
    void channelsHaveItalianNamesAndTablesTheChosenSeparator() {
        assertThat(browser.labelled("Canale").getText())
                .contains("Stampa", "Codice QR", "E-mail", "Copia e incolla")
                .doesNotContain("Print", "QR code", "Copy and paste");
        browser.driver().executeScript("location.hash = '#/me'");
        browser.await("Come di solito: punto e virgola");
        assertThat(browser.accessibilityFindings()).isEmpty();
        browser.labelled("Separatore").sendKeys("virgola");
        browser.driver().executeScript("location.hash = '#/links/bulk'");
        browser.press("Scarica una tabella con tutte le colonne");
        browser.driver().executeScript("localStorage.removeItem('grapevine.csv')");
        assertThat(browser.downloaded("template.csv")).contains("destination,code,domain,");
    }

    /** Italian words are longer; nothing of a dialogue may lie beside it, where one has to scroll for it. */
    @Test
    void theDialogueOfAPrintedLinksCodeHasRoomForItalianWords() {
        server.link("{'destination':'https://shop.example/','code':'flyer','channel':'print'}");
        browser.driver().executeScript("location.hash = '#/link/localhost/flyer'");
        browser.find(By.xpath("//h2[.='Condividi']"));
        browser.awaitQuiet();
        assertThat(browser.text()).contains("Stampa").doesNotContain("incollalo in Stampa");
        browser.press("Codice QR");
        browser.find(By.cssSelector(".qr-picture img"));
        assertThat(browser.driver().executeScript("""
                        const dialog = document.querySelector('dialog');
                        return dialog.scrollWidth - dialog.clientWidth""")).isEqualTo(0L);
        assertThat(browser.accessibilityFindings()).isEmpty();
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
