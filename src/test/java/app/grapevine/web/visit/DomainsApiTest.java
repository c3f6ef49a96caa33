package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an admin sets for a domain, and what recipients get of it. */
class DomainsApiTest {
    private static final String WEBP =
            "data:image/webp;base64,UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA=";

    private static TestServer service;

    @BeforeAll
    static void start() {
        service = TestServer.start(Map.of("limit.unknown", "1000"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void clear() {
        put("go.example", "{}");
        put("links.example", "{}");
        service.clear();
    }

    private static HttpResponse<String> put(String host, String json) {
        return service.send(service.request("/api/v1/domains/" + host)
                .setHeader("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    private static HttpResponse<String> at(String host, String path) {
        return service.visit("GET", path, "Host", host, "User-Agent", TestAgents.IPHONE);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private static String picture(String format, int width, int height) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return "data:image/" + format + ";base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    @Test
    void aDomainLeadsWhereItIsToLeadWhenNoLinkDoes() {
        String over = "{'destination':'https://example.com/','validUntil':'2026-05-01T00:00:00Z','domain':'%s'%s}";
        String silent = service.link(over.formatted("links.example", ""));
        String own = service.link(over.formatted("links.example", ",'expiredDestination':'https://example.com/own'"));
        String used = service.link("{'destination':'https://example.com/','maxClicks':1,'domain':'links.example'}");
        String off =
                service.link("{'destination':'https://example.com/','status':'disabled','domain':'links.example'}");
        at("links.example", "/" + used);
        assertThat(put(
                                "links.example",
                                "{'rootDestination':'https://example.com/home',"
                                        + "'unknownDestination':'https://example.com/search','endedDestination':'https://example.com/over'}")
                        .statusCode())
                .isEqualTo(200);

        assertThat(location(at("links.example", "/"))).isEqualTo("https://example.com/home");
        assertThat(location(service.visit("HEAD", "/", "Host", "LINKS.example:80")))
                .isEqualTo("https://example.com/home");
        assertThat(location(at("links.example", "/nobodys"))).isEqualTo("https://example.com/search");
        assertThat(location(at("links.example", "/nobodys)"))).isEqualTo("https://example.com/search");
        assertThat(location(at("links.example", "/" + silent))).isEqualTo("https://example.com/over");
        assertThat(location(at("links.example", "/" + used))).isEqualTo("https://example.com/over");
        assertThat(location(at("links.example", "/" + own))).isEqualTo("https://example.com/own");
        assertThat(at("links.example", "/" + off).statusCode()).isEqualTo(410);
        assertThat(at("links.example", "/nobodys+").statusCode()).isEqualTo(404);
        assertThat(at("links.example", "/dashboard").statusCode()).isEqualTo(200);

        assertThat(at("go.example", "/").statusCode()).as("another domain").isEqualTo(200);
        assertThat(at("go.example", "/nobodys").statusCode()).isEqualTo(404);
        put("links.example", "{}");
        assertThat(at("links.example", "/").statusCode()).isEqualTo(200);
        assertThat(at("links.example", "/nobodys").statusCode()).isEqualTo(404);
        assertThat(at("links.example", "/" + silent).statusCode()).isEqualTo(410);
    }

    @Test
    void recipientsPagesHaveTheNameTheLogoAndTheCardOfTheDomain() {
        String logo = picture("png", 20, 10);
        put(
                "go.example",
                "{'name':'Rock <& Roll','logo':'" + logo
                        + "','cardTitle':'Our links','cardDescription':'All of them'}");
        String open = service.link("{'destination':'https://example.com/'}");
        String guarded = service.link("{'destination':'https://example.com/','maxClicks':5}");
        String soon = service.link("{'destination':'https://example.com/','validFrom':'2027-01-01T00:00:00Z'}");
        String over = service.link("{'destination':'https://example.com/','validUntil':'2026-05-01T00:00:00Z'}");
        String off = service.link("{'destination':'https://example.com/','status':'disabled'}");
        for (String path : List.of(open + "+", open + "/share", guarded + "+", soon, over, off, "nobodys")) {
            assertThat(at("go.example", "/" + path).body())
                    .as(path)
                    .contains("<p class=\"brand\"><img src=\"" + logo
                            + "\" alt=\"\"><span>Rock &lt;&amp; Roll</span></p>")
                    .contains("<meta property=\"og:title\" content=\"Our links\">")
                    .contains("<meta property=\"og:description\" content=\"All of them\">");
            assertThat(at("links.example", "/" + path).body()).doesNotContain("Roll");
        }
        HttpResponse<String> card =
                service.visit("GET", "/" + guarded, "Host", "go.example", "User-Agent", TestAgents.TELEGRAM_FETCHER);
        assertThat(card.body()).contains("<meta property=\"og:title\" content=\"Our links\">");
        String own = service.link("{'destination':'https://example.com/','maxClicks':5,'card':{'title':'Own'}}");
        assertThat(service.visit("GET", "/" + own, "Host", "go.example", "User-Agent", TestAgents.TELEGRAM_FETCHER)
                        .body())
                .contains("<meta property=\"og:title\" content=\"Own\">");
    }

    @Test
    void whatIsSetIsShownAndKept() {
        String logo = picture("jpeg", 30, 30);
        HttpResponse<String> answer = put(
                "go.example", "{'name':' Go ','logo':'" + logo + "','rootDestination':' HTTPS://Example.com\u00a0'}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        service.restart();
        JsonNode kept = service.ask("/domains/GO.example");
        assertThat(kept.get("name").asText()).isEqualTo("Go");
        assertThat(kept.get("logo").asText()).isEqualTo(logo);
        assertThat(kept.get("rootDestination").asText()).isEqualTo("https://example.com/");
        assertThat(kept.get("cardTitle").isNull()).isTrue();
        assertThat(put("go.example", kept.toString()).statusCode())
                .as("as it is shown")
                .isEqualTo(200);
        assertThat(location(at("go.example", "/"))).isEqualTo("https://example.com/");
        assertThat(put("go.example", "{'logo':'" + WEBP + "'}").statusCode()).isEqualTo(200);
        assertThat(service.get("/api/v1/domains/unknown.example").statusCode()).isEqualTo(404);
        assertThat(put("unknown.example", "{}").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            rootDestination    | javascript:alert(1)              | not-http
            unknownDestination | https://go.example/loop          | own-address
            endedDestination   | https://10.0.0.1/                | private-address
            rootDestination    | ''                               | empty
            logo               | https://example.com/logo.png     | not-a-logo
            logo               | data:image/svg+xml;base64,PHN2Zz48L3N2Zz4AAAAAAAAAAAAAAAAAAAAAAAAA | not-a-logo
            logo               | data:image/png;base64,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA | not-a-logo
            """)
    void whatIsWrongIsNamed(String field, String value, String code) {
        HttpResponse<String> answer = put("go.example", "{'" + field + "':'" + value + "'}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"field\":\"" + field + "\"").contains("\"code\":\"" + code + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void aLogoIsSmallAndWhatItSaysItIs(String format) {
        assertThat(put("go.example", "{'logo':'" + picture(format, 1025, 1) + "'}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(put("go.example", "{'logo':'" + picture(format, 1, 1025) + "'}")
                        .statusCode())
                .isEqualTo(422);
        String other =
                picture(format, 5, 5).replace("image/" + format, format.equals("png") ? "image/jpeg" : "image/png");
        assertThat(put("go.example", "{'logo':'" + other + "'}").statusCode()).isEqualTo(422);
        assertThat(put("go.example", "{'logo':'" + picture(format, 5, 5) + "'}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aChangeIsInTheAuditLog() {
        put("go.example", "{'name':'Audited','rootDestination':'https://example.com/secret'}");
        JsonNode entry =
                service.ask("/audit?action=domain.changed&limit=1").get("items").get(0);
        assertThat(entry.get("subject").get("id").asText()).isEqualTo("go.example");
        assertThat(entry.toString()).contains("Audited").contains("example.com").doesNotContain("secret");
    }

    /** A chat may lose the code of a link: who opens the domain itself is told in their language whose links these are. */
    @Test
    void aDomainWithoutACodeHasItsNameAndTheReadersLanguage() {
        put("links.example", "{'name':'Bottega'}");
        HttpResponse<String> page =
                service.visit("GET", "/", "Host", "links.example", "Accept-Language", "it-CH,it;q=0.9,en;q=0.5");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Bottega", "lang=\"it\"", "Link brevi per chat private", "/privacy", "/api");
        assertThat(at("go.example", "/").body())
                .contains("Short links for private chats")
                .doesNotContain("Bottega");
        assertThat(service.visit("HEAD", "/", "Host", "links.example").statusCode())
                .isEqualTo(200);
        put("links.example", "{}");
    }
}
