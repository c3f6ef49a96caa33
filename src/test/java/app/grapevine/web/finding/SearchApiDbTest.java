package app.grapevine.web.finding;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.links.BroughtLink;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.Maker;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The search over all that has a name, and views that are saved under one. */
@ParameterizedClass
@EnumSource(Dialect.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchApiDbTest {
    private static final String API = "/api/v1";

    @Parameter
    Dialect dialect;

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start(dialect, Map.of());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void fill() {
        server.clear();
        made("/campaigns", "{'slug':'natale','name':'Natale 2026'}");
        server.link("{'destination':'https://shop.example/stivali','code':'stivali','title':'Stivali di Natale',"
                + "'campaign':'natale','audience':'Mamme Porta Romana','tags':['Regali']}");
        server.link("{'destination':'https://shop.example/guanti','code':'guanti','audience':'Stampa'}");
        made(
                "/share-sets",
                "{'destination':'https://shop.example/saldi','name':'Saldi d’inverno','channels':['whatsapp','email']}");
    }

    private JsonNode made(String path, String json) {
        HttpResponse<String> answer = server.post(API + path, json.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TestServer.json(answer);
    }

    private List<String> found(String words) {
        return told(server.ask("/search?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8)));
    }

    private static List<String> told(JsonNode answer) {
        List<String> told = new ArrayList<>();
        answer.get("items")
                .forEach(item -> told.add(item.get("type").asText() + " "
                        + item.get("id").asText() + " " + item.get("fit").asText()));
        return told;
    }

    private List<String> foundBy(String secret, String words) {
        return told(TestServer.json(server.send(server.request(API + "/search?q=" + words)
                .setHeader("Authorization", "Bearer " + secret)
                .GET())));
    }

    @Test
    void everythingIsFoundByItsName() {
        assertThat(found("natale")).containsExactly("campaign natale exact", "link stivali word");
        assertThat(found("mamme")).containsExactly("audience Mamme Porta Romana prefix", "link stivali prefix");
        assertThat(found("REGALI")).containsExactly("tag Regali exact");
        assertThat(found("inverno"))
                .singleElement()
                .asString()
                .startsWith("shareSet ")
                .endsWith(" word");
        assertThat(found("porta  stivali")).containsExactly("link stivali within");
        assertThat(found("100%")).isEmpty();
        assertThat(found("_")).isEmpty();
    }

    @Test
    void aLinkIsFoundByItsCodeHoweverItIsWritten() {
        assertThat(found("stivali")).containsExactly("link stivali exact");
        assertThat(found("https://go.example/guanti")).containsExactly("link guanti exact");
        assertThat(found("go.example/GUANTI?x")).containsExactly("link guanti exact");
        assertThat(found("shop.example/gua")).containsExactly("link guanti prefix");
    }

    @Test
    void aLinkIsFoundByItsFurtherCodesToo() {
        LinkDraft draft = LinkDraft.to("https://shop.example/sciarpe")
                .but()
                .title("Sciarpe")
                .draft();
        Link brought = server.links()
                .brought()
                .makeAll(
                        List.of(new BroughtLink(draft, "lana/Inverno", List.of("s.26", "lane"), null, null)),
                        Maker.NOBODY)
                .get(0)
                .link();
        String hit = "link " + brought.code() + " exact";
        for (String typed :
                List.of("lana/inverno", "https://go.example/lana/Inverno", "S.26", "go.example/s.26", "LANE")) {
            assertThat(found(typed)).as(typed).contains(hit);
        }
        for (String part : List.of("lana/", "s.2")) {
            assertThat(server.ask("/links?search=" + part).at("/items/0/code").asText())
                    .as(part)
                    .isEqualTo(brought.code());
        }
    }

    @Test
    void whatIsDeletedIsFoundNoMore() {
        server.delete(API + "/links/stivali");
        assertThat(found("stivali")).isEmpty();
        assertThat(found("mamme")).isEmpty();
        assertThat(found("regali")).isEmpty();
    }

    @Test
    void whatFitsBestComesFirst() {
        for (int i = 0; i < 30; i++) {
            server.link("{'destination':'https://shop.example/x" + i + "','title':'Con i guanti " + i + "'}");
        }
        JsonNode answer = server.ask("/search?q=guanti&limit=10");
        assertThat(told(answer)).hasSize(5).first().isEqualTo("link guanti exact");
        assertThat(answer.get("more").asBoolean()).isTrue();
        assertThat(answer.at("/items/0/domain").asText()).isEqualTo("go.example");
        assertThat(answer.at("/items/0/name").asText()).isEqualTo("Stampa");
    }

    @Test
    void oneFindsWhatOneMayRead() {
        made("/views", "{'name':'Natale per gruppo','place':'/campaigns/natale','shared':true}");
        assertThat(foundBy(server.newKey("stats:read"), "natale"))
                .singleElement()
                .asString()
                .startsWith("view ");
        assertThat(foundBy(server.newKey("links:read"), "natale"))
                .containsExactly("campaign natale exact", "link stivali word");
        assertThat(foundBy(server.newKey("conversions:write"), "natale")).isEmpty();
    }

    @Test
    void aQuestionNeedsWords() {
        for (String query : List.of("", "?q=", "?q=%20", "?q=%E2%80%8B", "?q=" + "x".repeat(201), "?q=a&limit=51")) {
            assertThat(server.get(API + "/search" + query).statusCode())
                    .as(query)
                    .isEqualTo(422);
        }
    }

    @Test
    void aViewIsItsMakersUntilItIsShared() {
        String mine = server.newKey("stats:read");
        String question = "certainty=sure&channel=whatsapp&range=30";
        HttpResponse<String> saved =
                as(mine, "POST", "/views", "{'name':'Solo WhatsApp','question':'" + question + "'}");
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(201);
        JsonNode view = TestServer.json(saved);
        assertThat(view.get("place").asText()).isEqualTo("/");
        assertThat(view.get("question").asText()).isEqualTo("channel=whatsapp&certainty=sure&range=30");
        String one = "/views/" + view.get("id").asText();
        assertThat(server.ask("/views").get("items")).isEmpty();
        assertThat(found("whatsapp")).isEmpty();
        assertThat(server.delete(API + one).statusCode()).isEqualTo(404);
        assertThat(as(mine, "PATCH", one, "{'shared':true}").statusCode())
                .as("who reads alone shares nothing")
                .isEqualTo(403);

        String taken = as(mine, "POST", "/views", "{'name':'SOLO whatsapp'}").body();
        assertThat(taken).contains("\"code\":\"taken\"");
        assertThat(as(mine, "PATCH", one, "{'name':'Altro','place':'/'}").body())
                .contains("\"name\":\"Altro\"");
        assertThat(as(mine, "PATCH", one, "{'place':'/visits'}").statusCode()).isEqualTo(422);
        assertThat(as(mine, "DELETE", one, "").statusCode()).isEqualTo(204);
        assertThat(as(mine, "GET", "/views", "").body()).isEqualTo("{\"items\":[],\"next\":null}");
    }

    @Test
    void whatIsSharedIsFoundByThoseWhoMayReadIt() {
        String maker = server.newKey("stats:read", "links:write");
        String limited = made("/keys", "{'name':'k','scopes':['stats:read','links:write'],'campaign':'natale'}")
                .get("secret")
                .asText();
        as(maker, "POST", "/views", "{'name':'Tutto','shared':true}");
        as(maker, "POST", "/views", "{'name':'Di Natale','place':'/campaigns/natale','shared':true}");
        assertThat(as(server.newKey("stats:read"), "GET", "/views", "").body()).contains("Tutto", "Di Natale");
        assertThat(as(limited, "GET", "/views", "").body())
                .contains("Di Natale")
                .doesNotContain("Tutto");
        assertThat(foundBy(limited, "tutto")).isEmpty();
        JsonNode own = TestServer.json(as(limited, "POST", "/views", "{'name':'Mia','shared':true}"));
        assertThat(own.get("own").asBoolean()).isTrue();
        JsonNode seen = TestServer.json(as(maker, "GET", "/views", ""));
        assertThat(seen.get("items")).hasSize(3);
        assertThat(as(maker, "DELETE", "/views/" + own.get("id").asText(), "").statusCode())
                .isEqualTo(404);
        assertThat(server.delete(API + "/views/" + own.get("id").asText()).statusCode())
                .as("an admin")
                .isEqualTo(204);
    }

    @Test
    void whatCannotBeAViewIsToldOfAtOnce() {
        HttpResponse<String> answer = server.post(
                API + "/views",
                "{\"name\":\" \",\"place\":\"https://evil.example/\",\"question\":\"colour=red&channel=a&channel=b\"}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("\"field\":\"name\"", "\"code\":\"not-a-place\"", "question.colour", "question.channel");
        for (String place :
                List.of("//evil.example", "/links", "/campaigns/", "/link/a/b?c", "/keys", "javascript:alert(1)")) {
            assertThat(server.post(API + "/views", "{\"name\":\"v\",\"place\":\"" + place + "\"}")
                            .statusCode())
                    .as(place)
                    .isEqualTo(422);
        }
    }

    private HttpResponse<String> as(String secret, String method, String path, String json) {
        return server.send(server.request(API + path)
                .setHeader("Authorization", "Bearer " + secret)
                .setHeader("Content-Type", "application/json")
                .method(method, java.net.http.HttpRequest.BodyPublishers.ofString(json.replace('\'', '"'))));
    }
}
