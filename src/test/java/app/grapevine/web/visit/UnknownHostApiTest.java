package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code unknown.host=refuse} a name that somebody else points here has no links. */
class UnknownHostApiTest {
    private static TestServer service;

    @BeforeAll
    static void start() {
        service = TestServer.start(Map.of("unknown.host", "refuse"));
        service.link("{'destination':'https://example.com/default','code':'twice'}");
        service.link("{'destination':'https://example.com/other','code':'twice','domain':'links.example'}");
        // From here on they are remembered, and answered by the handler that is ahead of the routes.
        at("go.example", "GET", "/twice");
        at("links.example", "GET", "/twice");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpResponse<String> at(String host, String method, String path) {
        return service.visit(method, path, "Host", host, "User-Agent", TestAgents.IPHONE);
    }

    private static double received() {
        service.awaitRecorded();
        return service.metric("grapevine_visits_received_total");
    }

    private static double answered(String outcome) {
        return service.metric("grapevine_redirects_total{outcome=\"" + outcome + "\"}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            go.example,          https://example.com/default
            GO.example:8080,     https://example.com/default
            go.example.,         https://example.com/default
            links.example,       https://example.com/other
            LINKS.example.:443,  https://example.com/other
            """)
    void aDomainOfOursHasItsLinksHoweverItIsWritten(String host, String destination) {
        double before = received();
        HttpResponse<String> answer = at(host, "GET", "/twice");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue(destination);
        assertThat(at(host, "HEAD", "/twice").statusCode()).isEqualTo(302);
        assertThat(received()).isEqualTo(before + 2);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "unknown.example",
                "unknown.example:8080",
                "www.go.example",
                "go.example.unknown.example",
                "localhost",
                "127.0.0.1",
                "[::1]:8080"
            })
    void atAnyOtherNameALinkIsNotFoundAndNothingIsRecorded(String host) {
        double before = received();
        double notFound = answered("not_found");
        HttpResponse<String> answer = at(host, "GET", "/twice");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.body()).doesNotContain("example.com");
        assertThat(at(host, "HEAD", "/twice").statusCode()).isEqualTo(404);
        assertThat(answered("not_found")).isEqualTo(notFound + 2);
        assertThat(received()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/twice+", "/twice.qr", "/twice.qr.png", "/twice/share"})
    void whatIsSaidOfALinkIsSaidAtItsDomainAlone(String path) {
        assertThat(at("go.example", "GET", path).statusCode()).isEqualTo(200);
        assertThat(at("unknown.example", "GET", path).statusCode()).isEqualTo(404);
    }

    @Test
    void aLinkIsPassedOnAtItsDomainAlone() {
        assertThat(passedOn("unknown.example").statusCode()).isEqualTo(404);
        assertThat(service.ask("/links?parent=twice").get("items")).isEmpty();
        assertThat(passedOn("go.example").statusCode()).isEqualTo(201);
        assertThat(service.ask("/links?parent=twice").get("items")).hasSize(1);
    }

    private static HttpResponse<String> passedOn(String host) {
        return service.send(HttpRequest.newBuilder(service.uri("/twice/share"))
                .setHeader("Host", host)
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("channel=sms")));
    }

    /** Who operates the service may reach it by a name that issues no links. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/", "/dashboard", "/health/live", "/metrics", "/api", "/api/v1/links"})
    void allElseIsAnsweredAtAnyName(String path) {
        HttpResponse<String> answer = service.send(
                service.request(path).setHeader("Host", "unknown.example").GET());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
