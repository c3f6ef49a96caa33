package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.io.IOException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;

/** What {@code RECIPES.md} has put into pages of shops, as it stands there, in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecipesBrowserTest {
    private static final String ID = "2pQ9xL0bVn3sKfT7uYcE1a";

    private static final String OTHER = "5rWd8Zk1mXc4TgH6yJqB0e";

    private TestServer server;
    private ShopPages shop;
    private Chromium browser;

    @BeforeAll
    void start() throws IOException {
        browser = Chromium.open(800, 600, "en-GB,en");
        server = TestServer.startNow();
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
    void forget() {
        shop.clear("", "");
        browser.driver().get(shop.url("/"));
        browser.driver().executeScript("sessionStorage.clear()");
        shop.asked().clear();
    }

    /** A piece of code, with this test's service in place of the document's. */
    private String code(String name) {
        return Recipes.code(name).replace("https://go.example", "http://localhost:" + server.port());
    }

    private String script() {
        return "<script src='http://localhost:" + server.port() + "/js/grapevine.js' async></script>";
    }

    private void open(String address) {
        browser.driver().get(shop.url(address));
        Awaitility.await()
                .until(() -> Boolean.TRUE.equals(browser.driver().executeScript("return !!window.grapevine")));
    }

    private String awaitAsked(String beginning) {
        Awaitility.await().until(() -> shop.asked(beginning).isPresent());
        return shop.asked(beginning).orElseThrow().line();
    }

    @Test
    void aPaymentLinkOfStripeIsToldTheClick() {
        shop.put("/pay", script() + code("payment-link.html").replace("https://buy.stripe.com", ""));
        open("/pay?gv_click=" + ID);
        browser.driver().findElement(By.id("pay")).click();
        assertThat(awaitAsked("GET /test_1234")).endsWith("/test_1234?client_reference_id=" + ID);
    }

    @Test
    void aPaymentLinkOfStripeIsAsItWasForWhoCameByNoLink() {
        shop.put("/pay", script() + code("payment-link.html").replace("https://buy.stripe.com", ""));
        open("/pay");
        browser.driver().findElement(By.id("pay")).click();
        assertThat(awaitAsked("GET /test_1234")).endsWith("/test_1234");
    }

    @Test
    void aFormThatComesByMailHasTheClicksAndWhatTheirOwnerSays() {
        shop.put("/ask", code("form.html"));
        open("/ask?gv_click=" + OTHER);
        open("/ask?gv_click=" + ID);
        browser.driver().findElement(By.name("heard")).sendKeys("a friend");
        browser.driver().findElement(By.name("question")).sendKeys("How much?");
        browser.driver().findElement(By.name("mail")).sendKeys("buyer@example.com");
        browser.driver().findElement(By.tagName("button")).click();
        awaitAsked("POST /form-to-mail");
        assertThat(shop.asked("POST /form-to-mail").orElseThrow().body())
                .isEqualTo(
                        "question=How+much%3F&mail=buyer%40example.com&heard=a+friend&gv_click=" + OTHER + "%2C" + ID);
    }

    /** The theme's own language fills in what the cart has already: Liquid 5.4.0 wrote {@code null} or the id in quotes. */
    private String theme(String known) {
        return code("theme.liquid").replace("{{ cart.attributes.gv_click | json }}", known);
    }

    @Test
    void aCartOfShopifyIsToldTheClickOnce() {
        shop.put("/new", theme("null"));
        open("/new?gv_click=" + ID);
        awaitAsked("POST /cart/update.js");
        assertThat(shop.asked("POST /cart/update.js").orElseThrow().body())
                .isEqualTo("{\"attributes\":{\"gv_click\":\"" + ID + "\"}}");

        shop.put("/known", theme("\"" + ID + "\""));
        shop.asked().clear();
        open("/known");
        awaitAsked("GET /known");
        assertThat(shop.asked("POST /cart")).isEmpty();
    }

    /** With a stand-in for the checkout's store: 11.0.1 has both names, 9.7.1 the second, and each was told by this very code. */
    @Test
    void aCheckoutOfBlocksOfWooCommerceIsToldTheClick() {
        String php = code("grapevine.php");
        String footer = php.substring(php.indexOf("<script>"), php.indexOf("</script>") + "</script>".length());
        for (String name : new String[] {"setExtensionData", "__internalSetExtensionData"}) {
            shop.put(
                    "/checkout",
                    script() + "<script>window.wp = {data: {dispatch: function (store) { return {" + name
                            + ": function (space, data) { window.told = [store, space, JSON.stringify(data)].join(' '); }}; }}};</script>"
                            + footer);
            open("/checkout?gv_click=" + ID);
            Awaitility.await()
                    .until(() -> ("wc/store/checkout grapevine {\"gv_click\":\"" + ID + "\"}")
                            .equals(browser.driver().executeScript("return window.told")));
        }
    }
}
