package app.grapevine.links;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeShapeTest {
    @ParameterizedTest
    @ValueSource(strings = {"abc", "ABC", "a-b", "___", "---", "123", "spring-2026"})
    void aWordOfLettersDigitsHyphensAndUnderscoresCanBeACode(String word) {
        assertThat(CodeShape.isCode(word)).isTrue();
        assertThat(CodeShape.isPath("/" + word)).isTrue();
        assertThat(CodeShape.isPath(word)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "a b", "a/b", "a.b", "äbc", "abc+", "abc\n"})
    void allElseIsNone(String word) {
        assertThat(CodeShape.isCode(word)).isFalse();
        assertThat(CodeShape.isPath("/" + word)).isFalse();
    }

    @Test
    void aCodeHasAtMost64Characters() {
        assertThat(CodeShape.isCode("x".repeat(64))).isTrue();
        assertThat(CodeShape.isCode("x".repeat(65))).isFalse();
    }
}
