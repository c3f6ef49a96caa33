package app.grapevine.links;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
        assertThat(new ShareText("See {url} today", URL).shareUri(template))
                .isEqualTo("https://t.me/share/url?url=" + ENCODED + "&text=See%20today");
        assertThat(new ShareText(null, URL).shareUri(template))
                .isEqualTo("https://t.me/share/url?url=" + ENCODED + "&text=");
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

    @Test
    void whatNeedsNoEncodingIsLeftAlone() {
        assertThat(new ShareText("AZaz09-._~", "u").shareUri("{text}")).isEqualTo("AZaz09-._~%20u");
    }

    @Test
    void withoutATemplateThereIsNoShareUri() {
        assertThat(new ShareText("a", URL).shareUri(null)).isNull();
    }
}
