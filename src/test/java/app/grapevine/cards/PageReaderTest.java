package app.grapevine.cards;

import static app.grapevine.cards.TestPages.redirect;
import static app.grapevine.cards.TestPages.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.outgoing.CheckedAddresses.Names;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages are asked, over real connections. */
class PageReaderTest {
    private static final String NAME = "shop.example";
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String PAGE = "<title>Boots</title>";

    private final TestPages pages = new TestPages();

    @AfterEach
    void close() {
        pages.close();
    }

    private static InetAddress[] at(String... literals) {
        InetAddress[] addresses = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            try {
                addresses[i] = InetAddress.getByName(literals[i]);
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }
        return addresses;
    }

    private static InetAddress[] here() {
        return at("127.0.0.1");
    }

    private PageReader reader(Names names, Duration timeout, String... vouched) {
        return new PageReader(new CardSettings(true, Set.of(vouched)), names, new SslContextFactory.Client(), timeout);
    }

    /** Of the server here, for which somebody vouches. */
    private PageCard read(String path) {
        try (PageReader reader = reader(host -> here(), LONG, NAME)) {
            return reader.read("http://" + NAME + ":" + pages.port() + path);
        }
    }

    private static FaultCode refusal(PageReader reader, String url) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> reader.read(url));
        assertThat(refused).as(url).isNotNull();
        assertThat(refused.faults().get(0).field()).isEqualTo("destination");
        return refused.faults().get(0).code();
    }

    /** Of a page of the server here, for which somebody vouches. */
    private FaultCode refusal(String path) {
        try (PageReader reader = reader(PageReaderTest::named, LONG, NAME)) {
            return refusal(reader, "http://" + NAME + ":" + pages.port() + path);
        }
    }

    private static InetAddress[] named(String host) throws UnknownHostException {
        return host.equals(NAME) ? here() : InetAddress.getAllByName(host);
    }

    @Test
    void aPageIsAskedWithNothingButWhatItNeeds() {
        pages.put("/boots", exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "a=b");
            TestPages.body("text/html", PAGE.getBytes(StandardCharsets.UTF_8)).answer(exchange);
        });
        pages.put("/moved", redirect("/boots"));

        assertThat(read("/boots").title()).isEqualTo("Boots");
        assertThat(read("/moved").title()).isEqualTo("Boots");
        assertThat(pages.asked()).hasSize(3).allSatisfy(head -> {
            assertThat(head.getFirst("User-agent")).isEqualTo("Grapevine-Cards");
            assertThat(head.keySet()).containsOnly("Host", "User-agent", "Accept", "Accept-encoding");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "10.1.2.3",
                "100.64.0.1",
                "169.254.169.254",
                "192.168.1.1",
                "[fe80::1]",
                "[fd00::1]",
                "224.0.0.1",
                "0.0.0.0"
            })
    void noWayOfWritingItLeadsToThisMachineOrIntoAPrivateNetwork(String host) {
        assertThat(refusals(host)).containsOnly(FaultCode.PRIVATE_PAGE);
    }

    /** Which some systems read as 127.0.0.1; links cannot lead there in the first place. */
    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "0x7f.1", "0177.0.0.1.", "127.1"})
    void numbersThatAreNoAddressesAreNone(String host) {
        assertThat(refusals(host)).isSubsetOf(FaultCode.PAGE_UNREACHABLE, FaultCode.PRIVATE_PAGE);
        pages.put("/", PAGE);
        try (PageReader reader = reader(Names.OF_MACHINE, LONG)) {
            assertThat(refusal(reader, "http://" + host + ":" + pages.port() + "/"))
                    .isIn(FaultCode.PAGE_UNREACHABLE, FaultCode.PRIVATE_PAGE);
        }
    }

    /** Of what is named, with TLS and without, and of what a page leads to. */
    private List<FaultCode> refusals(String host) {
        pages.put("/", redirect("http://" + host + "/"));
        try (PageReader reader = reader(Names.OF_MACHINE, LONG)) {
            return List.of(
                    refusal(reader, "http://" + host + "/"),
                    refusal(reader, "https://" + host + ":443/"),
                    refusal("/"));
        }
    }

    @Test
    void aNameThatLeadsThereIsFoundOutAsItIsConnectedTo() {
        try (PageReader reader = reader(host -> here(), LONG)) {
            assertThat(refusal(reader, "http://" + NAME + "/")).isEqualTo(FaultCode.PRIVATE_PAGE);
        }
        try (PageReader reader = reader(host -> at("192.0.2.7", "10.0.0.7"), LONG)) {
            assertThat(refusal(reader, "https://" + NAME + "/"))
                    .as("one private address among public ones is enough")
                    .isEqualTo(FaultCode.PRIVATE_PAGE);
        }
    }

    @Test
    void theConnectionGoesToTheAddressThatWasChecked() {
        AtomicInteger asked = new AtomicInteger();
        Names rebinding = host -> asked.getAndIncrement() == 0 ? at("192.0.2.7") : here();
        try (PageReader reader = reader(rebinding, SHORT)) {
            assertThat(refusal(reader, "http://" + NAME + "/")).isEqualTo(FaultCode.PAGE_UNREACHABLE);
        }
        assertThat(asked).as("it is looked up once").hasValue(1);
    }

    @Test
    void aRedirectIsCheckedAsIfSomebodyHadNamedIt() {
        TestPages other = new TestPages();
        other.put("/", PAGE);
        for (String to : new String[] {
            "http://127.0.0.1:" + other.port() + "/",
            "http://other.example:" + other.port() + "/",
            "http://other.example/"
        }) {
            pages.put("/", redirect(to));
            try (PageReader reader = reader(host -> here(), LONG, NAME)) {
                assertThat(refusal(reader, "http://" + NAME + ":" + pages.port() + "/"))
                        .as(to)
                        .isEqualTo(FaultCode.PRIVATE_PAGE);
            }
        }
        for (String to :
                new String[] {"file:///etc/passwd", "gopher://other.example/", "http://a:b@other.example/", "http:///"
                }) {
            pages.put("/", redirect(to));
            assertThat(refusal("/")).as(to).isEqualTo(FaultCode.PAGE_UNREACHABLE);
        }
        assertThat(other.asked()).isEmpty();
        other.close();
    }

    @Test
    void portsOtherThanThoseOfTheWebAreForHostsThatSomebodyVouchesFor() {
        try (PageReader reader = reader(host -> at("192.0.2.7"), SHORT, "vouched.example:8080")) {
            assertThat(refusal(reader, "http://" + NAME + ":22/")).isEqualTo(FaultCode.PRIVATE_PAGE);
            assertThat(refusal(reader, "http://vouched.example:8081/")).isEqualTo(FaultCode.PRIVATE_PAGE);
            assertThat(refusal(reader, "http://vouched.example:8080/")).isEqualTo(FaultCode.PAGE_UNREACHABLE);
        }
    }

    @Test
    void anAddressIsAskedForAsBrowsersTakeIt() {
        pages.put("/boots", PAGE);
        for (String query :
                new String[] {"?q=100%", "?a|b", "?x={y}", "?q=è", "#top", "?a=%20#[", "?[0]=1|", "?to=https://x|y"}) {
            assertThat(read("/boots" + query).title()).as(query).isEqualTo("Boots");
            pages.put("/moved", redirect("/boots" + query.replace("è", "%C3%A8")));
            assertThat(read("/moved").title()).as(query).isEqualTo("Boots");
        }
        assertThat(pages.asked()).hasSize(3 * 8);
    }

    @Test
    void whoeverLeadsInACircleIsLeft() {
        pages.put("/", redirect("/"));
        assertThat(refusal("/")).isEqualTo(FaultCode.PAGE_UNREACHABLE);
        assertThat(pages.asked()).hasSize(PageReader.MOST_HOPS + 1);
    }

    @Test
    void ofAPageThatDoesNotEndTheBeginIsRead() {
        pages.put("/", TestPages.endless(PAGE + "<p>"));
        assertThat(read("/").title()).isEqualTo("Boots");
    }

    @Test
    void aPageThatDoesNotAnswerIsLeft() {
        CountDownLatch end = new CountDownLatch(1);
        pages.put("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('<');
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (PageReader reader = reader(host -> here(), SHORT, NAME)) {
            assertThat(refusal(reader, "http://" + NAME + ":" + pages.port() + "/"))
                    .isEqualTo(FaultCode.PAGE_UNREACHABLE);
        }
        end.countDown();
    }

    @Test
    void whatIsNoPageIsToldApart() {
        pages.put("/picture", TestPages.body("image/png", new byte[] {1, 2, 3}));
        pages.put("/gone", status(410));

        assertThat(refusal("/picture")).isEqualTo(FaultCode.NOT_A_PAGE);
        assertThat(refusal("/gone")).isEqualTo(FaultCode.PAGE_REFUSED);
    }

    @Test
    void nothingGoesOutUnlessTheOperatorLetsIt() {
        pages.put("/", PAGE);
        try (PageReader reader = new PageReader(
                new CardSettings(false, Set.of(NAME)), host -> here(), new SslContextFactory.Client(), LONG)) {
            assertThat(refusal(reader, "http://" + NAME + ":" + pages.port() + "/"))
                    .isEqualTo(FaultCode.CARDS_OFF);
        }
        assertThat(pages.asked()).isEmpty();
    }
}
