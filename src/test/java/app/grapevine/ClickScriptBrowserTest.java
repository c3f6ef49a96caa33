package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WindowType;

/**
 * {@code /js/grapevine.js} on the pages of a shop of another origin, in a real browser: what it keeps, what it gives to forms,
 * and that neither the shop nor anybody else is sent anything by it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClickScriptBrowserTest {
    private static final String FIELD = "<form id=form action=/thanks><input name=click data-grapevine>"
            + "<input name=all type=hidden data-grapevine=all><input name=other value=mine><button id=buy>Buy</button></form>";

    private TestServer server;
    private ShopPages shop;
    private Chromium browser;

    @BeforeAll
    void start() throws IOException {
        browser = Chromium.open(800, 600, "en-GB,en");
        server = TestServer.startNow(Map.of("destinations.private", "allowed"));
        shop = new ShopPages();
    }

    @AfterAll
    void stop() {
        if (shop != null) {
            shop.close();
        }
        if (server != null) {
            server.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void emptyTab() {
        String before = browser.driver().getWindowHandle();
        String tab = browser.driver().switchTo().newWindow(WindowType.TAB).getWindowHandle();
        browser.driver().switchTo().window(before).close();
        browser.driver().switchTo().window(tab);
        OnAScreen.claim(browser);
        shop.clear(script(), "script-src " + service());
    }

    /** Without a cookie, and without a word of the browser's that something was wrong or forbidden. */
    @AfterEach
    void leavesNoTrace() {
        assertThat(browser.driver().manage().getCookies()).isEmpty();
        assertThat(shop.asked()).allMatch(one -> one.cookie().isEmpty());
        assertThat(browser.complaints()).isEmpty();
    }

    private String service() {
        return "http://localhost:" + server.port();
    }

    private String script() {
        return "<script src='" + service() + "/js/grapevine.js'></script>";
    }

    private void open(String path) {
        browser.driver().get(shop.url(path));
    }

    private static String id(int n) {
        return "2pQ9xL0bVn3sKfT7uYcE" + (10 + n);
    }

    private Object js(String script) {
        return browser.driver().executeScript(script);
    }

    private Object clickId() {
        return js("return grapevine.clickId()");
    }

    private String clickIds() {
        return String.valueOf(js("return grapevine.clickIds().join(' ')"));
    }

    private String valueOf(String name) {
        return String.valueOf(browser.driver().findElement(By.name(name)).getDomProperty("value"));
    }

    /** Presses the button, and gives what the shop was then sent. */
    private String submitted() {
        browser.driver().findElement(By.id("buy")).click();
        Awaitility.await().until(() -> shop.asked("GET /thanks").isPresent());
        return shop.asked("GET /thanks").orElseThrow().line();
    }

    @Test
    void aTapOnALinkArrivesInTheOrder() {
        shop.put("/shop", script() + "<a id=next href=/order>order</a>");
        shop.put("/order", script() + FIELD);
        String code = server.link("{'destination':'" + shop.url("/shop?a=1#top") + "','trackConversions':true}");

        browser.driver().get(service() + "/" + code);
        browser.driver().findElement(By.id("next")).click();
        Awaitility.await()
                .until(() -> !browser.driver().findElements(By.id("form")).isEmpty());
        String id = String.valueOf(clickId());
        assertThat(submitted()).startsWith("GET /thanks?click=" + id + "&all=" + id + "&other=mine");

        server.awaitRecorded();
        assertThat(server.ask("/clicks?from=2020-01-01&to=2100-01-01&code=" + code)
                        .get("items")
                        .findValuesAsText("id"))
                .containsExactly(id);
        assertThat(server.post("/api/v1/conversions", "{\"clickId\":\"" + id + "\",\"event\":\"sale\"}")
                        .statusCode())
                .isEqualTo(201);
        // Pages and the form; nothing was sent by the script.
        assertThat(shop.asked()).hasSize(3);
        assertThat(shop.asked().get(0).line()).startsWith("GET /shop?a=1&gv_click=" + id);
        assertThat(shop.asked().get(1).line()).isEqualTo("GET /order");
    }

    @Test
    void theLastFiveOfATabAreKeptInTheirOrder() {
        IntStream.rangeClosed(1, 7).forEach(n -> open("/?gv_click=" + id(n)));
        assertThat(clickIds()).isEqualTo(String.join(" ", id(3), id(4), id(5), id(6), id(7)));
        assertThat(clickId()).isEqualTo(id(7));

        open("/other");
        assertThat(clickId()).isEqualTo(id(7));
    }

    @Test
    void whatIsOpenedAgainIsNoLaterClick() {
        open("/?gv_click=" + id(1));
        open("/?gv_click=" + id(2));
        browser.driver().navigate().back();
        browser.driver().navigate().refresh();
        assertThat(clickIds()).isEqualTo(id(1) + " " + id(2));
    }

    /** Such a page is shown as it was left, and its script does not run anew. */
    @Test
    void aPageThatIsShownAgainKnowsWhatCameSince() {
        shop.put("/form", script() + FIELD);
        open("/form?gv_click=" + id(1));
        open("/?gv_click=" + id(2));
        browser.driver().navigate().back();
        assertThat(clickId()).isEqualTo(id(2));
        assertThat(submitted()).contains("?click=" + id(2) + "&");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?gv_click=",
                "?gv_click=-",
                "?gv_click=short",
                "?gv_click=2pQ9xL0bVn3sKfT7uYcE1aa",
                "?gv_click=2pQ9xL0bVn3sKfT7uYcE1%00",
                "?gv_click=%22%3E%3Cscript%3Ealert(1)",
                "?xgv_click=2pQ9xL0bVn3sKfT7uYcE1a",
                "?a=gv_click=2pQ9xL0bVn3sKfT7uYcE1a",
                "#?gv_click=2pQ9xL0bVn3sKfT7uYcE1a",
            })
    void whatIsNoIdIsNotKept(String query) {
        shop.put("/form", script() + FIELD);
        open("/form" + query);
        assertThat(clickId()).isNull();
        assertThat(clickIds()).isEmpty();
        assertThat(js("return sessionStorage.length")).isEqualTo(0L);
        assertThat(submitted()).startsWith("GET /thanks?click=&all=&other=mine");
    }

    /** Other code of the page can write there. */
    @Test
    void whatElseStandsInTheStorageIsNoId() {
        open("/");
        js("sessionStorage.setItem('grapevine.clicks', '<b>,," + id(1) + ",null')");
        open("/?gv_click=" + id(2));
        assertThat(clickIds()).isEqualTo(id(1) + " " + id(2));
    }

    @Test
    void anotherTabHasIdsOfItsOwn() {
        open("/?gv_click=" + id(1));
        browser.driver().switchTo().newWindow(WindowType.TAB);
        open("/");
        assertThat(clickId()).isNull();
        closeOthers();
    }

    private void closeOthers() {
        String kept = browser.driver().getWindowHandle();
        new ArrayList<>(browser.driver().getWindowHandles()).forEach(tab -> {
            if (!tab.equals(kept)) {
                browser.driver().switchTo().window(tab).close();
            }
        });
        browser.driver().switchTo().window(kept);
    }

    @Test
    void fieldsAreFilledAsThePageIsReadWhetherTheScriptComesBeforeThemOrAfter() {
        shop.put("/before", script() + FIELD);
        shop.put("/after", FIELD + script().replace("<script", "<script async"));
        for (String page : List.of("/before", "/after")) {
            open(page + "?gv_click=" + id(1));
            Awaitility.await().until(() -> valueOf("click").equals(id(1)));
            open(page + "?gv_click=" + id(2));
            Awaitility.await().until(() -> valueOf("click").equals(id(2)));
            assertThat(valueOf("all")).isEqualTo(id(1) + "," + id(2));
            assertThat(valueOf("other")).isEqualTo("mine");
            js("sessionStorage.clear()");
        }
    }

    /** As shops do that are one page: the field is not there when the script runs, and a listener sends the form. */
    @Test
    void aFormThatIsAddedLaterIsFilledBeforeItsOwnCodeReadsIt() {
        open("/?gv_click=" + id(1));
        js("document.body.innerHTML = \"" + FIELD + "\";"
                + "document.getElementById('form').addEventListener('submit', function (event) {"
                + "  event.preventDefault();"
                + "  location = '/thanks?read=' + new FormData(event.target).get('click');"
                + "});");
        assertThat(valueOf("click")).isEmpty();
        assertThat(submitted()).endsWith("?read=" + id(1));
    }

    @Test
    void codeThatSendsAFormWithoutAsksForTheFieldsToBeFilled() {
        open("/?gv_click=" + id(1));
        js("document.body.innerHTML = \"" + FIELD + "\"; grapevine.fill()");
        assertThat(valueOf("click")).isEqualTo(id(1));
    }

    /** As browsers do whose user forbids pages to keep anything: to ask for the storage throws. */
    @Test
    void withoutStorageTheyAreKeptAsLongAsThePage() {
        String refusing = String.valueOf(browser.driver()
                .executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument",
                        Map.of(
                                "source",
                                "Object.defineProperty(window, 'sessionStorage', {get: function () {"
                                        + " throw new DOMException('refused', 'SecurityError'); }});"))
                .get("identifier"));
        try {
            shop.put("/form", script() + FIELD);
            open("/form?gv_click=" + id(1));
            assertThat(clickIds()).isEqualTo(id(1));
            assertThat(submitted()).contains("?click=" + id(1) + "&all=" + id(1) + "&");
            open("/");
            assertThat(clickId()).isNull();
        } finally {
            browser.driver()
                    .executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", refusing));
        }
    }

    @Test
    void aPageCanSayWhichScriptItMeans() throws NoSuchAlgorithmException {
        byte[] script = server.visit("GET", "/js/grapevine.js").body().getBytes(StandardCharsets.UTF_8);
        String hash = "sha384-"
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-384").digest(script));
        shop.allow("default-src 'none'; script-src " + service());
        shop.put("/pinned", script().replace("></", " crossorigin=anonymous integrity='" + hash + "'></"));
        open("/pinned?gv_click=" + id(1));
        assertThat(clickId()).isEqualTo(id(1));
    }
}
