package app.grapevine.web.site;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that pages of shops load; what it does there is {@code ClickScriptBrowserTest}'s. */
class ClickScriptApiTest {
    private static final int LESS_THAN_BYTES = 2048;

    private static TestServer service;

    @BeforeAll
    static void start() {
        service = TestServer.start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void itIsSmall() {
        String script = service.visit("GET", StaticFiles.CLICK_SCRIPT).body();
        assertThat(script.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LESS_THAN_BYTES);
    }

    /** Browsers in apps are old, and a shop's policy may forbid what makes code of text. */
    @Test
    void itNeedsNoNewBrowserAndMakesNoCodeOfText() {
        String script = service.visit("GET", StaticFiles.CLICK_SCRIPT).body();
        assertThat(script)
                .doesNotContain("=>", "`", "const ", "let ", "class ", "async ", "...", "?.", "??")
                .doesNotContain("eval", "Function(", "innerHTML", "document.write", "setTimeout");
        assertThat(script)
                .doesNotContain("cookie =", "XMLHttpRequest", "fetch", "sendBeacon", "Image", "http:", "https:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"go.example", "links.example", "elsewhere.example"})
    void anyPageMayLoadItFromAnyHostOfTheService(String host) {
        String answer = service.raw("GET /js/grapevine.js HTTP/1.1\r\nHost: " + host
                + "\r\nOrigin: https://shop.example\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("\r\nContent-Type: text/javascript;charset=utf-8\r\n")
                .containsIgnoringCase("\r\nAccess-Control-Allow-Origin: *\r\n")
                .containsIgnoringCase("\r\nCross-Origin-Resource-Policy: cross-origin\r\n")
                .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n")
                .doesNotContainIgnoringCase("\r\nSet-Cookie:")
                .contains("window.grapevine = ");
    }

    @Test
    void itIsKeptForADayAndThenAskedForByItsTag() {
        for (int i = 0; i < 2; i++) { // the first answer is Javalin's, all others come from ahead of it
            HttpResponse<String> answer = service.visit("GET", StaticFiles.CLICK_SCRIPT);
            assertThat(header(answer, "Cache-Control")).startsWith("public, max-age=86400");
            HttpResponse<String> again =
                    service.visit("GET", StaticFiles.CLICK_SCRIPT, "If-None-Match", header(answer, "ETag"));
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(header(again, "Access-Control-Allow-Origin")).isEqualTo("*");
        }
        HttpResponse<String> head = service.visit("HEAD", StaticFiles.CLICK_SCRIPT);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "ETag")).isNotEmpty();
    }

    /** Codes have three characters at least; so nobody's link was ever at {@code /js}, and none is hidden by the script. */
    @Test
    void noLinkCanBeInItsPlace() {
        HttpResponse<String> refused =
                service.post("/api/v1/links", "{\"destination\":\"https://example.com/\",\"code\":\"js\"}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(service.tap("/js").statusCode()).isEqualTo(404);
    }

    /** What chats add to links is taken off for links alone: a path that looks like both is the script, or nothing. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "/js/grapevine.js?v=2, 200",
        "/js/grapevine.js), 404",
        "/js/, 404",
        "/grapevine.js, 404",
        "/grapevine, 302",
        "/grapevine)., 302",
        "/grapevine/share, 200",
    })
    void aLinkOfItsNameIsALink(String path, int status) {
        service.post("/api/v1/links", "{\"destination\":\"https://example.com/\",\"code\":\"grapevine\"}");
        assertThat(service.tap(path).statusCode()).isEqualTo(status);
    }
}
