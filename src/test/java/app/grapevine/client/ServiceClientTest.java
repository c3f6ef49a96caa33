package app.grapevine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceClientTest {
    private HttpServer server;
    private URI url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String key = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] seen = (exchange.getRequestURI() + " " + key).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, seen.length);
            exchange.getResponseBody().write(seen);
            exchange.close();
        });
        server.start();
        url = URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theApiIsAskedWithTheKeyAndARedirectIsAnAnswer() throws InterruptedException {
        ServiceClient client = new ServiceClient(url, "k1");
        HttpResponse<String> answer = client.send(client.api("/links?limit=1"));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.body()).isEqualTo("/api/v1/links?limit=1 Bearer k1");
    }

    @Test
    void whatIsOpenIsAskedWithoutAKeyBehindThePathOfTheService() throws InterruptedException {
        ServiceClient client = new ServiceClient(url.resolve("/below/"), "k1");
        assertThat(client.send(client.open("/abc")).body()).isEqualTo("/below/abc null");
    }

    @Test
    void withoutAServiceThereIsALineThatSaysWhere() {
        server.stop(0);
        ServiceClient client = new ServiceClient(url, null);
        assertThatThrownBy(() -> client.send(client.open("/abc")))
                .isInstanceOf(UnreachableException.class)
                .hasMessageStartingWith("no service answers at " + url + " (");
    }
}
