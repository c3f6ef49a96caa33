package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The bookmark that opens a new share set for the page that it is pressed on. */
class BookmarkletBrowserTest extends AtTheDashboard {
    private WebElement bookmark() {
        open("/me");
        return browser.find(By.xpath("//a[normalize-space(.)='Share with Grapevine']"));
    }

    private String address() {
        return Objects.requireNonNull(bookmark().getDomAttribute("href"));
    }

    /** As a browser does with a bookmark of such an address: it is run in the page that is shown. */
    private void pressOnPage(String address) {
        Set<String> before = browser.driver().getWindowHandles();
        browser.driver().executeScript("""
                const bookmark = document.createElement('a');
                bookmark.href = arguments[0];
                bookmark.textContent = 'bookmark';
                document.body.append(bookmark);
                """, address);
        browser.press("bookmark");
        Awaitility.await().until(() -> browser.driver().getWindowHandles().size() > before.size());
        Set<String> opened = new TreeSet<>(browser.driver().getWindowHandles());
        opened.removeAll(before);
        browser.driver().switchTo().window(opened.iterator().next());
    }

    @Test
    void onAPageOfAnotherOriginItOpensTheFormWithThatPagesAddressAndTitle() throws IOException {
        String address = address();
        try (ShopPages shop = new ShopPages()) {
            shop.put("/boots", "<title>shop</title><body>Boots & more");
            browser.go(shop.url("/boots?size=42&note=100%25+sure#red"));
            browser.driver().executeScript("document.title = 'Boots & “more” #1'");
            pressOnPage(address);

            browser.awaitQuiet();
            browser.await("New share set");
            assertThat(browser.labelled("Destination").getDomProperty("value"))
                    .isEqualTo(shop.url("/boots?size=42&note=100%25+sure#red"));
            assertThat(browser.labelled("Name").getDomProperty("value")).isEqualTo("Boots & “more” #1");
            assertThat(browser.driver().executeScript("return window.opener === null && document.referrer === ''"))
                    .as("the two pages do not know each other")
                    .isEqualTo(true);
            assertThat(shop.asked()).as("nothing is loaded into the page").hasSize(1);
        }
    }

    @Test
    void pressedInTheDashboardItSaysThatItIsToBeDragged() {
        browser.click(bookmark());

        browser.await("Drag it into the bookmarks bar");
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.driver().getCurrentUrl()).endsWith("#/me");
    }

    @Test
    void whoHasNoBarTakesItsAddressAway() {
        browser.allowClipboard("http://127.0.0.1:" + server.port());
        String address = address();

        browser.press("Copy its address");
        browser.await("Copied");
        assertThat(browser.clipboard()).isEqualTo(address).startsWith("javascript:");
    }
}
