package app.grapevine.web.site;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.RawConnection;
import app.grapevine.service.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainFilesApiTest {
    @TempDir
    private static Path directory;

    private static TestServer service;
    private static TestServer without;

    @BeforeAll
    static void start() throws IOException {
        write(".well-known/security.txt", "Contact: mailto:all@example.com");
        write(".well-known/apple-app-site-association", "{\"of\":\"all\"}");
        write(".well-known/acme-challenge/token_1", "token");
        write("apple-touch-icon.png", "a picture");
        write("apple-touch-icon-120x120.png", "a picture for phones");
        write("google0123456789abcdef.html", "google-site-verification");
        write("links.example/MP_verify_0aB1cD2eF3gH4iJ5.txt", "0aB1cD2eF3gH4iJ5");
        write("secret.txt", "for nobody");
        write("go.example/.well-known/assetlinks.json", "[\"go\"]");
        write("links.example/.well-known/assetlinks.json", "[\"links\"]");
        write("links.example/robots.txt", "User-agent: *\nDisallow: /\n");
        write("links.example/favicon.ico", "an icon");
        write("elsewhere.example/robots.txt", "of no domain of ours");
        service = TestServer.start(Map.of("files.dir", directory.toString()));
        without = TestServer.start();
    }

    private static void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @AfterAll
    static void stop() {
        service.close();
        without.close();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource(delimiter = '|', textBlock = """
            go.example      | /.well-known/security.txt               | text/plain;charset=utf-8 | Contact: mailto:all@example.com
            links.example   | /.well-known/security.txt               | text/plain;charset=utf-8 | Contact: mailto:all@example.com
            go.example      | /.well-known/apple-app-site-association | application/json         | {"of":"all"}
            go.example      | /.well-known/acme-challenge/token_1     | application/octet-stream | token
            go.example      | /apple-touch-icon.png                   | image/png                | a picture
            go.example      | /apple-touch-icon-120x120.png           | image/png                | a picture for phones
            go.example      | /google0123456789abcdef.html            | text/html;charset=utf-8  | google-site-verification
            links.example   | /MP_verify_0aB1cD2eF3gH4iJ5.txt         | text/plain;charset=utf-8 | 0aB1cD2eF3gH4iJ5
            go.example      | /.well-known/assetlinks.json            | application/json         | ["go"]
            LINKS.example.  | /.well-known/assetlinks.json            | application/json         | ["links"]
            links.example   | /favicon.ico                            | image/x-icon             | an icon
            """)
    void anAppGetsTheFileOfTheDomain(String host, String path, String type, String body) {
        HttpResponse<String> answer = service.visit("GET", path, "Host", host);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo(type);
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.body()).isEqualTo(body);
        HttpResponse<String> head = service.visit("HEAD", path, "Host", host);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(body.length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/assetlinks.json",
                "/.well-known/none/at/all",
                "/apple-app-site-association",
                "/apple-touch-icon.png",
                "/apple-touch-icon-120x120.png",
                "/apple-touch-icon-152x152-precomposed.png",
                "/security.txt"
            })
    void whatIsNotThereIsNotFoundInShort(String path) {
        HttpResponse<String> answer = without.visit("GET", path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("Not found\n");
        assertThat(header(answer, "Content-Type")).startsWith("text/plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/secret.txt",
                "/MP_verify_0aB1cD2eF3gH4iJ5.txt",
                "/google0123456789abcdeg.txt",
                "/go.example/.well-known/assetlinks.json",
                "/.well-known/../secret.txt",
                "/.well-known/%2e%2e/secret.txt",
                "/.well-known/..%2fsecret.txt",
                "/.well-known//security.txt",
                "/elsewhere.example/robots.txt"
            })
    void nothingElseOfTheDirectoryIsGiven(String path) throws IOException {
        try (RawConnection connection = new RawConnection(service.port())) {
            RawConnection.Answer answer = connection.ask("GET %s HTTP/1.1\r\nHost: go.example\r\n\r\n".formatted(path));
            assertThat(answer.status()).isIn(400, 404);
            assertThat(answer.body()).doesNotContain("for nobody", "no domain of ours", "[\"go\"]");
        }
    }

    @Test
    void aFileThatChangesIsGivenAnew() throws IOException {
        write("humans.txt", "one");
        assertThat(service.visit("GET", "/humans.txt").statusCode()).isEqualTo(404);
        service.runJobs();
        assertThat(service.visit("GET", "/humans.txt").body()).isEqualTo("one");
    }

    @Test
    void fetchersMaySeeShortLinksAndNotWhatIsForMarketers() {
        String robots = without.visit("GET", "/robots.txt").body();
        assertThat(robots.lines())
                .contains("User-agent: *", "Disallow: /dashboard/", "Disallow: /api/")
                .doesNotContain("Disallow: /");
        assertThat(service.visit("GET", "/robots.txt", "Host", "links.example").body())
                .as("the operator's own")
                .isEqualTo("User-agent: *\nDisallow: /\n");
    }

    @Test
    void searchEnginesAreAskedToKeepNothing() {
        String code = without.link("{'destination':'https://example.com/'}");
        without.tap("/" + code);
        for (String path : new String[] {
            "/" + code, "/" + code + "+", "/" + code + ".qr", "/nobodys", "/dashboard", "/api/v1/links", "/privacy"
        }) {
            assertThat(header(without.tap(path), "X-Robots-Tag")).as(path).isEqualTo("noindex");
        }
        assertThat(header(without.visit("HEAD", "/" + code), "X-Robots-Tag")).isEqualTo("noindex");
    }

    @Test
    void whoBeginsWithHttp2IsToldWhatIsSpoken() throws IOException {
        try (RawConnection connection = new RawConnection(without.port())) {
            RawConnection.Answer answer = connection.ask("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            assertThat(answer.status()).isEqualTo(426);
            assertThat(answer.head())
                    .containsIgnoringCase("\r\nUpgrade: HTTP/1.1")
                    .containsIgnoringCase("Connection: ");
        }
    }
}
