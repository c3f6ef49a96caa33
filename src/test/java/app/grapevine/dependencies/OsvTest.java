package app.grapevine.dependencies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OSV as it is asked and answers, by a server of this test; and the real one where -Dgrapevine.osv names it. */
class OsvTest {
    private static final Component JETTY = new Component("org.eclipse.jetty", "jetty-http", "12.1.6");
    private static final Component H2 = new Component("com.h2database", "h2", "2.5.252");

    private final List<String> asked = new ArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/querybatch", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void allLibrariesAreAskedForAtOnceByTheirPackageUrls() throws Exception {
        answers.add("{\"results\":[{},{}]}");
        assertThat(local().advisories(List.of(JETTY, H2))).isEmpty();
        assertThat(asked)
                .containsExactly("POST {\"queries\":["
                        + "{\"package\":{\"purl\":\"pkg:maven/org.eclipse.jetty/jetty-http@12.1.6\"}},"
                        + "{\"package\":{\"purl\":\"pkg:maven/com.h2database/h2@2.5.252\"}}]}");
    }

    @Test
    void whatIsFoundIsToldByLibrary() throws Exception {
        answers.add("{\"results\":[{\"vulns\":["
                + "{\"id\":\"GHSA-355h-qmc2-wpwf\",\"modified\":\"2026-05-04T12:00:00Z\"},"
                + "{\"id\":\"GHSA-xxh7-fcf3-rj7f\",\"modified\":\"2026-03-06T12:00:00Z\"}]},{}]}");
        assertThat(local().advisories(List.of(JETTY, H2)))
                .isEqualTo(Map.of(JETTY.purl(), Set.of("GHSA-355h-qmc2-wpwf", "GHSA-xxh7-fcf3-rj7f")));
    }

    @Test
    void furtherPagesAreAskedForToo() throws Exception {
        answers.add("{\"results\":[{},{\"vulns\":[{\"id\":\"GHSA-1\"}],\"next_page_token\":\"next\"}]}");
        answers.add("{\"results\":[{\"vulns\":[{\"id\":\"GHSA-2\"}]}]}");
        assertThat(local().advisories(List.of(H2, JETTY))).isEqualTo(Map.of(JETTY.purl(), Set.of("GHSA-1", "GHSA-2")));
        assertThat(asked.get(1))
                .isEqualTo("POST {\"queries\":[{\"package\":{\"purl\":\"" + JETTY.purl()
                        + "\"},\"page_token\":\"next\"}]}");
    }

    @Test
    void anAnswerForFewerLibrariesThanWereAskedForIsNone() {
        answers.add("{\"results\":[{}]}");
        assertThatThrownBy(() -> local().advisories(List.of(JETTY, H2)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("asked for 2 libraries, and answered for 1");
    }

    @Test
    void aServiceThatIsBrokenOrAwayIsNotTakenForOneThatKnowsNothing() {
        Osv osv = local();
        assertThatThrownBy(() -> osv.advisories(List.of(JETTY)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/v1/querybatch answered 503");
        server.stop(0);
        assertThatThrownBy(() -> osv.advisories(List.of(JETTY)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/v1/querybatch cannot be reached");
    }

    @Test
    void osvNamesNoLibraryOfTheProgram() throws Exception {
        String address = System.getProperty("grapevine.osv", "");
        if (address.isEmpty()) {
            System.out.println("SKIPPED: OSV was not asked for advisories; mvn -Posv test -Dtest=OsvTest asks it");
        }
        assumeFalse(address.isEmpty(), "no -Dgrapevine.osv");
        assertThat(new Osv(URI.create(address)).advisories(Component.ofTheProgramWithParts()))
                .as("advisories that %s knows, by library", address)
                .isEmpty();
    }

    private Osv local() {
        return new Osv(URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort()));
    }

    /** The next of the answers, or 503 where there is none. */
    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String answer = answers.poll();
        byte[] bytes = (answer == null ? "" : answer).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer == null ? 503 : 200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
