package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;

/** A campaign's story: what it says, what can be taken away of it, and how it is on paper. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoryBrowserTest {
    private TestServer server;
    private Chromium browser;
    private int people;

    @BeforeAll
    void start() {
        server = TestServer.startNow();
        server.post("/api/v1/campaigns", """
                {"slug":"may","name":"May \\\\ Sale","costs":[{"channel":"whatsapp","sent":120}]}""");
        server.post("/api/v1/campaigns", "{\"slug\":\"june\",\"name\":\"June\"}");
        link("mothers", "'channel':'whatsapp','audience':'Mamme Porta Romana'");
        link("press", "'channel':'email','audience':'Stampa'");
        server.visit("GET", "/press", "User-Agent", TestAgents.TELEGRAM_FETCHER);
        tap("mothers", 24, TestAgents.IN_WHATSAPP);
        tap("mothers", 6, TestAgents.IN_WECHAT);
        String location = tap("press", 10, TestAgents.IPHONE);
        server.awaitRecorded();
        server.post(
                "/api/v1/conversions",
                "{\"clickId\":\"" + location.replaceAll(".*gv_click=", "") + "\",\"event\":\"sale\"}");
        browser = Chromium.open(1280, 900, "en-GB,en");
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        server.close();
    }

    @BeforeEach
    void signIn() {
        browser.driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
        browser.go(server.uri("/dashboard?" + System.nanoTime()).toString());
        browser.signIn(TestServer.ADMIN_KEY);
        browser.complaints();
    }

    private void link(String code, String fields) {
        server.link("{'destination':'https://shop.example/','trackConversions':true,'campaign':'may','code':'" + code
                + "'," + fields + "}");
    }

    private String tap(String code, int times, String agent) {
        String location = "";
        for (int i = 0; i < times; i++) {
            people++;
            location = server.visit("GET", "/" + code, "User-Agent", agent, "X-Forwarded-For", "198.51.100." + people)
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
        }
        return location;
    }

    private void story() {
        browser.place("/campaigns/may/story");
        browser.find(By.cssSelector(".told h2"));
        browser.awaitDrawn();
    }

    private String part(String title) {
        return browser.find(By.cssSelector("section[aria-label='" + title + "']"))
                .getText();
    }

    @Test
    void theStoryIsOnePressFromItsCampaignAndSaysWhatTheFiguresBear() {
        browser.place("/campaigns/may");
        browser.press("The story");
        browser.find(By.cssSelector(".told h2"));
        browser.awaitDrawn();
        assertThat(part("In short"))
                .contains("May \\ Sale brought 40 clicks in the period")
                .contains("WhatsApp leads with 60% of the clicks")
                .contains("Of 2 groups, Mamme Porta Romana clicked most: 75%")
                .contains("At least 15% of the clicks came from another app")
                .contains("1 click led to a conversion");
        assertThat(part("The flow of the clicks"))
                .contains("Mamme Porta Romana", "WeChat", "Not converted")
                .contains("Passed on: at least 15%. 6 of 40 clicks");
        assertThat(part("When they click"))
                .contains("Too few clicks to name a best time")
                .contains("First preview: sent to Stampa (Telegram)");
        assertThat(part("From sent to converted")).contains("Sent", "120", "40", "2.5% of the clicks converted.");
        browser.press("Countries");
        browser.await("Countries come from a file that the operator of this service brings");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        assertThat(browser.complaints()).as("what the browser complains of").isEmpty();
    }

    @Test
    void itIsNarrowedByAPressOnWhatItShows() {
        story();
        browser.click(browser.find(
                By.xpath("//*[name()='svg'][contains(@class, 'flows')]//*[name()='a'][contains(., 'Stampa')]")));
        Awaitility.await().untilAsserted(() -> assertThat(part("In short")).contains("brought 10 clicks"));
        assertThat(part("From sent to converted")).as("sent is of the whole").doesNotContain("120");
    }

    @Test
    void aNoteIsWrittenDownTakenAwayAndBroughtBack() {
        story();
        browser.press("Add a note");
        browser.type("Note", "The newsletter came out");
        browser.press("Save note");
        browser.await("The newsletter came out");
        assertThat(server.ask("/campaigns/may/notes").get("items")).hasSize(1);
        browser.press("Remove The newsletter came out");
        browser.await("The note is removed.");
        browser.press("Undo");
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(server.ask("/campaigns/may/notes").get("items"))
                                .hasSize(1));
        server.delete("/api/v1/campaigns/may/notes/"
                + server.ask("/campaigns/may/notes").at("/items/0/id").asText());
    }

    @Test
    void itStandsBesideAnotherCampaignAndTheAddressKeepsThat() {
        browser.place("/campaigns/may/story?vs=campaign:june");
        browser.find(By.cssSelector(".compare-card tbody"));
        browser.awaitDrawn();
        assertThat(part("Compared with")).contains("June", "May \\ Sale", "Clicks", "40");
        browser.choose("Compare with", "days");
        browser.awaitDrawn();
        assertThat(String.valueOf(browser.driver().executeScript("return location.hash")))
                .matches(".*vs=\\d{4}-\\d\\d-\\d\\d\\.\\.\\d{4}-\\d\\d-\\d\\d.*");
    }

    @Test
    void aPictureIsTakenAwayAsItIsOnPaper() throws IOException {
        browser.inDark(true);
        story();
        browser.press("The flow of the clicks as SVG");
        String svg = browser.downloaded(".svg");
        assertThat(svg)
                .startsWith("<svg")
                .contains("<title>The flow of the clicks</title>", "Mamme Porta Romana")
                .as("the ink of paper, and the colour of what was passed on")
                .contains("fill: rgb(36, 27, 41)", "fill: rgb(163, 74, 24)", "text-anchor: end")
                .doesNotContain("var(--", "class=", "<a ", "href");
        browser.press("The flow of the clicks as PNG");
        BufferedImage png = ImageIO.read(new ByteArrayInputStream(browser.downloadedBytes(".png")));
        long width = Math.round(Double.parseDouble(svg.replaceAll("(?s).*?width=\"([0-9.]+)\".*", "$1")));
        assertThat(png.getWidth()).isEqualTo((int) (2 * width));
        assertThat(png.getRGB(1, png.getHeight() - 1) >>> 24)
                .as("nothing is behind it")
                .isZero();
        assertThat(IntStream.range(0, png.getHeight()).map(y -> png.getRGB(4, y) >>> 24))
                .as("a node at the left")
                .contains(255);
        browser.inDark(false);
    }

    @Test
    void fourPressesLeadFromSigningInToPaper() throws IOException {
        browser.driver().executeScript("window.printed = 0; window.print = () => window.printed++;");
        Chromium.Task task = browser.task();
        browser.press("Campaigns");
        browser.press("May \\ Sale");
        browser.press("The story");
        browser.find(By.cssSelector(".told h2"));
        browser.press("Print or PDF");
        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(20))
                .until(() -> Objects.equals(browser.driver().executeScript("return window.printed"), 1L));
        assertThat(task.done("a campaign's story on paper")).isEqualTo(4);
        assertThat(browser.text()).as("what was closed").contains("Countries come from a file", "Compare with");
        assertOnPaper("May \\ Sale", "brought 40 clicks", "The flow of the clicks", "When they click", "Compared with");
    }

    @Test
    void aReportIsOnPaperWhole() throws IOException {
        print("/");
        assertOnPaper("Overview", "How sure this is", "Channels", "Referrers", "Not counted as clicks");
    }

    /** The table of what each channel cost and brought is the widest that there is. */
    @Test
    void whatACampaignBroughtIsOnPaperWhole() throws IOException {
        server.post(
                "/api/v1/campaigns",
                "{\"slug\":\"paper\",\"name\":\"Paper\",\"costs\":[{\"channel\":\"whatsapp\",\"sent\":123456,"
                        + "\"cost\":{\"amount\":\"12345.67\",\"currency\":\"EUR\"}}]}");
        server.link("{'destination':'https://shop.example/','code':'on-paper','channel':'whatsapp','campaign':'paper',"
                + "'trackConversions':true}");
        String location = tap("on-paper", 3, TestAgents.IN_WHATSAPP);
        server.awaitRecorded();
        server.post(
                "/api/v1/conversions",
                "{\"clickId\":\"" + location.replaceAll(".*gv_click=", "")
                        + "\",\"event\":\"purchase\",\"value\":{\"amount\":\"54321.09\",\"currency\":\"EUR\"}}");
        print("/campaigns/paper");
        assertOnPaper("Paper", "Costs and ROI", "Channel by channel", "Conversion rate", "€12,345.67", "+340%");
    }

    private void print(String place) {
        browser.driver().executeScript("window.printed = 0; window.print = () => window.printed++;");
        browser.place(place);
        browser.awaitDrawn();
        browser.press("Print or PDF");
        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(20))
                .until(() -> Objects.equals(browser.driver().executeScript("return window.printed"), 1L));
    }

    /** A4, whole words, and on each page what it is of and which page it is. */
    private void assertOnPaper(String name, String... words) throws IOException {
        Object pdf = browser.driver()
                .executeCdpCommand("Page.printToPDF", Map.of("preferCSSPageSize", true, "printBackground", false))
                .get("data");
        try (PDDocument document = Loader.loadPDF(Base64.getDecoder().decode(String.valueOf(pdf)))) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isBetween(2, 9);
            PDFTextStripper text = new PDFTextStripper();
            assertThat(text.getText(document))
                    .contains(words)
                    .contains(name)
                    .doesNotContain("As a table", "Add a note");
            for (int page = 1; page <= pages; page++) {
                PDRectangle size = document.getPage(page - 1).getMediaBox();
                assertThat(List.of(Math.round(size.getWidth()), Math.round(size.getHeight())))
                        .isEqualTo(List.of(595, 842));
                text.setStartPage(page);
                text.setEndPage(page);
                assertThat(text.getText(document)).contains(name, page + " / " + pages);
            }
            assertThat(largestLetters(document))
                    .as("points: were anything wider than the page, all would be printed smaller")
                    .isGreaterThan(17);
        }
    }

    private static float largestLetters(PDDocument document) throws IOException {
        AtomicReference<Float> largest = new AtomicReference<>(0f);
        PDFTextStripper letters = new PDFTextStripper() {
            @Override
            protected void processTextPosition(TextPosition letter) {
                largest.accumulateAndGet(letter.getFontSizeInPt(), Math::max);
                super.processTextPosition(letter);
            }
        };
        letters.getText(document);
        return largest.get();
    }

    /** To both of its ends. */
    @Test
    void aPressOnWhatFlowsNarrowsTheStoryToIt() {
        browser.place("/campaigns/may/story");
        browser.awaitDrawn();
        Object to = browser.driver()
                .executeScript(
                        "return document.querySelector('.flows a > .ribbon.passed').parentNode.getAttribute('href')");
        assertThat(String.valueOf(to)).contains("origin=", "channel=");
        browser.driver().executeScript("location.hash = arguments[0]", to);
        browser.awaitDrawn();
        assertThat(browser.driver().findElements(By.cssSelector(".report .chip")))
                .hasSize(2);
    }

    @Test
    void theStoryHasAnAddressThatCanBeReadOut() {
        var answer = server.visit("GET", "/dashboard/campaigns/may/story?range=90");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/dashboard#/campaigns/may/story?range=90"));
        assertThat(server.visit("GET", "/dashboard/campaigns/%0d%0aX-A:b%3Cscript%3E/story")
                        .headers()
                        .map())
                .doesNotContainKey("X-A");
        browser.go(server.uri("/dashboard/campaigns/may/story").toString());
        browser.find(By.cssSelector(".told h2"));
    }
}
