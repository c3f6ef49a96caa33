package app.grapevine.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://go.example.com, https://go.example.com",
        "https://Go.example.com:8443/, https://Go.example.com:8443",
        "http://[2001:db8::1]:80, http://[2001:db8::1]:80"
    })
    void aSiteIsKeptWithoutTheSlashAtItsEnd(String text, URI url) {
        assertThat(SiteUrl.find(text)).contains(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "go.example.com",
                "ftp://go.example.com",
                "http://",
                "https://go.example.com/path",
                "https://go.example.com//",
                "https://go.example.com?q",
                "https://go.example.com#f",
                "https://user@go.example.com",
                "https://go_there.example.com",
                "https://go.example:99999",
                "https://gö.example.com",
                "https://go.example.com/ "
            })
    void allElseIsNoSite(String text) {
        assertThat(SiteUrl.find(text)).isEmpty();
    }
}
