package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.brought.OpeningBalance;
import app.grapevine.links.BroughtLink;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.Maker;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The further codes of a link on its page, and what was counted of it before it came here. */
class AliasesBrowserTest extends AtTheDashboard {
    private Link link;

    @Override
    void fill() {
        LinkDraft draft = LinkDraft.to("https://example.com/poster")
                .but()
                .title("Poster")
                .campaign("autumn")
                .draft();
        OpeningBalance balance = new OpeningBalance(1234, 900L, Instant.parse("2026-03-03T09:00:00Z"), "bit.ly");
        link = Objects.requireNonNull(server.links()
                .brought()
                .makeAll(List.of(new BroughtLink(draft, "docs/Ünï", List.of("poster-1"), null, balance)), Maker.NOBODY)
                .get(0)
                .link());
        server.tap("/docs/%C3%9Cn%C3%AF");
        server.awaitRecorded();
    }

    @Test
    void whatWasPrintedIsSeenFirstAndOthersAreAddedAndRemoved() {
        open("/link/" + link.domain() + "/" + link.code());
        assertThat(browser.find(By.cssSelector("main .lead")).getText()).contains("/docs/Ünï");
        browser.await("1,234 visits at bit.ly until 3 Mar 2026");
        browser.await("(900 visitors)");
        browser.await("Before Grapevine, until 3 Mar 2026: 1,234 visits");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();

        browser.press("Add an alias");
        browser.type("Alias", "a.b");
        browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
        browser.await("3 to 64");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        browser.labelled("Alias").clear();
        browser.type("Alias", "Autumn-26");
        browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
        browser.await("Autumn-26 leads to this link now");
        assertThat(server.tap("/autumn-26").statusCode()).isEqualTo(302);

        browser.press("Remove docs/Ünï");
        browser.await("docs/Ünï leads to this link no more");
        assertThat(server.tap("/docs/%C3%9Cn%C3%AF").statusCode()).isEqualTo(404);
        browser.press("Undo");
        browser.await("docs/Ünï leads to this link now");
        assertThat(server.links().get(link.key()).aliases()).containsExactly("Autumn-26", "docs/Ünï", "poster-1");
    }
}
