package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The channels that are offered: in which order, how the rare ones are found, and their signs. */
class ChannelsBrowserTest extends AtTheDashboard {
    private List<String> offered(String legend) {
        return browser
                .driver()
                .findElements(By.xpath("//fieldset[legend[starts-with(., '" + legend
                        + "')]]//label[contains(@class, 'tick')]/span[2]"))
                .stream()
                .map(WebElement::getText)
                .toList();
    }

    @Test
    void thoseThatOneUsesMostComeFirstAndTheOthersByName() {
        open("/share-sets/new");
        browser.find(By.cssSelector(".tick"));
        browser.driver().executeScript("localStorage.clear()");
        open("/share-sets/new");
        browser.await("Those you use most come first, the others by name.");
        assertThat(offered("Private"))
                .startsWith("WhatsApp", "Messenger", "Telegram", "Instagram", "Email", "Discord", "iMessage");
        assertThat(offered("Public"))
                .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER)
                .contains("QR code");

        browser.type("Destination", "https://example.com/");
        browser.press("Clear");
        tick("QR code");
        tick("Signal");
        browser.click(browser.find(By.cssSelector(".share-submit button")));
        browser.await("2 links are ready");
        open("/share-sets/new");
        browser.await("Make 2 links");
        assertThat(offered("Private")).startsWith("Signal", "Discord", "Email");
        assertThat(offered("Public")).startsWith("QR code", "Bluesky");

        open("/links/new");
        List<String> groups = browser.labelled("Channel").findElements(By.tagName("optgroup")).stream()
                .map(group -> group.getDomAttribute("label"))
                .toList();
        assertThat(groups).containsExactly("Most used", "Private", "Public");
        List<String> options =
                browser.labelled("Channel").findElements(By.cssSelector("optgroup:first-of-type option")).stream()
                        .map(WebElement::getText)
                        .toList();
        assertThat(options).containsExactlyInAnyOrder("Signal", "QR code");
    }

    private void tick(String channel) {
        browser.click(browser.find(By.xpath("//label[contains(@class, 'tick')][span[.='" + channel + "']]")));
    }

    @Test
    void aRareChannelIsFoundByItsName() {
        open("/share-sets/new");
        browser.find(By.cssSelector(".tick"));
        browser.click(browser.find(By.xpath("//summary[starts-with(., 'More channels')]")));
        browser.labelled("Find a channel").sendKeys("three", Keys.ENTER);
        assertThat(offered("More channels")).containsExactly("Threema");
        assertThat(browser.accessibilityFindings()).isEmpty();
        browser.labelled("Find a channel").sendKeys("legs");
        browser.await("No channel is called “threelegs”.");
        assertThat(browser.driver().findElements(By.cssSelector(".problem")))
                .as("Enter sent nothing")
                .isEmpty();
    }

    @Test
    void eachThatIsOfferedAtOnceHasASignOfItsOwn() {
        open("/share-sets/new");
        browser.find(By.cssSelector(".tick"));
        Object without = browser.driver().executeScript("""
                const offered = [...document.querySelectorAll('.ticks:not(details *) .tick')];
                const drawn = offered.map((tick) => [...tick.querySelectorAll('.mark path')].map((path) => path.getAttribute('d')).join());
                const colours = offered.map((tick) => getComputedStyle(tick.querySelector('.mark')).backgroundColor);
                return offered.filter((tick, i) => !drawn[i] || drawn.indexOf(drawn[i]) !== i || colours.indexOf(colours[i]) !== i)
                  .map((tick) => tick.textContent);""");
        assertThat((List<?>) Objects.requireNonNull(without)).isEmpty();
    }
}
