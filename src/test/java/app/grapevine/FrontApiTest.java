package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Caddy with the file that {@code config/compose.yaml} gives it, in front of a running service; here it signs its certificate
 * itself, and listens at other ports. Where there is no Caddy, it says so and skips.
 */
class FrontApiTest {
    private static final Path CADDYFILE = Path.of("config/compose/Caddyfile");

    @TempDir
    private Path directory;

    private TestServer server;
    private Process caddy;
    private HttpClient client;
    private int tls;
    private int plain;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        Interpreter.find("caddy", directory);
        server = TestServer.startNow(Map.of("trusted.proxies", "127.0.0.1"));
        tls = freePort();
        plain = freePort();
        Files.writeString(
                directory.resolve("Caddyfile"),
                Files.readString(CADDYFILE)
                        .replace("grapevine:8080", "127.0.0.1:" + server.port())
                        .replace("127.0.0.1:8081", "127.0.0.1:" + freePort())
                        .replace("http:// {", "http://localhost:" + plain + " {")
                        .replace(
                                "\tadmin off\n",
                                "\tadmin off\n\tlocal_certs\n\tskip_install_trust\n\thttp_port %d\n\thttps_port %d\n"
                                        .formatted(plain, tls)));
        ProcessBuilder builder = new ProcessBuilder("caddy", "run", "--config", "Caddyfile", "--adapter", "caddyfile")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("caddy.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "FRONT_HOSTS", "localhost",
                        "XDG_DATA_HOME", directory.toString(),
                        "XDG_CONFIG_HOME", directory.toString()));
        caddy = builder.start();
        Path root = directory.resolve("caddy/pki/authorities/local/root.crt");
        Awaitility.await().until(() -> Files.exists(root) && Files.size(root) > 0);
        client = HttpClient.newBuilder().sslContext(trusting(root)).build();
        Awaitility.await().ignoreExceptions().until(() -> ask("/api").statusCode() == 200);
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (caddy != null) {
            caddy.destroy();
            caddy.waitFor();
        }
        if (server != null) {
            server.close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static SSLContext trusting(Path certificate) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream bytes = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "front", CertificateFactory.getInstance("X.509").generateCertificate(bytes));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + tls + path));
    }

    private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    @Test
    void itsMachineryIsHidden() throws Exception {
        assertThat(ask("/metrics").statusCode()).isEqualTo(404);
        assertThat(ask("/health/live").statusCode()).isEqualTo(404);
        assertThat(ask("/api/openapi.json").statusCode()).isEqualTo(200);
    }

    /** A page of the service may sign in: so the front says that it speaks HTTPS, and with which host, and is believed. */
    @Test
    void theServiceBelievesWhatItSays() throws Exception {
        HttpResponse<String> answer = client.send(
                request("/api/v1/session")
                        .header("Origin", "https://localhost:" + tls)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"key\":\"none\"}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    }

    @Test
    void aKeyInTheClearIsRefusedAndPeopleAreLedToHttps() throws Exception {
        HttpResponse<String> api = plain("/api/v1/links");
        HttpResponse<String> link = plain("/aB3?x=1");
        assertThat(api.statusCode()).isEqualTo(403);
        assertThat(link.statusCode()).isEqualTo(301);
        assertThat(link.headers().firstValue("Location").orElseThrow())
                .endsWith("/aB3?x=1")
                .startsWith("https://");
    }

    private HttpResponse<String> plain(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + plain + path))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void clicksAreShownAsTheyComeIn() throws Exception {
        String code = TestServer.json(server.post("/api/v1/links", "{\"destination\":\"https://shop.example/\"}"))
                .get("code")
                .asText();
        HttpResponse<InputStream> live = client.send(
                request("/api/v1/live")
                        .header("Authorization", "Bearer " + TestClient.ADMIN_KEY)
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(live.statusCode()).isEqualTo(200);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(live.body(), StandardCharsets.UTF_8))) {
            HttpResponse<String> visit = client.send(
                    request("/" + code)
                            .header(
                                    "User-Agent",
                                    "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0")
                            .build(),
                    BodyHandlers.ofString());
            assertThat(visit.headers().firstValue("Location")).contains("https://shop.example/");
            String line = lines.readLine();
            while (line != null && !line.contains(code)) {
                line = lines.readLine();
            }
            assertThat(line).startsWith("data:");
        }
    }
}
