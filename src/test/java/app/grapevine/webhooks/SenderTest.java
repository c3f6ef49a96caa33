package app.grapevine.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.MutableClock;
import app.grapevine.TestCertificate;
import app.grapevine.outgoing.CheckedAddresses.Names;
import app.grapevine.webhooks.Outcome.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
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

/** To whom a message is sent, over real connections. */
class SenderTest {
    private static final String NAME = "hooks.example";
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final MutableClock clock = new MutableClock("2026-05-01T12:00:00Z");
    private final TestReceiver receiver = new TestReceiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    private static InetAddress[] here() {
        return new InetAddress[] {address("127.0.0.1")};
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private Outcome send(String url, Names names, String... vouched) {
        return send(url, names, new SslContextFactory.Client(), vouched);
    }

    private Outcome send(String url, Names names, SslContextFactory.Client tls, String... vouched) {
        return send(url, names, tls, LONG, vouched);
    }

    private Outcome send(String url, Names names, SslContextFactory.Client tls, Duration timeout, String... vouched) {
        WebhookSettings settings = new WebhookSettings(Set.of(vouched), Duration.ofDays(7));
        try (Sender sender = new Sender(settings, clock, names, tls, timeout)) {
            return sender.send(url, "msg_1", "{}", List.of(SigningSecret.make()))
                    .join();
        }
    }

    @Test
    void aNameThatLeadsToThisMachineIsRefusedAsItIsConnectedTo() {
        String url = "https://" + NAME + ":" + receiver.port() + "/";
        assertThat(send(url, host -> here()).kind()).isEqualTo(Kind.PRIVATE_RECEIVER);
        Names one = host -> new InetAddress[] {address("192.0.2.7"), address("10.0.0.7")};
        assertThat(send(url, one).kind())
                .as("one private address among public ones is enough")
                .isEqualTo(Kind.PRIVATE_RECEIVER);
        assertThat(receiver.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "2130706433",
                "localhost",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "10.1.2.3",
                "169.254.169.254",
                "[fe80::1]",
                "224.0.0.1",
                "0.0.0.0"
            })
    void noWayOfWritingItLeadsToThisMachineOrIntoAPrivateNetwork(String host) {
        Outcome outcome = send("https://" + host + ":" + receiver.port() + "/", Names.OF_MACHINE);
        assertThat(outcome.kind()).isEqualTo(Kind.PRIVATE_RECEIVER);
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void theConnectionGoesToTheAddressThatWasChecked() {
        AtomicInteger asked = new AtomicInteger();
        Names rebinding = host -> asked.getAndIncrement() == 0 ? new InetAddress[] {address("192.0.2.7")} : here();
        Outcome outcome =
                send("https://" + NAME + ":" + receiver.port() + "/", rebinding, new SslContextFactory.Client(), SHORT);
        assertThat(asked).hasValue(1);
        assertThat(outcome.kind()).isIn(Kind.TIMEOUT, Kind.UNREACHABLE);
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void whatTheOperatorVouchesForIsSentToWithoutTls() {
        String url = "http://" + NAME + ":" + receiver.port() + "/hook";
        assertThat(send(url, host -> here()).kind()).isEqualTo(Kind.NOT_HTTPS);
        assertThat(send(url, host -> here(), NAME + ":1").kind()).isEqualTo(Kind.NOT_HTTPS);
        assertThat(send(url, host -> here(), NAME + ":" + receiver.port())).isEqualTo(Outcome.answered(204, null));
        assertThat(send(url, host -> here(), NAME).isDelivered()).isTrue();
        assertThat(receiver.received()).hasSize(2);
        assertThat(receiver.received().get(0).header("host")).isEqualTo(NAME + ":" + receiver.port());
    }

    @Test
    void theCertificateMustBeTrustedAndOfTheName() {
        TestCertificate certificate = new TestCertificate(NAME);
        try (TestReceiver secure = new TestReceiver(certificate.ofServer())) {
            String url = "https://" + NAME + ":" + secure.port() + "/";
            assertThat(send(url, host -> here(), certificate.trusted(), NAME)).isEqualTo(Outcome.answered(204, null));
            assertThat(send(url, host -> here(), NAME).kind()).isEqualTo(Kind.TLS);
            String other = "https://other.example:" + secure.port() + "/";
            assertThat(send(other, host -> here(), certificate.trusted(), "other.example")
                            .kind())
                    .isEqualTo(Kind.TLS);
            assertThat(secure.received()).hasSize(1);
        }
    }

    @Test
    void aReceiverThatDoesNotAnswerIsLeft() {
        CountDownLatch end = new CountDownLatch(1);
        receiver.answers(exchange -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Outcome outcome =
                send(receiver.url(), Names.OF_MACHINE, new SslContextFactory.Client(), SHORT, receiver.host());
        assertThat(outcome.kind()).isEqualTo(Kind.TIMEOUT);
        end.countDown();
    }

    @Test
    void ofAnAnswerTheStatusCountsAndNotWhetherItsBodyEverEnds() {
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] some = new byte[10_000];
            for (int i = 0; i < 1000; i++) {
                exchange.getResponseBody().write(some);
            }
        });
        assertThat(send(receiver.url(), Names.OF_MACHINE, receiver.host()).isDelivered())
                .isTrue();
    }

    @Test
    void redirectsAreNotFollowedAndWhatIsAskedIsHeard() {
        receiver.answers(TestReceiver.status(302, "Location", receiver.url()));
        assertThat(send(receiver.url(), Names.OF_MACHINE, receiver.host())).isEqualTo(Outcome.answered(302, null));
        assertThat(receiver.received()).hasSize(1);
        receiver.answers(TestReceiver.status(503, "Retry-After", "Fri, 01 May 2026 12:10:00 GMT"));
        assertThat(send(receiver.url(), Names.OF_MACHINE, receiver.host()).retryAfter())
                .isEqualTo(Duration.ofMinutes(10));
        receiver.answers(TestReceiver.status(429, "Retry-After", "soon"));
        assertThat(send(receiver.url(), Names.OF_MACHINE, receiver.host()).retryAfter())
                .isNull();
    }

    @Test
    void aNameThatIsNobodysAndAPortThatNobodyHasAreToldApart() {
        Names none = host -> {
            throw new UnknownHostException(host);
        };
        assertThat(send("https://" + NAME + "/", none).kind()).isEqualTo(Kind.UNKNOWN_HOST);
        receiver.close();
        assertThat(send(receiver.url(), Names.OF_MACHINE, receiver.host()).kind())
                .isEqualTo(Kind.UNREACHABLE);
    }
}
