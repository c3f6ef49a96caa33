package app.grapevine.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.attribution.Tier;
import app.grapevine.stats.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The words of workbooks. */
class WordsTest {
    private static final int LONGEST_NAME_OF_A_SHEET = 31;

    static java.util.List<String> languages() {
        return Words.LANGUAGES;
    }

    @ParameterizedTest
    @MethodSource("languages")
    void eachLanguageSaysTheSameThings(String language) {
        assertThat(Words.texts(language).stringPropertyNames())
                .isEqualTo(Words.texts(Words.LANGUAGES.get(0)).stringPropertyNames());
        assertThat(Words.texts(language).values())
                .allSatisfy(text -> assertThat(text.toString()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void whatAReportCanBeNarrowedToAndEachTierHasAName(String language) {
        Words words = Words.all().get(language);
        for (Filter filter : Filter.values()) {
            if (filter != Filter.KIND) {
                assertThat(words.text("filter." + filter.label())).isNotBlank();
            }
        }
        for (Tier tier : Tier.values()) {
            assertThat(words.text("tier." + tier.label())).isNotBlank();
            assertThat(words.text("certainty." + tier.label())).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aSheetsNameIsShortEnoughForSpreadsheets(String language) {
        Words.texts(language).stringPropertyNames().stream()
                .filter(key -> key.startsWith("sheet."))
                .forEach(key -> assertThat(Words.texts(language).getProperty(key))
                        .hasSizeLessThanOrEqualTo(LONGEST_NAME_OF_A_SHEET)
                        .doesNotContainPattern("[\\[\\]:*?/\\\\]"));
    }

    @Test
    void aCountryIsCalledByItsName() {
        assertThat(Words.all().get("it").country("DE")).isEqualTo("Germania");
    }
}
