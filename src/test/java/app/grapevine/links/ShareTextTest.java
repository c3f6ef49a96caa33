package app.grapevine.links;

import static app.grapevine.links.TestLinks.CHANNELS;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.attribution.Channel;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTextTest {
    private static final String URL = "https://go.example.com/abc";
    private static final String ENCODED = "https%3A%2F%2Fgo.example.com%2Fabc";

    @Test
    void theUrlStandsAtTheEndOrWhereTheOwnerPutIt() {
        assertThat(new ShareText(null, URL).withUrl()).isEqualTo(URL);
        assertThat(new ShareText("Look:", URL).withUrl()).isEqualTo("Look: " + URL);
        assertThat(new ShareText("See {url} today", URL).withUrl()).isEqualTo("See " + URL + " today");
    }

    @Test
    void aTemplateOfTextAloneHasTheUrlInTheTextOnce() {
        ShareText text = new ShareText("50% off & more +1 grüße 🍇", URL);
        assertThat(text.shareUri("https://wa.me/?text={text}"))
                .isEqualTo("https://wa.me/?text=50%25%20off%20%26%20more%20%2B1%20gr%C3%BC%C3%9Fe%20%F0%9F%8D%87%20"
                        + ENCODED);
    }

    @Test
    void aTemplateOfUrlAndTextHasTheUrlApart() {
        String template = "https://t.me/share/url?url={url}&text={text}";
        assertThat(new ShareText("See {url}", URL).shareUri(template))
                .isEqualTo("https://t.me/share/url?url=" + ENCODED + "&text=See");
        assertThat(new ShareText("{url} today", URL).shareUri(template))
                .isEqualTo("https://t.me/share/url?url=" + ENCODED + "&text=today");
        assertThat(new ShareText(null, URL).shareUri(template))
                .isEqualTo("https://t.me/share/url?url=" + ENCODED + "&text=");
    }

    @Test
    void aSentenceKeepsTheUrlThatStandsInItsMiddle() {
        assertThat(new ShareText("Guarda qui: {url}. Ciao!", URL)
                        .shareUri("https://t.me/share/url?url={url}&text={text}"))
                .isEqualTo(
                        "https://t.me/share/url?url=" + ENCODED + "&text=Guarda%20qui%3A%20" + ENCODED + ".%20Ciao%21");
    }

    @Test
    void aTextThatLooksLikeATemplateIsText() {
        assertThat(new ShareText("{text} {nothing}", URL).shareUri("sms:?body={text}&again={url}"))
                .isEqualTo("sms:?body=%7Btext%7D%20%7Bnothing%7D&again=" + ENCODED);
    }

    @Test
    void linesOfMailEndAsMailWantsIt() {
        assertThat(new ShareText("a\nb", URL).shareUri("mailto:?body={text}"))
                .isEqualTo("mailto:?body=a%0D%0Ab%20" + ENCODED);
        assertThat(new ShareText("a\nb", URL).shareUri("sms:?body={text}")).isEqualTo("sms:?body=a%0Ab%20" + ENCODED);
    }

    /** As the apps' makers describe them. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "whatsapp, https://wa.me/?text=Hi%20" + ENCODED,
                "telegram, https://t.me/share/url?url=" + ENCODED + "&text=Hi",
                "viber, viber://forward?text=Hi%20" + ENCODED,
                "line, https://line.me/R/share?text=Hi%20" + ENCODED,
                "messenger, fb-messenger://share?link=" + ENCODED,
                "snapchat, https://www.snapchat.com/share?link=" + ENCODED,
                "teams, https://teams.microsoft.com/share?href=" + ENCODED + "&msgText=Hi",
                "sms, sms:?&body=Hi%20" + ENCODED,
                "email, mailto:?body=Hi%20" + ENCODED,
                "facebook, https://www.facebook.com/sharer/sharer.php?u=" + ENCODED,
                "threads, https://www.threads.com/intent/post?url=" + ENCODED + "&text=Hi",
                "x, https://x.com/intent/post?url=" + ENCODED + "&text=Hi",
                "bluesky, https://bsky.app/intent/compose?text=Hi%20" + ENCODED,
                "mastodon, https://share.joinmastodon.org/#text=Hi%20" + ENCODED,
                "linkedin, https://www.linkedin.com/sharing/share-offsite/?url=" + ENCODED
            })
    void anAppIsOpenedAsItsMakersSay(String channel, String uri) {
        assertThat(new ShareText("Hi", URL).shareUri(template(channel))).isEqualTo(uri);
    }

    /** Signal, WeChat, Instagram, … open with nothing in hand, and Skype is no more. */
    @ParameterizedTest
    @ValueSource(strings = {"signal", "wechat", "instagram", "kakaotalk", "discord", "slack", "skype"})
    void anAppThatTakesNoWordsHasNoShareUri(String channel) {
        assertThat(template(channel)).isNull();
    }

    private static String template(String channel) {
        return CHANNELS.find(channel).orElseThrow().shareUri();
    }

    @Test
    void everyAppGetsTheUrlOnceAndTheWordsAsTheyAre() {
        String words = "🍇 50% & more #1 +2 = \"3\"?/\né";
        for (Channel channel : CHANNELS.all()) {
            String uri = new ShareText(words, URL).shareUri(channel.shareUri());
            if (uri == null) {
                continue;
            }
            assertThat(URI.create(uri)).as(channel.id()).hasToString(uri);
            List<String> values = Arrays.stream(uri.substring(uri.indexOf(uri.contains("#") ? '#' : '?') + 1)
                            .split("&"))
                    .filter(pair -> pair.contains("="))
                    // A plus stays a plus in mailto: and sms:, and would be a blank elsewhere: there must be none.
                    .peek(pair -> assertThat(pair).doesNotContain("+"))
                    .map(pair -> URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8))
                    .map(value -> value.replace("\r\n", "\n"))
                    .toList();
            assertThat(String.join("", values)).as(channel.id()).containsOnlyOnce(URL);
            assertThat(values).as(channel.id()).allMatch(List.of(URL, words, words + " " + URL)::contains);
        }
    }

    @Test
    void whatNeedsNoEncodingIsLeftAlone() {
        assertThat(new ShareText("AZaz09-._~", "u").shareUri("{text}")).isEqualTo("AZaz09-._~%20u");
    }

    @Test
    void withoutATemplateThereIsNoShareUri() {
        assertThat(new ShareText("a", URL).shareUri(null)).isNull();
    }
}
