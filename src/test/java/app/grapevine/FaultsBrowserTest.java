package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What is said beside fields: it goes with what it was about, and stays with what it is about. */
class FaultsBrowserTest extends AtTheDashboard {
    private List<String> faults() {
        return browser.driver().findElements(By.cssSelector(".fault")).stream()
                .map(WebElement::getText)
                .toList();
    }

    private boolean isToldAbove() {
        return browser.driver().findElements(By.cssSelector(".problem")).stream()
                .anyMatch(WebElement::isDisplayed);
    }

    @Test
    void anErrorGoesWhenItsFieldIsChangedAndTheWordAboveWithTheLast() {
        open("/campaigns/new");
        browser.press("Make campaign");
        browser.await("see what stands beside the fields");
        assertThat(faults()).containsExactly("Fill this in.", "1 to 64 lower-case letters, digits or hyphens.");
        browser.labelled("Short name").sendKeys("s");
        assertThat(faults()).as("that of the name").containsExactly("Fill this in.");
        assertThat(isToldAbove()).isTrue();
        browser.labelled("Name").sendKeys("Spring");
        assertThat(faults()).isEmpty();
        assertThat(isToldAbove()).isFalse();
        assertThat(browser.labelled("Name").getDomAttribute("aria-invalid")).isNull();

        browser.labelled("Short name").sendKeys(Keys.chord(Keys.CONTROL, "a"), "No slug");
        browser.press("Make campaign");
        browser.await("1 to 64 lower-case letters, digits or hyphens.");
        assertThat(isToldAbove()).as("what is wrong is told anew").isTrue();
    }

    @Test
    void anErrorOfARowStaysWithItsRow() {
        open("/campaigns/new");
        browser.type("Name", "Rows");
        for (int i = 0; i < 3; i++) {
            browser.press("Add a cost");
        }
        for (int i = 1; i <= 3; i++) {
            amount(i).sendKeys(i == 2 ? "much" : "10");
        }
        browser.press("Make campaign");
        browser.await("Give an amount");
        assertThat(amount(2).getDomAttribute("aria-invalid")).isEqualTo("true");
        browser.press("Remove cost 1");
        assertThat(amount(1).getDomProperty("value")).isEqualTo("much");
        assertThat(amount(1).getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(amount(2).getDomAttribute("aria-invalid")).isNull();
        browser.press("Remove cost 1");
        assertThat(faults()).isEmpty();
        assertThat(isToldAbove()).isFalse();
    }

    private WebElement amount(int row) {
        return browser.find(By.cssSelector("fieldset.cost:nth-of-type(" + row + ") .field:last-of-type input"));
    }

    @Test
    void anErrorOfAChoiceGoesWithIt() {
        open("/keys");
        browser.press("New key");
        browser.type("Name", "For the shop");
        String right = "Read reportsClicks, visits and their evidence.";
        browser.press("Rights one by one");
        browser.press(right);
        browser.press("See linksLinks, campaigns and share sets.");
        browser.press("Make key");
        browser.await("Tick at least one.");
        browser.press(right);
        assertThat(faults()).isEmpty();
        assertThat(isToldAbove()).isFalse();
    }

    @Test
    void anErrorOfAPasswordGoesToo() {
        open("/accounts");
        browser.press("New account");
        browser.type("Name", "maria");
        browser.type("First password", "short");
        browser.press("Make account");
        browser.await("From 10 to");
        browser.labelled("First password").sendKeys(" and now longer than before");
        assertThat(faults()).noneMatch(text -> text.startsWith("From 10"));
    }
}
