package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import app.grapevine.web.http.SecurityHeaders;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectApiTest {
    private static TestServer service;

    @BeforeAll
    static void start() {
        service = TestServer.start(Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    private static JsonNode total(String code) {
        service.awaitRecorded();
        return service.ask("/stats?from=2026-01-01&to=2027-01-01&code=" + code).get("total");
    }

    @Test
    void aTapLandsAtOnceAndLeavesNoCookieAndNothingToCache() {
        String code = service.link("{'destination':'https://example.com/a?x=1#there','channel':'whatsapp'}");
        for (int i = 0; i < 2; i++) { // the first from the database, the second from memory
            HttpResponse<String> answer = service.tap("/" + code);
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(location(answer))
                    .isEqualTo("https://example.com/a?x=1&utm_source=whatsapp&utm_medium=dark-social#there");
            assertThat(answer.headers().allValues("Cache-Control")).containsExactly("private, no-store");
            assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        }
    }

    @Test
    void headAnswersLikeGetAndIsNoClick() {
        String code = service.link("{'destination':'https://example.com/head','channel':'x'}");
        HttpResponse<String> viaJavalin = service.tap("/" + code);
        HttpResponse<String> viaHandler = service.tap("/" + code);
        HttpResponse<String> head = service.visit("HEAD", "/" + code, "User-Agent", TestAgents.IPHONE);
        assertThat(head.statusCode()).isEqualTo(302);
        assertThat(names(head)).isEqualTo(names(viaHandler)).isEqualTo(names(viaJavalin));
        assertThat(location(head)).isEqualTo(location(viaHandler));
        assertThat(total(code).get("clicks").asInt()).isEqualTo(2);
    }

    private static Set<String> names(HttpResponse<String> response) {
        Set<String> names = new HashSet<>(response.headers().map().keySet());
        names.remove("connection");
        return names;
    }

    @Test
    void aChangeAndADeletionAreSeenByTheNextRedirect() {
        String code = service.link("{'destination':'https://example.com/before'}");
        assertThat(location(service.tap("/" + code))).isEqualTo("https://example.com/before");
        service.patch("/api/v1/links/" + code, "{\"destination\":\"https://example.com/after\"}");
        assertThat(location(service.tap("/" + code))).isEqualTo("https://example.com/after");
        service.delete("/api/v1/links/" + code);
        assertThat(service.tap("/" + code).statusCode()).isEqualTo(404);
    }

    @Test
    void aCodeThatWasUnknownAMomentAgoWorksOnceItIsIssued() {
        assertThat(service.tap("/soon-there").statusCode()).isEqualTo(404);
        service.link("{'destination':'https://example.com/','code':'soon-there'}");
        assertThat(service.tap("/soon-there").statusCode()).isEqualTo(302);
    }

    @Test
    void aLinkIsFoundOnItsOwnDomainAndAnUnknownHostGetsTheDefaultDomains() {
        service.link("{'destination':'https://example.com/default','code':'twice'}");
        service.link("{'destination':'https://example.com/other','code':'twice','domain':'links.example'}");
        assertThat(location(service.visit("GET", "/twice", "Host", "LINKS.example:8080")))
                .isEqualTo("https://example.com/other");
        assertThat(location(service.visit("GET", "/twice", "Host", "unknown.example")))
                .isEqualTo("https://example.com/default");
    }

    @Test
    void aLinkIsNotFoundBeforeItsTimeAndGoneAfterIt() {
        String code = service.link("{'destination':'https://example.com/','validFrom':'2026-05-01T13:00:00Z',"
                + "'validUntil':'2026-05-01T14:00:00Z'}");
        assertThat(service.tap("/" + code).statusCode()).isEqualTo(404);
        assertThat(service.tap("/" + code + "+").statusCode()).isEqualTo(404);
        service.clock().advance(Duration.ofHours(1));
        assertThat(service.tap("/" + code).statusCode()).isEqualTo(302);
        assertThat(service.tap("/" + code).statusCode()).isEqualTo(302);
        service.clock().advance(Duration.ofHours(1));
        HttpResponse<String> gone = service.visit("GET", "/" + code, "Accept-Language", "it-IT,it;q=0.9");
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(gone.body()).contains("<html lang=\"it\">").doesNotContain("example.com");
        service.patch("/api/v1/links/" + code, "{\"expiredDestination\":\"https://example.com/over\"}");
        assertThat(location(service.tap("/" + code))).isEqualTo("https://example.com/over");
        assertThat(total(code).get("clicks").asInt()).isEqualTo(2);
    }

    @Test
    void maxClicksGivesExactlyThatManyRedirectsToPeopleAtOnceAndAcrossARestart() throws Exception {
        try (TestServer own = TestServer.start(Map.of())) {
            String code = own.link("{'destination':'https://example.com/','maxClicks':100}");
            assertThat(own.visit("GET", "/" + code, "User-Agent", TestAgents.TELEGRAM_FETCHER)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(statuses(own, code, 60)).containsOnly(302);
            own.restart();
            List<Integer> statuses = statuses(own, code, 940);
            assertThat(statuses.stream().filter(status -> status == 302)).hasSize(40);
            assertThat(statuses.stream().filter(status -> status == 410)).hasSize(900);
            assertThat(own.visit("HEAD", "/" + code, "User-Agent", TestAgents.IPHONE)
                            .statusCode())
                    .isEqualTo(410);
        }
    }

    @Test
    void nobodyButAPersonWhoTakesAUseIsToldWhereALinkWithMaxClicksLeads() {
        String secret = "secret.example.com";
        String bare = service.link("{'destination':'https://" + secret + "/a','maxClicks':1}");
        String carded = service.link("{'destination':'https://" + secret + "/b','maxClicks':1,"
                + "'card':{'title':'Tea at four','description':'Upstairs'}}");
        for (String code : List.of(bare, carded)) {
            for (String agent : List.of(TestAgents.WHATSAPP_FETCHER, TestAgents.TELEGRAM_FETCHER, TestAgents.BOT)) {
                assertTellsNothing(service.visit("GET", "/" + code, "User-Agent", agent), secret);
                assertTellsNothing(service.visit("HEAD", "/" + code, "User-Agent", agent), secret);
            }
            assertTellsNothing(service.visit("HEAD", "/" + code, "User-Agent", TestAgents.IPHONE), secret);
            HttpResponse<String> ahead =
                    service.visit("GET", "/" + code, "User-Agent", TestAgents.IPHONE, "Sec-Purpose", "prefetch");
            assertThat(ahead.statusCode()).isEqualTo(503);
            assertThat(ahead.headers().map().toString() + ahead.body()).doesNotContain(secret);
            assertTellsNothing(service.visit("GET", "/" + code + "+", "User-Agent", TestAgents.IPHONE), secret);
            assertTellsNothing(service.visit("GET", "/" + code + ".qr", "User-Agent", TestAgents.IPHONE), secret);
            HttpResponse<String> share = service.visit("GET", "/" + code + "/share", "User-Agent", TestAgents.IPHONE);
            assertThat(share.statusCode()).isEqualTo(404);
            assertThat(share.body()).doesNotContain(secret);
        }
        HttpResponse<String> card = service.visit("GET", "/" + carded, "User-Agent", TestAgents.WHATSAPP_FETCHER);
        assertThat(card.body())
                .contains("og:title\" content=\"Tea at four\"", "og:description\" content=\"Upstairs\"")
                .contains("/" + carded + "\"");
        assertThat(service.visit("GET", "/" + bare + "+", "Accept-Language", "it")
                        .body())
                .contains("<html lang=\"it\">", "Questo link si apre in un browser");
        assertThat(location(service.tap("/" + bare))).isEqualTo("https://" + secret + "/a");
        assertThat(service.tap("/" + bare).statusCode()).isEqualTo(410);
    }

    private static void assertTellsNothing(HttpResponse<String> answer, String secret) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map().toString()).doesNotContain(secret);
        assertThat(answer.body()).doesNotContain(secret);
    }

    private static List<Integer> statuses(TestServer service, String code, int people) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(64);
        try {
            List<Callable<Integer>> taps = IntStream.range(0, people)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> service.tap("/" + code).statusCode())
                    .toList();
            return pool.invokeAll(taps).stream().map(RedirectApiTest::result).toList();
        } finally {
            pool.shutdown();
        }
    }

    private static int result(Future<Integer> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "forwarding {0} to {1} gives {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1&b=%20     | https://example.com/          | https://example.com/?a=1&b=%20",
                "a=1           | https://example.com/?z=0#part | https://example.com/?z=0&a=1#part",
                "%0d%0aX:%201  | https://example.com/          | https://example.com/?%0d%0aX:%201",
                "@evil.example | https://example.com/          | https://example.com/?@evil.example",
                "//evil.test/  | https://example.com/p         | https://example.com/p?//evil.test/",
                "''            | https://example.com/          | https://example.com/",
            })
    void forwardQueryAddsTheVisitsParametersAndNeverChangesWhereItLeads(
            String query, String destination, String expected) {
        String code = service.link("{'destination':'" + destination + "','forwardQuery':true}");
        assertThat(location(service.tap("/" + code + "?" + query))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "en | This link is not active yet         | 5 May 2026",
                "it | Questo link non è ancora attivo     | 5 maggio 2026",
                "de | Dieser Link ist noch nicht aktiv    | 5. Mai 2026",
                "fr | Ce lien n’est pas encore actif      | 5 mai 2026",
                "es | Este enlace aún no está activo      | 5 de mayo de 2026",
                "pt | Este link ainda não está aberto     | 5 de maio de 2026",
            })
    void aLinkThatIsNotOpenYetSaysWhenItWillBe(String language, String title, String day) {
        String code = service.link("{'destination':'https://example.com/secret','validFrom':'2026-05-05T18:30:00Z'}");
        for (String ending : List.of("", "+", "/share", ")")) {
            HttpResponse<String> page = service.visit("GET", "/" + code + ending, "Accept-Language", language);
            assertThat(page.statusCode()).isEqualTo(404);
            assertThat(page.body())
                    .contains("<h1>" + title + "</h1>")
                    .contains("<time datetime=\"2026-05-05T18:30:00Z\">" + day)
                    .contains("18:30 UTC</time>")
                    .doesNotContain("secret");
        }
    }

    @Test
    void whatIsOverUsedUpSwitchedOffAndUnknownIsToldApart() {
        String over = service.link("{'destination':'https://example.com/','validUntil':'2026-05-01T00:00:00Z'}");
        String used = service.link("{'destination':'https://example.com/','maxClicks':1}");
        String off = service.link("{'destination':'https://example.com/','status':'disabled'}");
        service.tap("/" + used);
        assertThat(service.tap("/" + over).body()).contains("<h1>This link has expired</h1>");
        assertThat(service.tap("/" + used).body()).contains("<h1>This link is used up</h1>");
        assertThat(service.tap("/" + off).body()).contains("<h1>This link is disabled</h1>");
        assertThat(service.tap("/nobodys-one").body()).contains("<h1>This link leads nowhere</h1>");
    }

    @Test
    void aPreviewFetcherGetsTheCardAndAPersonInTheAppTheRedirect() {
        String code = service.link("{'destination':'https://example.com/shop','channel':'telegram',"
                + "'card':{'title':'Spring <sale>','description':'Half price','image':'https://example.com/a.png'}}");
        HttpResponse<String> card = service.visit("GET", "/" + code, "User-Agent", TestAgents.TELEGRAM_FETCHER);
        assertThat(card.statusCode()).isEqualTo(200);
        assertThat(card.body())
                .contains("<meta property=\"og:title\" content=\"Spring &lt;sale&gt;\">")
                .contains("<meta name=\"twitter:image\" content=\"https://example.com/a.png\">")
                .contains("<meta property=\"og:url\" content=\"https://go.example/" + code + "\">");
        assertThat(service.tap("/" + code).statusCode()).isEqualTo(302);
        JsonNode total = total(code);
        assertThat(total.get("clicks").asInt()).isEqualTo(1);
        assertThat(total.get("previews").asInt()).isEqualTo(1);
    }

    @Test
    void thePlusPageSaysWhereALinkLeadsAndCountsNothing() {
        String code = service.link("{'destination':'https://example.com/?q=%3Cscript%3E\\u0026x'}");
        HttpResponse<String> page = service.visit("GET", "/" + code + "+");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().map()).doesNotContainKey("location");
        assertThat(page.body()).contains("https://example.com/?q=%3Cscript%3E&amp;x");
        assertThat(total(code).get("bots").asInt() + total(code).get("clicks").asInt())
                .isZero();
    }

    @Test
    void theQrCodeIsServedAsSvgAndPng() {
        String code = service.link("{'destination':'https://example.com/'}");
        HttpResponse<String> svg = service.visit("GET", "/" + code + ".qr?size=300&margin=2");
        assertThat(svg.headers().firstValue("Content-Type")).hasValue("image/svg+xml; charset=utf-8");
        assertThat(svg.body()).startsWith("<svg").contains("width=\"300\"");
        HttpResponse<String> png = service.visit("GET", "/" + code + ".qr.png");
        assertThat(png.headers().firstValue("Content-Type")).hasValue("image/png");
        for (HttpResponse<String> picture : List.of(svg, png)) {
            assertThat(picture.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(picture.headers().firstValue("Content-Security-Policy")).hasValue(SecurityHeaders.NOTHING);
        }
        assertThat(service.visit("GET", "/" + code + ".qr?size=9").statusCode()).isEqualTo(422);
        assertThat(service.visit("GET", "/nobodys-code.qr").statusCode()).isEqualTo(404);
    }
}
