package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;

/** Every page in each language but English, which has {@link PagesBrowserTest}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesInLanguagesBrowserTest {
    /** Those of the page but English, in which every page is looked at in light and in dark. */
    private static final List<String> LANGUAGES = List.of("it", "es", "de", "fr");

    /** What is in words that people wrote here and nowhere else; and what is of no harm: tables that are moved, and the list of what is ticked. */
    private static final List<String> THEIRS =
            List.of("nnn", "<script>", "localhost", "example.com", "scrolls sideways", "div.share-submit > p");

    private static final boolean COLOURS_IN_EACH =
            System.getProperty("grapevine.colours", "").equals("whole");

    private FilledPages filled;
    private Chromium browser;

    @BeforeAll
    void start() {
        filled = new FilledPages();
        browser = filled.browser();
    }

    @AfterAll
    void stop() {
        if (filled != null) {
            filled.close();
        }
    }

    private Stream<String> pages() {
        return filled.pages();
    }

    /** Words of another language are longer, or are not there. Colours are the same in all, and are looked at in all only if one asks for it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void aPageFitsAndCanBeReadInEachLanguage(String page) {
        browser.complaints();
        try {
            for (String language : LANGUAGES) {
                browser.inLanguage(language).inDark(false).asPhone(360, 740);
                browser.go(filled.address(language, page));
                browser.awaitQuiet();
                assertThat(COLOURS_IN_EACH ? browser.accessibilityFindings() : browser.findingsButColours())
                        .as("axe-core, %s", language)
                        .isEmpty();
                if (COLOURS_IN_EACH) {
                    assertThat(browser.inDark(true).colourFindings())
                            .as("axe-core, %s, when it gets dark", language)
                            .isEmpty();
                }
                assertThat(browser.overflow())
                        .as("wider than a phone, %s", language)
                        .isZero();
                assertThat(misfits())
                        .as("what does not fit on a phone, %s", language)
                        .isEmpty();
                browser.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
                assertThat(browser.overflow())
                        .as("wider than a desktop, %s", language)
                        .isZero();
                assertThat(misfits())
                        .as("what does not fit on a desktop, %s", language)
                        .isEmpty();
                assertThat(texts())
                        .as("which texts were loaded")
                        .isNotEmpty()
                        .allMatch(file -> String.valueOf(file).startsWith(language + "/"));
                assertThat(browser.driver().findElement(By.tagName("html")).getDomAttribute("lang"))
                        .isEqualTo(language);
            }
        } finally {
            browser.inLanguage("en").driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
        assertThat(browser.complaints())
                .as("what the browser complains of")
                // Pages that follow each other at once may find no place yet among those who watch visits come in.
                .filteredOn(message -> !message.contains("/live"))
                .isEmpty();
    }

    /** Of what the page says itself: what people wrote may be cut off, and tables may be moved. */
    private List<String> misfits() {
        return browser.misfits().stream()
                .filter(one -> THEIRS.stream().noneMatch(one::contains))
                .toList();
    }

    /** The files of texts that the page has asked for, without their ending. */
    private List<?> texts() {
        return (List<?>) Objects.requireNonNull(browser.driver().executeScript("""
                return performance.getEntriesByType('resource').map((one) => one.name)
                  .filter((name) => name.includes('/texts/')).map((name) => name.replace(/.*\\/texts\\/|\\.js.*/g, ''));
                """));
    }
}
