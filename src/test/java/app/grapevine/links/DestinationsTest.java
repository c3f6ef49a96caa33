package app.grapevine.links;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {
    private static final DestinationSettings.Listener NOWHERE = DestinationSettings.STRICT.listener();

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
                bad("a backslash in the path", "https://example.com/a\\..\\b?c", "U+005C"),
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
                bad("a number with a full stop", "https://a⒈com/", "host"),
                bad("a joiner where no script has one", "https://a\u200cb.example/", "host"),
                bad("a combining mark in front", "https://\u0300a.example/", "host"),
                bad("letters of both directions", "https://אa.example/", "host"),
                bad("punycode of nothing", "https://xn--.example/", "host"),
                bad("punycode of what is ASCII", "https://xn--abc-.example/", "host"),
                bad("punycode of what browsers write otherwise", "https://xn--a-ecp.example/", "host"),
                bad("a full-width slash in the host", "https://a／b.example/", "host"),
                bad("a full-width at sign in the host", "https://a＠b.example/", "host"),
                bad("an IPv4 address with an ideographic dot behind", "http://192.0.2.1。/", "four decimal"),
                bad("an IPv4 address as one number", "http://2130706433/", "four decimal"),
                bad("an IPv4 address in hexadecimal", "http://0x7f.1/", "four decimal"),
                bad("an IPv4 address in octal", "http://0177.0.0.1/", "four decimal"),
                bad("an IPv4 address beyond 255", "http://192.0.2.256/", "four decimal"),
                bad("an IPv6 address that is none", "http://[2001:db8:::1]/", "host"),
                bad("an IPv6 address with a zone", "http://[fe80::1%25eth0]/", "host"),
                bad("an IPv6 address left open", "http://[2001:db8::1/", "host"),
                bad("an IPv6 address with an octal part", "http://[::192.0.02.1]/", "host"),
                bad("an IPv6 address with a long piece", "http://[2001:db8::00001]/", "host"),
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
                same("a port", "https://example.com:8443/"),
                same("an order of parameters", "https://example.com/?b=2&a=1&b=1"),
                same("what java.net.URI refuses", "https://example.com/?q=100%&list[]=a|b&t={x}"),
                same("encoded bytes, also of small letters", "https://example.com/%c3%A9%0a"),
                same("an at sign in the path", "https://example.com/@name"),
                same("dots beside others in a path", "https://example.com/a..b/...?../.#./.."),
                same("an empty query and fragment", "https://example.com/?#"),
                same("an empty segment", "https://example.com//a//"),
                same("a backslash in query and fragment", "https://example.com/?a\\b#c\\d"),
                same("hyphens wherever browsers take them", "https://-a--b-.example/"),
                same("a port that is the other scheme's", "https://example.com:80/"),
                same("an underscore in the host", "https://my_shop.example.com/"),
                same("a final dot", "https://example.com./"),
                same("an IPv4 address", "http://192.0.2.1/"),
                same("an IPv6 address", "http://[2001:db8::1]:8080/a"),
                same("punycode", "https://xn--mnchen-3ya.example/"),
                same("a host that begins with a number", "https://3.example/"),
                same("a host that ends like this service's", "https://cargo.example.com/"),
                same("2,048 characters", "https://example.com/" + "a".repeat(2028)),
                good("no path", "https://example.com", "https://example.com/"),
                good("a query right behind the host", "https://example.com?q=1", "https://example.com/?q=1"),
                good("a fragment right behind the host", "https://example.com#q", "https://example.com/#q"),
                good("dots in the path", "https://example.com/a/../b/./c", "https://example.com/b/c"),
                good("encoded dots in the path", "https://example.com/a/%2e%2E/b/%2e", "https://example.com/b/"),
                good("dots beyond the first segment", "https://example.com/../../a/..", "https://example.com/"),
                good("the scheme's own port", "https://example.com:443/", "https://example.com/"),
                good("the scheme's own port in five digits", "http://example.com:00080/", "http://example.com/"),
                good(
                        "what browsers encode",
                        "https://example.com/\"<>^`{}'?\"<>^`{}'#\"<>^`{}'",
                        "https://example.com/%22%3C%3E%5E%60%7B%7D'?%22%3C%3E^`{}%27#%22%3C%3E^%60{}'"),
                good("an IPv6 address in full", "http://[2001:0DB8:0:0:0:0:0:1]/", "http://[2001:db8::1]/"),
                good("two zeros of an IPv6 address", "http://[2001:DB8:1:1:1:1:0:0]/", "http://[2001:db8:1:1:1:1::]/"),
                same("a zero alone of an IPv6 address", "http://[2001:db8:0:1:1:1:1:1]/"),
                good("the longer run of zeros", "http://[2001:db8:0:0:1::]/", "http://[2001:db8:0:0:1::]/"),
                good("an IPv4 address in IPv6", "http://[::ffff:192.0.2.7]/", "http://[::ffff:c000:207]/"),
                good("an IPv4 address in full-width digits", "http://１９２.０.２.１/", "http://192.0.2.1/"),
                good("ß", "https://faß.example/", "https://xn--fa-hia.example/"),
                good("the ß of capitals", "https://FAẞ.example/", "https://xn--fa-hia.example/"),
                good("a final sigma", "https://βόλος.example/", "https://xn--nxasmm1c.example/"),
                good("capitals that IDNA 2003 did not know", "https://Ⴚ.Σ/", "https://xn--ilj.xn--4xa/"),
                good("a joiner in Persian", "https://نامه\u200cای.example/", "https://xn--mgba3gch31f060k.example/"),
                good("letters and marks apart", "https://mu\u0308nchen.example/", "https://xn--mnchen-3ya.example/"),
                good("an emoji for a host", "https://☕.example/", "https://xn--53h.example/"),
                good("an ideographic dot", "https://例え。テスト/", "https://xn--r8jz45g.xn--zckzah/"),
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
        Destinations local = destinations("http://localhost:8080", true, NOWHERE);
        assertThat(local.check("http://localhost:8081/shop")).isInstanceOf(Destinations.Accepted.class);
        assertThat(local.check("http://localhost/shop")).isInstanceOf(Destinations.Accepted.class);
        assertThat(local.check("http://localhost:8080/abc")).isInstanceOf(Destinations.Refused.class);
        assertThat(local.check("http://127.0.0.1:8080/abc")).isInstanceOf(Destinations.Refused.class);
        assertThat(local.check("http://[::1]:8080/abc")).isInstanceOf(Destinations.Refused.class);
    }

    @Test
    void thisMachineIsThisServiceHoweverItsAddressIsWritten() {
        Destinations local = destinations("http://localhost:8080", true, NOWHERE);
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
        Destinations byAddress = destinations("http://192.0.2.7", true, NOWHERE);
        assertThat(byAddress.check("http://[::ffff:192.0.2.7]/abc")).isInstanceOf(Destinations.Refused.class);
        assertThat(byAddress.check("http://[::ffff:192.0.2.8]/abc")).isInstanceOf(Destinations.Accepted.class);
        assertThat(byAddress.check("http://127.0.0.1/abc")).isInstanceOf(Destinations.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "shop.localhost",
                "LOCALHOST.",
                "ｌocalhost",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "[::]",
                "[::1]",
                "[fe80::1]",
                "[febf::1]",
                "[fc00::1]",
                "[fdff::1]",
                "[fec0::1]",
                "[::ffff:10.0.0.1]",
                "[::FFFF:a00:1]",
                "[::10.0.0.1]",
                "[::ffff:0:10.0.0.1]",
                "[64:ff9b::10.0.0.1]",
                "[64:ff9b:1::1]",
                "[2002:a00:1::1]",
                "[2002:7f00:1::]",
                "[2001::f5ff:fffe]"
            })
    void aPrivateAddressIsRefusedUnlessItIsAllowed(String host) {
        String url = "http://" + host + "/a";
        assertThat(destinations.check(url))
                .isEqualTo(new Destinations.Refused(new Fault("", FaultCode.PRIVATE_ADDRESS)));
        assertThat(destinations("https://go.example.com", true, NOWHERE).check(url))
                .isInstanceOf(Destinations.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost.example",
                "notlocalhost",
                "1.0.0.0",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "10.0.0.1.example",
                "[2001:db8::1]",
                "[fbff::1]",
                "[fe00::1]",
                "[ff00::1]",
                "[::ffff:192.0.2.1]",
                "[64:ff9b::192.0.2.1]",
                "[64:ff9b:2::1]",
                "[2002:c000:201::1]",
                "[2001::3fff:fdfe]"
            })
    void anAddressBesideThosePrivateIsAccepted(String host) {
        assertThat(destinations.check("http://" + host + "/a")).isInstanceOf(Destinations.Accepted.class);
    }

    @Test
    void theListenerIsThisServiceByEachOfItsNamesAndItsPortAlone() throws UnknownHostException {
        var listener = new DestinationSettings.Listener(
                "inner.example", Set.of(InetAddress.getByName("192.0.2.7"), InetAddress.getByName("10.0.0.7")), 8080);
        Destinations behindProxy = destinations("https://go.example.com:8443", true, listener);
        for (String host : List.of(
                "inner.example", "INNER.example.", "192.0.2.7", "[::ffff:192.0.2.7]", "10.0.0.7", "go.example.com")) {
            assertThat(behindProxy.check("http://" + host + ":8080/abc"))
                    .as(host)
                    .isEqualTo(new Destinations.Refused(new Fault("", FaultCode.OWN_ADDRESS)));
            assertThat(behindProxy.check("http://" + host + ":8081/abc"))
                    .as(host)
                    .isInstanceOf(Destinations.Accepted.class);
        }
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

    private static Destinations destinations(
            String publicUrl, boolean mayBePrivate, DestinationSettings.Listener listener) {
        return new Destinations(
                new LinkSettings(URI.create(publicUrl), List.of(), new DestinationSettings(mayBePrivate, listener)));
    }
}
