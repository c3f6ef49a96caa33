package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every page of the dashboard and of recipients with some hundred texts that are to become markup or script, in each field
 * that is shown: none runs, none becomes an element, and no other host is asked for anything.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputBrowserTest {
    private static final int LINKS = 40;
    private static final int OPENED = 12;
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_AUDIENCE = 190;
    private static final int LONGEST_TAG = 64;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Before any script of a page: what a text may call says so, and how much a page still waits for is known. */
    private static final String WATCH = """
            window.alert = window.confirm = window.prompt = window.open = () => { window.pwned = 1; };
            const asked = window.fetch;
            window.unanswered = 0;
            window.fetch = (...what) => {
              window.unanswered++;
              return asked(...what).finally(() => window.unanswered--);
            };
            """;

    /** What no page of ours has: scripts in it or in attributes, frames, what another host would send, a base. */
    private static final String FOREIGN = """
            [...document.querySelectorAll('*')].filter((one) =>
                [...one.attributes].some((a) => /^on/i.test(a.name) || /^\\s*(javascript|data:text|vbscript)/i.test(a.value))
                || /^(iframe|frame|object|embed|base|math|video|audio|marquee|xss|x|style)$/i.test(one.localName)
                || (one.localName === 'script' && !one.closest('head') && !one.src.startsWith(location.origin + '/'))
                || (one.localName === 'img' && !one.src.startsWith(location.origin + '/') && !one.src.startsWith('data:image/'))
                || (one.localName === 'link' && !one.href.startsWith(location.origin + '/')))
              .map((one) => one.outerHTML.slice(0, 200))""";

    private static final String ASKED_ELSEWHERE = """
            performance.getEntriesByType('resource').map((one) => one.name)
              .filter((name) => !name.startsWith(location.origin + '/') && !name.startsWith('data:'))""";

    /** All of it in one question to the browser. */
    private static final String WRONG = "return [window.pwned === undefined ? [] : ['something ran'], " + FOREIGN + ", "
            + ASKED_ELSEWHERE + "].flat()";

    /** Goes to a place, and tells when its page is there: nothing is asked for any more, and two looks see the same words. */
    private static final String GO = """
            const [place, done] = arguments;
            let before = null;
            const look = () => {
              const waits = window.unanswered > 0 || document.querySelector('.loading') || !document.querySelector('main h1');
              const now = waits ? null : document.body.innerText + document.querySelectorAll('canvas, svg').length;
              if (now !== null && now === before) { done(); } else { before = now; setTimeout(look, 60); }
            };
            if (location.hash === place) { look(); } else {
              addEventListener('hashchange', () => setTimeout(look, 60), {once: true});
              location.hash = place;
            }
            """;

    private final List<String> texts = Stream.of(HostileTexts.SCRIPTS, HostileTexts.NAUGHTY)
            .flatMap(all -> all.all().stream())
            .filter(text -> text.matches("[^\\p{Cntrl}]*[<>\"'`&{$\\\\:][^\\p{Cntrl}]*"))
            .distinct()
            .toList();
    private final List<String> codes = new ArrayList<>();
    private TestServer server;
    private Chromium browser;
    private String shareSet;
    private int shown;

    @BeforeAll
    void start() throws Exception {
        server = TestServer.startNow(Map.of(
                "limit.links", "0", "limit.api", "1000000", "limit.reports", "1000000", "limit.unknown", "1000000"));
        fill();
        browser = Chromium.open(1280, 900, "en-GB,en");
        browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        server.close();
    }

    /** As many of the texts as have room one behind the other, all of them in as many. */
    private List<String> packed(int longest) {
        List<String> packed = new ArrayList<>();
        StringBuilder next = new StringBuilder();
        for (String text : texts) {
            if (next.length() + text.length() + 1 > longest) {
                packed.add(next.toString().strip());
                next.setLength(0);
            }
            if (text.length() < longest) {
                next.append(text).append(' ');
            }
        }
        packed.add(next.toString().strip());
        return packed.stream().filter(text -> !text.isEmpty()).toList();
    }

    private static String in(List<String> list, int i) {
        return list.get(i % list.size());
    }

    private void fill() throws Exception {
        List<String> titles = packed(LONGEST_TITLE);
        List<String> audiences = packed(LONGEST_AUDIENCE);
        List<String> tags = packed(LONGEST_TAG);
        ArrayNode links = JSON.createArrayNode();
        int many = Math.max(LINKS, titles.size());
        for (int i = 0; i < many; i++) {
            String code = "hostile-" + i;
            codes.add(code);
            ObjectNode link = links.addObject()
                    .put("destination", "https://example.com/?q=" + i)
                    .put("code", code);
            link.put("title", in(titles, i)).put("audience", in(audiences, i)).put("campaign", "spring");
            for (int j = 0; j < 3; j++) {
                link.withArray("tags").add(in(tags, 3 * i + j));
            }
            link.putObject("card").put("title", in(titles, i)).put("description", in(titles, i + 1));
        }
        for (JsonNode item : post("/links/bulk", links).get("items")) {
            assertThat(item.get("status").asInt()).as(item.toString()).isEqualTo(201);
        }
        server.patch("/api/v1/campaigns/spring", JSON.writeValueAsString(Map.of("name", in(audiences, 0))));
        ObjectNode set = JSON.createObjectNode()
                .put("destination", "https://example.com/")
                .put("text", in(titles, 0));
        set.put("name", in(audiences, 1)).put("title", in(titles, 1)).put("campaign", "spring");
        set.putArray("channels").add("whatsapp").add("email");
        set.putArray("audiences").add(in(audiences, 2)).add(in(audiences, 3));
        shareSet = post("/share-sets", set).get("id").asText();
        for (int i = 0; i < audiences.size(); i++) {
            post(
                    "/keys",
                    JSON.readTree(JSON.writeValueAsString(
                            Map.of("name", in(audiences, i), "scopes", List.of("stats:read")))));
            visit(codes.get(i % many), in(audiences, i), i);
        }
        server.awaitRecorded();
    }

    private JsonNode post(String path, JsonNode body) throws Exception {
        return TestClient.json(server.post("/api/v1" + path, JSON.writeValueAsString(body)));
    }

    /** Tapped by what says of itself what it may, and reported. */
    private void visit(String code, String text, int i) {
        String header = text.replaceAll("[^ -~]", "?");
        String referrer =
                "https://" + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%", "-") + ".example/";
        server.visit("GET", "/" + code, "User-Agent", TestAgents.IPHONE + " " + header, "Referer", header);
        server.visit(
                "GET",
                "/" + code,
                "User-Agent",
                header,
                "Referer",
                referrer,
                "X-Forwarded-For",
                "2001:db8:" + i + "::1");
        server.visit(
                "GET",
                "/" + code,
                "User-Agent",
                TestAgents.IPHONE,
                "X-Requested-With",
                header,
                "Accept-Language",
                header);
        server.send(HttpRequest.newBuilder(server.uri("/" + code + "/report"))
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("reason=phishing&words="
                        + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&contact="
                        + URLEncoder.encode(text, StandardCharsets.UTF_8))));
    }

    @BeforeEach
    void forgetComplaints() {
        browser.complaints();
    }

    private void assertHarmless(String page) {
        assertThat((List<?>) browser.driver().executeScript(WRONG)).as(page).isEmpty();
    }

    @Test
    void whatRecipientsSeeIsText() {
        for (String code : codes) {
            for (String end : List.of("+", "/share")) {
                browser.go(server.uri("/" + code + end).toString());
                assertHarmless(code + end);
            }
        }
        browser.driver()
                .executeCdpCommand("Network.setUserAgentOverride", Map.of("userAgent", TestAgents.TELEGRAM_FETCHER));
        try {
            for (String code : codes) {
                browser.go(server.uri("/" + code).toString());
                assertThat(browser.driver().getTitle()).isNotEmpty();
                assertHarmless("the card of " + code);
            }
        } finally {
            browser.driver().executeCdpCommand("Network.setUserAgentOverride", Map.of("userAgent", "Chrome"));
        }
        assertThat(browser.complaints())
                .as("what a page of ours is not allowed to do")
                .isEmpty();
    }

    @Test
    void whatTheDashboardShowsIsText() {
        browser.go(server.uri("/dashboard").toString());
        browser.signIn(TestServer.ADMIN_KEY);
        Stream<String> pages = Stream.of(
                "/",
                "/links?limit=100",
                "/links?search=script",
                "/share-sets",
                "/share-sets/" + shareSet,
                "/campaigns",
                "/campaigns/spring",
                "/campaigns/spring/edit",
                "/visits",
                "/keys",
                "/link-reports",
                "/audit");
        Stream<String> links = codes.stream()
                .limit(OPENED)
                .flatMap(code -> Stream.of("/link/localhost/" + code, "/link/localhost/" + code + "/edit"));
        Stream.concat(pages, links).forEach(this::look);
        assertThat(shown).as("pages that show such a text").isGreaterThan(OPENED + 8);
        assertThat(browser.complaints())
                .as("what a page of ours is not allowed to do")
                .isEmpty();
    }

    private void look(String page) {
        browser.driver().executeAsyncScript(GO, "#" + page);
        assertHarmless(page);
        if (browser.text().contains("pwned") || browser.text().contains("alert(")) {
            shown++;
        }
    }
}
