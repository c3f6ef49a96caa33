package app.grapevine.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkSettingsTest {
    @Test
    void shortUrlsBeginWithThePublicUrlOrTheirOwnDomain() {
        LinkSettings settings = new LinkSettings(URI.create("https://Go.example.com:8443/"), List.of("short.example"));
        assertThat(settings.defaultDomain()).isEqualTo("go.example.com");
        assertThat(settings.shortUrl("go.example.com", "abc")).isEqualTo("https://Go.example.com:8443/abc");
        assertThat(settings.shortUrl("short.example", "abc")).isEqualTo("https://short.example/abc");
        assertThat(settings.serves("short.example")).isTrue();
        assertThat(settings.serves("example.com")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "go.example.com",
                "/",
                "ftp://go.example.com",
                "https://go.example.com/path",
                "https://go.example.com?q",
                "https://go.example.com#f",
                "https://user@go.example.com",
                "https://go_there.example.com",
                "https://gö.example.com"
            })
    void aPublicUrlThatShortUrlsCannotBeginWithIsRefused(String url) {
        assertThatThrownBy(() -> new LinkSettings(URI.create(url), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("public.url must be");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Short.example", "short.example:80", "https://short.example", "bücher.example", "a b", "-a"})
    void aDomainThatIsNoHostIsRefused(String domain) {
        assertThatThrownBy(() -> new LinkSettings(URI.create("https://go.example.com"), List.of(domain)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("domains must be");
    }
}
