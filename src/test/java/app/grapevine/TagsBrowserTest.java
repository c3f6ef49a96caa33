package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The page of tags: by the keyboard alone, and so that none is made by mistake. */
class TagsBrowserTest extends AtTheDashboard {
    @Override
    void fill() {
        server.link("{'destination':'https://example.com/','code':'one','tags':['Sale','Shoes']}");
        server.link("{'destination':'https://example.com/','code':'two','tags':['Sales','café']}");
    }

    @BeforeEach
    void openTags() {
        open("/tags");
    }

    private void choose(String deed, String tag) {
        browser.press("More for " + tag);
        browser.press(deed);
        browser.find(By.cssSelector("dialog[open]"));
    }

    private void pressKeys(CharSequence... keys) {
        browser.driver().switchTo().activeElement().sendKeys(keys);
    }

    @Test
    void aTagIsRenamedMergedAndDeletedByTheKeyboardAlone() {
        assertThat(browser.text()).contains("changes it on all of its links");
        assertThat(browser.find(By.cssSelector("nav [aria-current]")).getText()).isEqualTo("Links");

        choose("Merge into another", "Sales");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        pressKeys("Sael");
        browser.await("No link has “Sael” yet: this renames the tag.");
        pressKeys(Keys.BACK_SPACE, Keys.BACK_SPACE, "le");
        assertThat(browser.text()).doesNotContain("No link has");
        pressKeys(Keys.ENTER);
        browser.await("The links have the tag “Sale”");
        JsonNode tags = server.ask("/links/two").get("tags");
        assertThat(tags).extracting(JsonNode::asText).containsExactlyInAnyOrder("Sale", "café");

        choose("Rename", "café");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        pressKeys(" latte", Keys.ENTER);
        browser.await("The tag is “café latte” now");

        choose("Delete", "café latte");
        browser.await("1 link loses it");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        browser.find(By.xpath("//dialog//button[.='Delete']")).sendKeys(Keys.ENTER);
        browser.await("The tag “café latte” is deleted");
        assertThat(server.ask("/links/two").get("tags")).hasSize(1);
    }

    /** A tag that is there is offered, and taken as it is written, whatever the case in which it is typed. */
    @Test
    void whereATagIsGivenThoseThatThereAreAreOffered() {
        for (String path : new String[] {"/links", "/links/new", "/links/bulk", "/share-sets/new"}) {
            browser.place(path);
            browser.find(By.cssSelector("main h1"));
            Object offered = browser.driver().executeAsyncScript("""
                    const done = arguments[0];
                    const look = (left) => {
                      const all = [...document.querySelectorAll('main datalist option')].map((one) => one.value);
                      if (all.includes('Shoes') || left === 0) { done(all.join()); } else { setTimeout(look, 100, left - 1); }
                    };
                    look(50);""");
            assertThat(String.valueOf(offered)).as(path).contains("Shoes");
        }
        browser.driver().executeScript("location.hash = '#/links/new'");
        browser.awaitQuiet();
        browser.type("Destination", "example.com/spring");
        browser.labelled("Tags").sendKeys("SHOES", Keys.ENTER);
        browser.press("Remove Shoes");
        browser.labelled("Tags").sendKeys("shoes,new", Keys.ENTER);
        browser.press("Make link");
        browser.await("The link is made");
        JsonNode made = server.ask("/links?tag=new").at("/items/0");
        assertThat(made.get("tags")).extracting(JsonNode::asText).containsExactlyInAnyOrder("Shoes", "new");
        assertThat(made.get("destination").asText()).isEqualTo("https://example.com/spring");
    }
}
