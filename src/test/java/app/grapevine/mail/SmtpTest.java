package app.grapevine.mail;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestCertificate;
import app.grapevine.mail.MailSettings.Tls;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Letters to real servers: one that takes them, by TLS too; ones that refuse; none. */
class SmtpTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private static Letter letter(String subject) {
        return new Letter(
                "notice.1",
                new MailAddress("anna@example.com"),
                subject,
                "text",
                "<p>html</p>",
                "https://go.example/n/1",
                NOW);
    }

    private static Smtp smtp(int port, Tls tls, String user) {
        MailSettings settings = new MailSettings(
                "127.0.0.1",
                port,
                tls,
                user,
                user == null ? null : "secret",
                Sender.of("Grapevine <grapevine@example.com>"),
                "go.example");
        return new Smtp(settings);
    }

    @Test
    void aSubjectIsALineWhateverIsInIt() {
        try (MailBox box = new MailBox()) {
            Smtp smtp = smtp(box.port(), Tls.NONE, null);
            assertThat(smtp.send(letter("Clicks\r\nBcc: all@example.com\r\n\r\nBody \u2028 è 雪")))
                    .isEqualTo(MailOutcome.ACCEPTED);
            MailBox.Received received = box.last();
            assertThat(received.subject()).isEqualTo("Clicks  Bcc: all@example.com    Body   è 雪");
            assertThat(received.headers()).doesNotContainKey("Bcc");
            assertThat(received.to()).isEqualTo("anna@example.com");
            assertThat(received.headers())
                    .containsEntry("Message-ID", "<notice.1@example.com>")
                    .containsEntry("List-Unsubscribe", "<https://go.example/n/1>")
                    .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            assertThat(received.text()).isEqualTo("text");
            assertThat(received.html()).isEqualTo("<p>html</p>");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Tls.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aLetterGoesByTlsToACertificateThatIsTrustedAndOfTheName(Tls tls) {
        TestCertificate certificate = new TestCertificate("localhost");
        try (MailBox box = new MailBox();
                TlsMailFront front = tls == Tls.STARTTLS
                        ? TlsMailFront.withStartTls(certificate.ofServer(), box.port())
                        : TlsMailFront.fromTheFirstByte(certificate.ofServer(), box.port())) {
            assertThat(new Smtp(to("localhost", front.port(), tls)).send(letter("not trusted")))
                    .isEqualTo(MailOutcome.NO_TLS);
            assertThat(new Smtp(to("127.0.0.1", front.port(), tls), certificate.trustedSockets())
                            .send(letter("of another name")))
                    .isEqualTo(MailOutcome.NO_TLS);
            assertThat(new Smtp(to("localhost", front.port(), tls), certificate.trustedSockets())
                            .send(letter("trusted")))
                    .isEqualTo(MailOutcome.ACCEPTED);
            assertThat(box.received()).extracting(MailBox.Received::subject).containsExactly("trusted");
        }
    }

    private static MailSettings to(String host, int port, Tls tls) {
        return new MailSettings(host, port, tls, null, null, Sender.of("g@example.com"), "go.example");
    }

    @Test
    void nothingIsSentInTheClearWhereTlsIsAskedFor() {
        try (MailBox box = new MailBox()) {
            assertThat(smtp(box.port(), Tls.STARTTLS, null).send(letter("s"))).isEqualTo(MailOutcome.NO_TLS);
            assertThat(box.received()).isEmpty();
        }
    }

    @Test
    void aUserLogsInAndIsTurnedAwayWithAWrongPassword() {
        GreenMail server = MailBox.server(ServerSetup.PROTOCOL_SMTP, 0);
        server.setUser("vine@example.com", "vine", "secret");
        server.start();
        try {
            int port = server.getSmtp().getPort();
            assertThat(smtp(port, Tls.NONE, "vine").send(letter("s"))).isEqualTo(MailOutcome.ACCEPTED);
            server.setUser("vine@example.com", "vine", "another");
            assertThat(smtp(port, Tls.NONE, "vine").send(letter("s"))).isEqualTo(MailOutcome.LOGIN_REFUSED);
        } finally {
            server.stop();
        }
    }

    @Test
    void whatAServerSaysTellsWhetherToTryAgain() throws IOException {
        assertThat(answered("550 5.1.1 no such anna@example.com")).isEqualTo(MailOutcome.REFUSED);
        assertThat(answered("451 4.7.1 greylisted")).isEqualTo(MailOutcome.DEFERRED);
    }

    @Test
    void whereNobodyAnswersItIsUnreachable() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(smtp(port, Tls.NONE, null).send(letter("s"))).isEqualTo(MailOutcome.UNREACHABLE);
    }

    /** What becomes of a letter to whose reader a server says this. */
    private static MailOutcome answered(String toReader) throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            Thread thread = new Thread(() -> speak(server, toReader));
            thread.setDaemon(true);
            thread.start();
            return smtp(server.getLocalPort(), Tls.NONE, null).send(letter("s"));
        }
    }

    private static void speak(ServerSocket server, String toReader) {
        try (Socket client = server.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                PrintWriter out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.US_ASCII)) {
            out.print("220 mail.example\r\n");
            out.flush();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.print((line.startsWith("RCPT") ? toReader : "250 ok") + "\r\n");
                out.flush();
            }
        } catch (IOException e) {
            // The client has heard enough.
        }
    }
}
