package app.grapevine.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadableHostTest {
    private static ReadableHost read(String unicode) {
        return ReadableHost.of("https://" + UnicodeHost.toAscii(unicode).orElseThrow() + ":8443/a?b=://c#d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bücher.example",
                "faß.example",
                "почта.example",
                "пример.испытание",
                "сор.рф", // all of it like ASCII, but for the domain
                "παράδειγμα.example",
                "例え.テスト",
                "ソニーsony.example", // Japanese is written so
                "한국kr.example",
                "नमस्ते.example",
                "مثال.example",
                "☕.example"
            })
    void aNameThatLooksLikeNoOtherIsShownInItsLetters(String unicode) {
        ReadableHost host = read(unicode);
        assertThat(host.isLookAlike()).isFalse();
        assertThat(host.unicode()).isEqualTo(unicode);
        assertThat(host.ascii()).isEqualTo(UnicodeHost.toAscii(unicode).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "аррӏе.example", // all Cyrillic
                "www.аррӏе.example",
                "аррӏе.со", // the domain as well
                "pаypal.example", // one Cyrillic letter
                "bαnk.example", // one Greek letter
                "gооgle.example",
                "ехаmple.example",
                "օnline.example", // an Armenian letter
                "ӏ.example",
                "kɑ.example", // a Latin letter that ASCII has not
                "नमस्\u200dते.example" // with a joiner, which is not seen
            })
    void aNameThatLooksLikeAnotherIsShownInAsciiAlone(String unicode) {
        ReadableHost host = read(unicode);
        assertThat(host.isLookAlike()).isTrue();
        assertThat(host.unicode()).isNull();
        assertThat(host.ascii()).contains("xn--");
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/, example.com",
        "https://example.com, example.com",
        "http://example.com?xn--a, example.com",
        "http://192.0.2.1:80/, 192.0.2.1",
        "http://[2001:db8::1]:80/, [2001:db8::1]",
        "https://xn--a.example/, xn--a.example" // stored before punycode was checked
    })
    void allElseIsShownAsItIs(String url, String host) {
        assertThat(ReadableHost.of(url)).isEqualTo(new ReadableHost(host, null, false));
    }
}
