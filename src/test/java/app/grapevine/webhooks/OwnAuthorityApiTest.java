package app.grapevine.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.grapevine.TestCertificate;
import app.grapevine.TestClient;
import app.grapevine.mail.MailBox;
import app.grapevine.mail.TlsMailFront;
import app.grapevine.service.HastyProcess;
import app.grapevine.storage.Dialect;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receivers and a server of mail whose certificates no public authority has signed. */
class OwnAuthorityApiTest {
    @TempDir
    Path directory;

    @Test
    void whatJavaIsToldToTrustIsTrustedByWhatGoesOut() {
        TestCertificate certificate = new TestCertificate("localhost");
        Path trusted = directory.resolve("trusted.p12");
        certificate.writeTrusting(trusted);
        try (TestReceiver receiver = new TestReceiver(certificate.ofServer());
                MailBox box = new MailBox();
                TlsMailFront mail = TlsMailFront.withStartTls(certificate.ofServer(), box.port());
                HastyProcess service = HastyProcess.start(
                        Dialect.H2,
                        settings(box, mail, receiver),
                        "-Djavax.net.ssl.trustStore=" + trusted,
                        "-Djavax.net.ssl.trustStorePassword=" + TestCertificate.PASSWORD)) {
            String hook = "{\"url\":\"https://localhost:" + receiver.port() + "/\",\"events\":[\"link.created\"]}";
            HttpResponse<String> made = service.post("/api/v1/webhooks", hook);
            String id = TestClient.json(made).path("id").asText();
            assertThat(service.post("/api/v1/webhooks/" + id + "/ping", "{}").body())
                    .isEqualTo("{\"outcome\":\"delivered\",\"status\":204}");
            assertThat(receiver.accepted()).hasSize(1);

            service.post("/api/v1/notices", "{\"kind\":\"digest\",\"to\":\"anna@example.com\"}");
            await().until(() -> box.received().size() == 1);
            assertThat(mail.handshakes()).isEqualTo(1);
        }
    }

    private static Map<String, String> settings(MailBox box, TlsMailFront mail, TestReceiver receiver) {
        Map<String, String> settings = new HashMap<>(box.settings());
        settings.put("mail.host", "localhost");
        settings.put("mail.port", Integer.toString(mail.port()));
        settings.put("mail.tls", "starttls");
        settings.put("webhooks.hosts", "localhost:" + receiver.port());
        return settings;
    }
}
