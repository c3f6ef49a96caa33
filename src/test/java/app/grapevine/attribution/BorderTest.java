package app.grapevine.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.channels.ChannelCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a request's headers and query is kept for attribution. */
class BorderTest {
    private final Attributor attributor =
            new Attributor(ChannelCatalogue.load(null).all());

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com,https://l.facebook.com",
                "HTTPS://L.Facebook.COM,https://l.facebook.com",
                "http://user:secret@example.com:8080/path,http://example.com",
                "https://example.com?q,https://example.com",
                "android-app://com.Slack/,android-app://com.slack",
                "Android-App://org.telegram.messenger,android-app://org.telegram.messenger",
                "android-app://,''",
                "android-app:///path,''",
                "javascript:alert(1),''",
                "data:text/html;base64;AAAA,''",
                "about:blank,''",
                "https://,''",
                "https:///path,''",
                "https://exa mple.com/,''",
                "'https://example.com\u202e/x',''",
                "'https://exa\u0000mple.com',''",
                "'',''"
            })
    void aRefererIsCutToItsOrigin(String referer, String origin) {
        assertThat(Referrers.origin(referer)).isEqualTo(origin);
    }

    @Test
    void aRefererOfAnyLengthIsCut() {
        assertThat(Referrers.origin("https://example.com/" + "a".repeat(100_000)))
                .isEqualTo("https://example.com");
        assertThat(Referrers.origin("https://" + "a".repeat(100_000))).isEmpty();
        assertThat(Referrers.origin("https://" + "@".repeat(100_000) + "x")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,''",
                "'',''",
                "fbclid=IwAR0secret,fbclid",
                "a=1&fbclid=IwAR0secret&b=2,fbclid",
                "FBCLID=x&twclid,fbclid&twclid",
                "fbclid=1&fbclid=2,fbclid",
                "from=timeline&isappinstalled=0,from=timeline&isappinstalled=0",
                "from=alice@mail.example,''",
                "isappinstalled=7,''",
                "gclid=secret,gclid",
                "%66bclid=1&%=%&%zz&=&&===,''",
                "utm_source=whatsapp,''"
            })
    void ofAQueryTheMarksOfAppsAreKeptAndNoValueThatNamesAPerson(String query, String marks) {
        assertThat(attributor.markers(query)).isEqualTo(marks);
    }

    @Test
    void aQueryOfAnyLengthGivesBoundedMarks() {
        assertThat(attributor.markers("fbclid=1&from=timeline&twclid=2&".repeat(5_000)))
                .isEqualTo("fbclid&from=timeline&twclid");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = ';',
            value = {
                "de-DE,de;de",
                "'de-DE,de;q=0.9,en;q=0.8';de",
                "'en;q=0.5, fr-CH;q=0.9, *;q=0.1';fr",
                "fil-PH;fil",
                "zh_CN;zh",
                "EN;en",
                "*;-",
                "'';-",
                "xx-made-up;-",
                "'de;q=0, en;q=0.1';en",
                "'q=1;;,,;q=;-';-"
            })
    void theLanguageIsTheOneThatIsPreferred(String header, String language) {
        assertThat(attributor.language(header)).isEqualTo(language);
    }
}
