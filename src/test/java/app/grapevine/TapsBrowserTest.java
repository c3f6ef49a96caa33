package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

/**
 * What a real browser sends when somebody taps, and what it sends ahead of that, judged by the real service: over http, and
 * over https behind a proxy that ends TLS. The browser is the one that is installed, without its word for having no screen.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TapsBrowserTest {
    private final List<String> askedForThePage = new CopyOnWriteArrayList<>();
    private TestServer server;
    private TlsFront tls;
    private HttpServer elsewhere;
    private Chromium browser;
    private String pageOfElsewhere = "";
    private int links;

    @BeforeAll
    void start() throws IOException {
        browser = Chromium.open(800, 600, "en-GB,en");
        server = TestServer.startNow(Map.of("destinations.private", "allowed"));
        tls = new TlsFront(server.port());
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/there")) {
                askedForThePage.add(String.valueOf(exchange.getRequestHeaders().getFirst("Sec-Purpose")));
            }
            byte[] page = (path.equals("/page") ? pageOfElsewhere : "<!doctype html><title>there</title><p>Landed")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        elsewhere.start();
        OnAScreen.claim(browser);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        if (elsewhere != null) {
            elsewhere.stop(0);
        }
        if (tls != null) {
            tls.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void forget() {
        askedForThePage.clear();
    }

    private String there() {
        return "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/there";
    }

    private String link() {
        links++;
        return server.link("{'destination':'" + there() + "','code':'tap-" + links + "','channel':'whatsapp'}");
    }

    private String address(boolean https, String code) {
        return https ? tls.uri("/" + code).toString() : "http://localhost:" + server.port() + "/" + code;
    }

    private List<JsonNode> visits(String code) {
        server.awaitRecorded();
        List<JsonNode> visits = new ArrayList<>();
        server.ask("/clicks?from=2020-01-01&to=2100-01-01&code=" + code)
                .get("items")
                .forEach(visits::add);
        return visits;
    }

    private void awaitLanded() {
        Awaitility.await()
                .until(() -> String.valueOf(browser.driver().getCurrentUrl()).startsWith(there()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAddressThatIsOpenedIsAPersonsClick(boolean https) {
        String code = link();

        browser.driver().get(address(https, code));

        awaitLanded();
        assertThat(visits(code)).singleElement().satisfies(visit -> {
            assertThat(visit.get("kind").asText()).isEqualTo("click");
            assertThat(visit.get("tier").asText()).isEqualTo("declared");
            assertThat(visit.get("browser").asText()).isEqualTo("chrome");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReloadOfWhereItLeadsIsNoFurtherClick(boolean https) {
        String code = link();
        browser.driver().get(address(https, code));
        awaitLanded();

        browser.driver().navigate().refresh();

        Awaitility.await().until(() -> askedForThePage.size() == 2);
        assertThat(visits(code)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTapOnAnotherSiteIsSeenThere(boolean https) {
        String code = link();
        tapOnAPage("<a id=tap href='" + address(https, code) + "'>tap</a>");

        assertThat(visits(code)).singleElement().satisfies(visit -> {
            assertThat(visit.get("kind").asText()).isEqualTo("click");
            assertThat(visit.get("tier").asText()).as("%s", visit).isEqualTo("reshared");
            assertThat(visit.get("channel").isNull()).as("%s", visit).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<link rel=prefetch href='%s'>",
                "<link rel=prefetch as=document href='%s'>",
                "<script type=speculationrules>{\"prefetch\":[{\"urls\":[\"%s\"],\"eagerness\":\"immediate\"}]}</script>",
                "<script type=speculationrules>{\"prerender\":[{\"urls\":[\"%s\"],\"eagerness\":\"immediate\"}]}</script>"
            })
    void whatIsAskedAheadIsNoClickAndTakesNoneAway(String ahead) {
        for (boolean https : List.of(false, true)) {
            String code = link();
            double before = speculations();
            pageOfElsewhere = "<!doctype html><title>page</title>" + ahead.formatted(address(https, code))
                    + "<a id=tap href='" + address(https, code) + "'>tap</a>";
            openUntilAskedAhead(before);
            assertThat(visits(code)).as("before the tap, %s", ahead).isEmpty();

            browser.driver().findElement(By.id("tap")).click();

            awaitLanded();
            assertThat(visits(code))
                    .as("%s, https: %s", ahead, https)
                    .singleElement()
                    .satisfies(visit -> assertThat(visit.get("kind").asText()).isEqualTo("click"));
        }
    }

    private void tapOnAPage(String body) {
        pageOfElsewhere = "<!doctype html><title>page</title>" + body;
        browser.driver().get("http://forum.localhost:" + elsewhere.getAddress().getPort() + "/page");
        browser.driver().findElement(By.id("tap")).click();
        awaitLanded();
    }

    private double speculations() {
        return server.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("grapevine_redirects_total{outcome=\"speculation\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    /** To ask ahead is a wish, which a browser with much to do leaves out; it is told it anew then. */
    private void openUntilAskedAhead(double before) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    browser.driver()
                            .get("http://forum.localhost:"
                                    + elsewhere.getAddress().getPort() + "/page");
                    try {
                        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> speculations() > before);
                        return true;
                    } catch (ConditionTimeoutException e) {
                        return false;
                    }
                });
    }
}
