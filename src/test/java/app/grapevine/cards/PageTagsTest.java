package app.grapevine.cards;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of pages. */
class PageTagsTest {
    private static PageCard read(String html) {
        return PageTags.read(html.getBytes(StandardCharsets.UTF_8), null, "https://shop.example/boots/red");
    }

    @Test
    void openGraphIsAskedBeforeTwitterAndThatBeforeThePageItself() {
        String own = "<title> Shop \n | Boots </title><meta name=description content='All boots'>"
                + "<link rel=image_src href=/old.png>";
        String twitter =
                "<meta name='twitter:title' content=Twitter><meta name='twitter:description' content='By twitter'>"
                        + "<meta name='twitter:image' content='//cdn.example/t.png'>";
        String graph =
                "<meta property='og:title' content='Red &amp; warm'><meta property='og:description' content='For rain'>"
                        + "<meta property='og:image' content='../img/red.jpg'>";

        assertThat(read(own)).isEqualTo(new PageCard("Shop | Boots", "All boots", "https://shop.example/old.png"));
        assertThat(read(own + twitter)).isEqualTo(new PageCard("Twitter", "By twitter", "https://cdn.example/t.png"));
        assertThat(read(own + twitter + graph))
                .isEqualTo(new PageCard("Red & warm", "For rain", "https://shop.example/img/red.jpg"));
    }

    @Test
    void whatIsEmptyIsNotSaid() {
        assertThat(read("<meta property='og:title' content=' '><title></title><meta name=description>"))
                .isEqualTo(new PageCard(null, null, null));
        assertThat(read("")).isEqualTo(new PageCard(null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:image/png;base64,AAAA",
                "file:///etc/passwd",
                "",
                "ftp://shop.example/a.png"
            })
    void aPictureThatIsNotOfTheWebIsNone(String address) {
        assertThat(read("<meta property='og:image' content='" + address + "'>").image())
                .isNull();
    }

    @Test
    void thePageIsReadInItsOwnCharset() {
        String html = "<meta charset=windows-1252><title>Stivali perché piove</title>";
        byte[] latin = html.getBytes(Charset.forName("windows-1252"));
        String greek = "<title>Μπότες</title>";

        assertThat(PageTags.read(latin, null, "https://shop.example/").title()).isEqualTo("Stivali perché piove");
        assertThat(PageTags.read(greek.getBytes(Charset.forName("ISO-8859-7")), "ISO-8859-7", "https://shop.example/")
                        .title())
                .isEqualTo("Μπότες");
    }

    @Test
    void whatIsNotSeenAndWhatIsTooLongDoesNotComeAlong() {
        String long300 = "👢".repeat(400);

        assertThat(read("<title>a\u0000b\u202Ec\u200Bd\te</title>").title())
                .doesNotContain("\u202E", "\u200B", "\u0000");
        String title = read("<title>" + long300 + "</title>").title();
        assertThat(title).endsWith("👢…");
        assertThat(title.codePointCount(0, title.length())).isEqualTo(300);
    }

    @Test
    void markupInTextIsText() {
        assertThat(read("<meta property='og:title' content='&lt;img src=x onerror=alert(1)&gt;'>")
                        .title())
                .isEqualTo("<img src=x onerror=alert(1)>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>", "<div>", "<table><tr><td>", "<p><a href=x>", "<svg>", "<!--", "&amp;<template>"})
    void aMegabyteOfNothingButTagsIsReadToItsEnd(String tag) {
        String html = "<title>Boots</title>" + tag.repeat(PageReader.MOST_BYTES / tag.length());

        assertThat(read(html).title()).isEqualTo("Boots");
    }
}
