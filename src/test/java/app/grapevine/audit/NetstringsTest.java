package app.grapevine.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetstringsTest {
    @Test
    void textsAreWrittenAsNetstringsAndReadAgain() {
        List<String> texts = Arrays.asList("link", "", null, "ä, 3:x", "5:hello,");
        byte[] written = Netstrings.write(texts);
        assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo("4:link,0:,-,7:ä, 3:x,8:5:hello,,");
        assertThat(Netstrings.read(written)).isEqualTo(texts);
    }

    @Test
    void noTwoListsAreTheSameBytes() {
        assertThat(Netstrings.write(List.of("ab", "c"))).isNotEqualTo(Netstrings.write(List.of("a", "bc")));
        assertThat(Netstrings.write(Arrays.asList((String) null))).isNotEqualTo(Netstrings.write(List.of("")));
        assertThat(Netstrings.write(List.of("-"))).isNotEqualTo(Netstrings.write(Arrays.asList((String) null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4:lin,", "x", "4link,", "4:link", "-", ":,", "99999999999:a,", "-1:a,", "1:ab,"})
    void whatIsNoListIsRefused(String text) {
        assertThatThrownBy(() -> Netstrings.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
