package app.grapevine.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"go.example.com", "localhost", "xn--bcher-kva.example", "192.0.2.7", "a"})
    void aNameInAsciiAndLowerCaseIsADomain(String host) {
        assertThat(HostName.isDomain(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Go.example.com",
                "go..example",
                "go.example.",
                "-a.example",
                "a-.example",
                "go.example:80",
                "https://go.example",
                "bücher.example",
                "a_b.example",
                "[2001:db8::1]"
            })
    void allElseIsNone(String host) {
        assertThat(HostName.isDomain(host)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Go.Example.com:8080, go.example.com",
        "go.example.com., go.example.com",
        "go.example.com.:80, go.example.com",
        "go.example.com, go.example.com",
        "[2001:DB8::1]:80, [2001:db8::1]",
        "[2001:db8::1], [2001:db8::1]",
        "2001:db8::1, 2001:db8::1",
        ":80, :80"
    })
    void aHostIsWrittenInOneWay(String host, String plain) {
        assertThat(HostName.plain(host)).isEqualTo(plain);
    }
}
