package app.grapevine.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharactersTest {
    private static final String FAMILY = "👨‍👩‍👧‍👦";

    @Test
    void whatNobodySeesIsTakenOut() {
        assertThat(Characters.clean("\u00a0 Sa\u200ble\u2060\ufeff\u00ad \u3000"))
                .isEqualTo("Sale");
        assertThat(Characters.clean("\u202eSale\u202c\u200d")).isEqualTo("Sale");
        assertThat(Characters.clean("Sa\u200dle \u200e")).isEqualTo("Sale");
        assertThat(Characters.clean("\u200b\u3164 \ufeff")).isEmpty();
        assertThat(Characters.clean("  two words ")).isEqualTo("two words");
    }

    @Test
    void whatIsComposedOrNotIsOneText() {
        assertThat(Characters.clean("Cafe\u0301")).isEqualTo("Caf\u00e9");
    }

    /** Family, flag in colours, Wales, a key with a digit, a hand with a tone, Persian, Devanagari, a Mongolian letter. */
    @ParameterizedTest
    @ValueSource(strings = {FAMILY, "🏳️‍🌈", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "1️⃣", "👍🏽", "می‌خواهم", "क्‍ष", "ᠠ᠋", "❤️"})
    void whatChangesWhatIsSeenStays(String text) {
        assertThat(Characters.clean(text)).isEqualTo(text);
    }

    @Test
    void aCharacterIsWhatPeopleSee() {
        assertThat(Map.of(
                        "Sale",
                        4,
                        "🍇".repeat(151),
                        151,
                        FAMILY,
                        1,
                        "e\u0301",
                        1,
                        "🇮🇹🇩🇪",
                        2,
                        "한국",
                        2,
                        "",
                        0,
                        "né",
                        2))
                .allSatisfy((text, count) ->
                        assertThat(Characters.count(text)).as(text).isEqualTo(count));
        assertThat(Characters.count("z" + "\u0335".repeat(35))).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"Sale, sALE", "Café, CAFE\u0301", "Straße, STRASSE", "Ωμέγα, ΩΜΈΓΑ", "ΣΑΣ, σας"})
    void whatDiffersInCaseAloneIsFoldedAlike(String one, String other) {
        assertThat(Characters.folded(one)).isEqualTo(Characters.folded(other));
        assertThat(Characters.folded(one)).isNotEqualTo(Characters.folded("x" + other));
    }

    @Test
    void anAddressIsReadInTheLettersThatPeopleType() {
        assertThat(ReadableUrl.folded("https://xn--tbingen-n2a.example/S%C3%BC%c3%9f?q=%D0%AF%20b"))
                .isEqualTo("https://tübingen.example/süss?q=я%20b");
        assertThat(ReadableUrl.folded("https://example.com/a%20b?c=%2F")).isNull();
        assertThat(ReadableUrl.folded("https://example.com/%E9t%E9")).isNull();
    }
}
