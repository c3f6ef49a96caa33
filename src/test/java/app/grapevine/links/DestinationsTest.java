package app.grapevine.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DestinationsTest {
    private final Destinations destinations =
            destinations("https://go.example.com", "short.example", "xn--bcher-kva.example");

    static List<Arguments> refused() {
        return List.of(
                bad("nothing", "", "empty"),
                bad("a relative path", "/offers", "whole address"),
                bad("a host alone", "example.com/offers", "whole address"),
                bad("no scheme, but slashes", "//example.com/", "whole address"),
                bad("a script", "javascript:alert(1)", "http://"),
                bad("a script that looks like an address", "javascript://example.com/%0aalert(1)", "http://"),
                bad("data", "data:text/html,<script>alert(1)</script>", "http://"),
                bad("a file", "file:///etc/passwd", "http://"),
                bad("another scheme", "ftp://example.com/", "http://"),
                bad("one slash", "https:/example.com/", "http://"),
                bad("no slash", "https:example.com", "http://"),
                bad("three slashes", "https:///example.com/", "host"),
                bad("backslashes for slashes", "https:\\\\example.com/", "http://"),
                bad("a backslash in the host", "https://example.com\\@evil.example/", "user name"),
                bad("a backslash for the path", "https://example.com\\path", "host"),
                bad("no host", "https://", "host"),
                bad("no host but a query", "https://?q", "host"),
                bad("a port and no host", "https://:80/", "host"),
                bad("a line feed", "https://example.com/\nSet-Cookie: a=b", "U+000A"),
                bad("a carriage return", "https://example.com/\r", "U+000D"),
                bad("a tab", "https://exam\tple.com/", "U+0009"),
                bad("a NUL", "https://example.com/\0", "U+0000"),
                bad("a C1 control", "https://example.com/\u0085", "U+0085"),
                bad("a space", "https://example.com/a b", "%20"),
                bad("a space in front", " https://example.com/", "%20"),
                bad("a no-break space", "https://example.com/\u00a0", "U+00A0"),
                bad("a mark that turns the text round", "https://example.com/\u202egpj", "U+202E"),
                bad("a byte order mark", "\ufeffhttps://example.com/", "U+FEFF"),
                bad("half a surrogate pair", "https://example.com/\ud800", "U+D800"),
                bad("a user name", "https://bank.example@evil.example/", "user name"),
                bad("a user name and password", "https://user:secret@example.com/", "user name"),
                bad("2,049 characters", "https://example.com/" + "a".repeat(2029), "2,048"),
                bad("over 2,048 once encoded", "https://example.com/" + "é".repeat(400), "once percent-encoded"),
                bad("port 0", "https://example.com:0/", "port"),
                bad("port 65536", "https://example.com:65536/", "port"),
                bad("a port of letters", "https://example.com:http/", "port"),
                bad("a port of Arabic digits", "https://example.com:٨٠/", "port"),
                bad("an empty port", "https://example.com:/", "port"),
                bad("a percent-encoded host", "https://%65xample.com/", "host"),
                bad("an empty label", "https://example..com/", "host"),
                bad("a dot for a host", "https://./", "host"),
                bad("a label of 64", "https://" + "a".repeat(64) + ".example/", "host"),
                bad("a host that two standards read apart", "https://faß.example/", "xn--"),
                bad("an IPv4 address as one number", "http://2130706433/", "four decimal"),
                bad("an IPv4 address in hexadecimal", "http://0x7f.1/", "four decimal"),
                bad("an IPv4 address in octal", "http://0177.0.0.1/", "four decimal"),
                bad("an IPv4 address beyond 255", "http://192.0.2.256/", "four decimal"),
                bad("an IPv6 address that is none", "http://[2001:db8:::1]/", "host"),
                bad("an IPv6 address with a zone", "http://[fe80::1%25eth0]/", "host"),
                bad("an IPv6 address left open", "http://[2001:db8::1/", "host"),
                bad("this service", "https://go.example.com/abc", "this service"),
                bad("this service, alone", "https://go.example.com", "this service"),
                bad("this service by another scheme", "http://go.example.com/abc", "this service"),
                bad("this service on another port", "https://go.example.com:8443/", "this service"),
                bad("this service in capitals", "HTTPS://GO.EXAMPLE.COM/abc", "this service"),
                bad("this service with a final dot", "https://go.example.com./abc", "this service"),
                bad("this service in full-width letters", "https://ｇｏ.example.com/", "this service"),
                bad("this service with an ideographic dot", "https://go。example.com/", "this service"),
                bad("a further domain", "https://short.example/abc", "this service"),
                bad("a further domain in Unicode", "https://bücher.example/abc", "this service"));
    }

    static List<Arguments> accepted() {
        return List.of(
                same("https", "https://example.com/offers?id=1#top"),
                same("http", "http://example.com/"),
                same("no path", "https://example.com"),
                same("a query right behind the host", "https://example.com?q=1"),
                same("a port", "https://example.com:8443/"),
                same("an order of parameters", "https://example.com/?b=2&a=1&b=1"),
                same("what java.net.URI refuses", "https://example.com/?q=100%&list[]=a|b&t={x}"),
                same("encoded bytes, also of small letters", "https://example.com/%c3%A9%0a"),
                same("an at sign in the path", "https://example.com/@name"),
                same("dots in the path", "https://example.com/a/../b/./c"),
                same("an underscore in the host", "https://my_shop.example.com/"),
                same("a final dot", "https://example.com./"),
                same("an IPv4 address", "http://192.0.2.1/"),
                same("an IPv6 address", "http://[2001:db8::1]:8080/a"),
                same("punycode", "https://xn--mnchen-3ya.example/"),
                same("a host that begins with a number", "https://3.example/"),
                same("a host that ends like this service's", "https://cargo.example.com/"),
                same("2,048 characters", "https://example.com/" + "a".repeat(2028)),
                good("capitals in scheme and host only", "HTTPS://Example.COM/Path", "https://example.com/Path"),
                good("a host of other letters", "https://münchen.example/", "https://xn--mnchen-3ya.example/"),
                good(
                        "a path of other letters",
                        "https://example.com/é?ü=ñ#ß",
                        "https://example.com/%C3%A9?%C3%BC=%C3%B1#%C3%9F"),
                good("an emoji in the path", "https://example.com/🍇", "https://example.com/%F0%9F%8D%87"),
                good(
                        "a joiner in the path",
                        "https://example.com/می\u200cخواهم",
                        "https://example.com/%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String name, String given, String why) {
        assertThat(destinations.check(given))
                .isInstanceOfSatisfying(
                        Destinations.Refused.class,
                        refused -> assertThat(refused.fault().message()).contains(why));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void accepted(String name, String given, String kept) {
        assertThat(destinations.check(given)).isEqualTo(new Destinations.Accepted(kept));
    }

    @Test
    void onlyThePortOfThePublicUrlIsThisServiceWhereItNamesOne() {
        Destinations local = destinations("http://localhost:8080");
        assertThat(local.check("http://localhost:8081/shop")).isInstanceOf(Destinations.Accepted.class);
        assertThat(local.check("http://localhost/shop")).isInstanceOf(Destinations.Accepted.class);
        assertThat(local.check("http://localhost:8080/abc")).isInstanceOf(Destinations.Refused.class);
        assertThat(local.check("http://127.0.0.1:8080/abc")).isInstanceOf(Destinations.Refused.class);
        assertThat(local.check("http://[::1]:8080/abc")).isInstanceOf(Destinations.Refused.class);
    }

    @Test
    void thisMachineIsThisServiceHoweverItsAddressIsWritten() {
        Destinations local = destinations("http://localhost:8080");
        for (String host : List.of(
                "127.0.0.2",
                "0.0.0.0",
                "[::]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]",
                "[::FFFF:7f00:1]",
                "go.localhost",
                "localhost.")) {
            assertThat(local.check("http://" + host + ":8080/abc")).as(host).isInstanceOf(Destinations.Refused.class);
            assertThat(local.check("http://" + host + ":8081/abc")).as(host).isInstanceOf(Destinations.Accepted.class);
        }
        Destinations byAddress = destinations("http://192.0.2.7");
        assertThat(byAddress.check("http://[::ffff:192.0.2.7]/abc")).isInstanceOf(Destinations.Refused.class);
        assertThat(byAddress.check("http://[::ffff:192.0.2.8]/abc")).isInstanceOf(Destinations.Accepted.class);
        assertThat(byAddress.check("http://127.0.0.1/abc")).isInstanceOf(Destinations.Accepted.class);
    }

    private static Arguments bad(String name, String given, String why) {
        return Arguments.of(name, given, why);
    }

    private static Arguments same(String name, String given) {
        return Arguments.of(name, given, given);
    }

    private static Arguments good(String name, String given, String kept) {
        return Arguments.of(name, given, kept);
    }

    private static Destinations destinations(String publicUrl, String... domains) {
        return new Destinations(new LinkSettings(URI.create(publicUrl), List.of(domains)));
    }
}
