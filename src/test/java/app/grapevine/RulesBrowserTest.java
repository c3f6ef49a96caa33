package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A link's rules in its form, on its page and in its report. */
class RulesBrowserTest extends AtTheDashboard {
    private WebElement rule(int place, String label) {
        return browser.find(By.xpath("(//fieldset[@class='rule'])[" + place + "]//*[@id = (//fieldset[@class='rule'])["
                + place + "]//label[starts-with(., '" + label + "')]/@for]"));
    }

    /** Typing "Germany" into a field of two letters would be Georgia. */
    @Test
    void conditionsAreGivenAndShownByTheNamesThatPeopleKnow() {
        place("/links/new");
        browser.type("Destination", "shop.example");
        browser.click(browser.find(By.xpath("//summary[starts-with(., 'Short address')]")));
        browser.type("Code", "named");
        browser.click(browser.find(By.xpath("//summary[starts-with(., 'Rules')]")));
        browser.press("Add a rule");
        rule(1, "Leads to").sendKeys("shop.example/de");
        rule(1, "From a country").sendKeys("Germany", Keys.ENTER, "at", Keys.ENTER);
        rule(1, "In a language").sendKeys("german,", "Italian", Keys.ENTER);
        browser.click(browser.find(By.xpath("//summary[starts-with(., 'More conditions')]")));
        rule(1, "Inside an app").sendKeys("Microsoft Teams", Keys.ENTER, "Any app", Keys.ENTER);
        rule(1, "System").sendKeys("macOS", Keys.ENTER);
        browser.press("Remove Austria");
        browser.press("Make link");
        browser.await("The link is made");
        browser.await("system: macOS · inside Microsoft Teams, any app · from Germany · in German, Italian");

        JsonNode rule = server.ask("/links/named").at("/rules/0");
        assertThat(rule.get("destination").asText()).isEqualTo("https://shop.example/de");
        assertThat(rule.at("/when/country").toString()).isEqualTo("[\"DE\"]");
        assertThat(rule.at("/when/language").toString()).isEqualTo("[\"de\",\"it\"]");
        assertThat(rule.at("/when/app").toString()).isEqualTo("[\"teams\",\"any\"]");
        assertThat(rule.at("/when/system").toString()).isEqualTo("[\"macos\"]");
    }

    /** Whatever is offered is taken by the service; those who type are not refused what the list has. */
    @Test
    void whatIsOfferedForAConditionIsTakenByTheService() {
        place("/links/new");
        browser.click(browser.find(By.xpath("//summary[starts-with(., 'Rules')]")));
        browser.press("Add a rule");
        browser.type("Destination", "https://shop.example/");
        Object refused = browser.driver()
                .executeAsyncScript("""
                const done = arguments[0];
                const { countries, languages } = await import('/dashboard/base/world.js');
                const options = { country: countries().map(([code]) => code), language: languages().map(([code]) => code) };
                const rules = (name, all) => all.length === 0 ? []
                  : [{ when: { [name]: all.slice(0, 50) }, destination: 'https://example.com/' }, ...rules(name, all.slice(50))];
                const answer = await fetch('/api/v1/links', { method: 'POST', headers: { 'Content-Type': 'application/json' },
                  body: JSON.stringify({ destination: 'no address', rules: Object.entries(options).flatMap(([name, all]) => rules(name, all)) }) });
                const refused = (await answer.json()).errors.map((fault) => fault.field).filter((field) => field !== 'destination');
                done(options.country.length > 240 && options.language.length > 60 ? refused.join() : 'few: ' + JSON.stringify(options));
                """.replace("const { countries", "(async () => { const { countries")
                        .replaceFirst("\\n$", "\n})();"));
        assertThat(String.valueOf(refused)).isEmpty();

        Object apps = browser.driver().executeScript("""
                const field = [...document.querySelectorAll('.rule label')].find((one) => one.textContent === arguments[0]);
                return [...document.getElementById(field.htmlFor).list.options].map((one) => one.value).join()""", "Inside an app");
        browser.click(browser.find(By.xpath("//summary[starts-with(., 'More conditions')]")));
        rule(1, "Leads to").sendKeys("https://shop.example/app");
        rule(1, "Inside an app").sendKeys(each(apps));
        Object systems = browser.driver().executeScript("""
                const field = [...document.querySelectorAll('.rule label')].find((one) => one.textContent === arguments[0]);
                return [...document.getElementById(field.htmlFor).list.options].map((one) => one.value).join()""", "System");
        rule(1, "System").sendKeys(each(systems));
        browser.press("Make link");
        browser.await("The link is made");
    }

    /** Each of some that a comma parts, and that it is one. */
    private static CharSequence[] each(Object all) {
        return Stream.of(String.valueOf(all).split(","))
                .flatMap(one -> Stream.of(one, Keys.ENTER))
                .toArray(CharSequence[]::new);
    }

    /** One who makes a link for each of several apps wants one set of rules for all of them. */
    @Test
    void allLinksOfAShareSetAreMadeWithOneSetOfRules() {
        place("/share-sets/new");
        browser.awaitQuiet();
        browser.type("Destination", "shop.example");
        browser.click(browser.find(By.xpath("//summary[starts-with(., 'Rules')]")));
        browser.press("Add a rule");
        rule(1, "Leads to").sendKeys("shop.example/it");
        browser.press("Make 5 links");
        browser.await("Give at least one condition.");
        assertThat(browser.accessibilityFindings()).isEmpty();
        rule(1, "In a language").sendKeys("Italian", Keys.ENTER);
        browser.press("Make 5 links");
        browser.await("5 links are ready");
        String set = String.valueOf(browser.driver().executeScript("return location.hash.split('/').pop()"));
        JsonNode links = server.ask("/links?shareSet=" + set).get("items");
        assertThat(links).hasSize(5);
        for (JsonNode link : links) {
            assertThat(link.at("/rules/0/destination").asText()).isEqualTo("https://shop.example/it");
            assertThat(link.at("/rules/0/when/language/0").asText()).isEqualTo("it");
        }
    }

    /** Anew: the form of the test before may still be in sight, and what is typed into that one is gone with it. */
    private void place(String path) {
        browser.driver().executeScript("location.hash = '#" + path + "'");
        browser.driver().navigate().refresh();
    }

    @Test
    void rulesAreAddedPutInOrderShownCountedAndRemoved() {
        place("/links/new");
        browser.type("Destination", "https://shop.example/");
        browser.click(browser.find(By.xpath("//summary[starts-with(., 'Short address')]")));
        browser.type("Code", "ruled");
        browser.click(browser.find(By.xpath("//summary[starts-with(., 'Rules')]")));
        browser.press("Add a rule");
        rule(1, "Leads to").sendKeys("https://rule.example/one");
        browser.press("Make link");
        browser.await("Give at least one condition.");
        assertThat(browser.accessibilityFindings()).isEmpty();

        browser.press("iPhone (iOS)");
        browser.press("Add a rule");
        rule(2, "Leads to").sendKeys("https://rule.example/two");
        rule(2, "In a language").sendKeys("it", Keys.ENTER, "a1", Keys.ENTER);
        browser.press("Try Rule 2 earlier");
        browser.press("Make link");
        browser.await("Choose a language from the list");
        rule(1, "In a language").sendKeys(Keys.BACK_SPACE);
        browser.click(browser.find(By.xpath("//summary[starts-with(., 'More conditions')]")));
        rule(1, "Name in reports").sendKeys("italian");
        browser.press("Make link");
        browser.await("The link is made");

        JsonNode rules = server.ask("/links/ruled").get("rules");
        assertThat(rules.findValuesAsText("destination"))
                .containsExactly("https://rule.example/two", "https://rule.example/one");
        assertThat(rules.at("/0/name").asText()).isEqualTo("italian");
        assertThat(rules.at("/0/when/language/0").asText()).isEqualTo("it");
        assertThat(rules.at("/1/when/device/0").asText()).isEqualTo("ios");

        browser.await("in Italian");
        browser.await("on iPhone (iOS)");
        server.visit("GET", "/ruled", "User-Agent", TestAgents.IPHONE, "Accept-Language", "it");
        server.visit("GET", "/ruled", "User-Agent", TestAgents.IPHONE);
        server.awaitRecorded();
        place("/links");
        place("/link/" + server.ask("/links/ruled").get("domain").asText() + "/ruled");
        browser.find(By.cssSelector("details.fold"));
        browser.unfold();
        browser.find(By.xpath("//section[.//h2[.='Rules']]//th[contains(., 'italian')]"));
        browser.find(By.xpath("//section[.//h2[.='Rules']]//th[contains(., 'Rule 2')]"));
        assertThat(browser.accessibilityFindings()).isEmpty();

        browser.press("Edit");
        browser.press("Remove Rule 1");
        browser.press("Save");
        browser.await("The link is changed");
        assertThat(server.ask("/links/ruled").get("rules").findValuesAsText("destination"))
                .containsExactly("https://rule.example/one");
    }
}
