package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.RawConnection;
import app.grapevine.TestAgents;
import app.grapevine.links.BroughtLink;
import app.grapevine.links.BroughtLink.Outcome;
import app.grapevine.links.CodeShape;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.Maker;
import app.grapevine.service.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes that were printed before they came here, asked for as they stand on paper. */
class BroughtCodesApiTest {
    private static TestServer service;

    @BeforeAll
    static void start() {
        service = TestServer.start(Map.of("limit.unknown", "100000"));
        for (String code : List.of(
                "a",
                "my.page",
                "docs/start",
                "Ünï",
                "日本",
                "x+y",
                "%41",
                "x".repeat(100),
                "aBc",
                "AbC",
                "É/1",
                "é/1",
                "~me",
                "a;b=c",
                "50%",
                "it's(me)",
                "👩‍💻",
                "shirt!")) {
            bring(code);
        }
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Link bring(String code, String... aliases) {
        LinkDraft draft = LinkDraft.to("https://example.com/?to=" + Integer.toHexString(code.hashCode()));
        BroughtLink.Result result = service.links()
                .brought()
                .makeAll(List.of(new BroughtLink(draft, code, List.of(aliases), null, null)), Maker.NOBODY)
                .get(0);
        assertThat(result.outcome()).as("%s: %s", code, result.faults()).isEqualTo(Outcome.MADE);
        return result.link();
    }

    private static RawConnection.Answer ask(String method, String target) {
        try (RawConnection connection = new RawConnection(service.port())) {
            return connection.ask("%s %s HTTP/1.1\r\nHost: go.example\r\nUser-Agent: %s\r\n\r\n"
                    .formatted(method, target, TestAgents.IPHONE));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String header(RawConnection.Answer answer, String name) {
        return answer.head()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    private static void patch(String path, String json) {
        assertThat(service.patch(path, json.replace('\'', '"')).statusCode()).isEqualTo(200);
    }

    private static String of(String code) {
        return "https://example.com/?to=" + Integer.toHexString(code.hashCode());
    }

    @ParameterizedTest
    @CsvSource({
        "/a, a",
        "/my.page, my.page",
        "/My.Page, my.page",
        "/docs/start, docs/start",
        "/docs%2Fstart, docs/start",
        "/docs%2fSTART, docs/start",
        "/%C3%9Cn%C3%AF, Ünï",
        "/%c3%9cn%c3%af, Ünï",
        "/U%CC%88ni%CC%88, Ünï",
        "/%E6%97%A5%E6%9C%AC, 日本",
        "/x+y, x+y",
        "/x%2By, x+y",
        "/%2541, %41",
        "/aBc, aBc",
        "/AbC, AbC",
        "/abc, aBc",
        "/%C3%89/1, É/1",
        "/%C3%A9/1, é/1",
        "/~me, ~me",
        "/a;b=c, a;b=c",
        "/50%25, 50%",
        "/it's(me), it's(me)",
        "/%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB, 👩‍💻",
        "/shirt!, shirt!",
        "/my.page)., my.page",
        "/my.page%E2%80%8B, my.page",
        "//my.page, my.page",
        "/my.page%22, my.page",
        "/my.page%2520, my.page",
        "/my.page_, my.page",
        "/docs/start/, docs/start",
        "/docs/start%E2%80%9D, docs/start",
        "/my.page?utm_source=x, my.page",
    })
    void itLeadsWhereItLedWhateverItsShape(String target, String code) {
        for (int time = 0; time < 2; time++) { // read, and remembered
            RawConnection.Answer answer = ask("GET", target);
            assertThat(answer.status()).as(target).isEqualTo(302);
            assertThat(header(answer, "location")).startsWith(of(code));
            assertThat(header(answer, "cache-control")).contains("no-store");
        }
        assertThat(ask("HEAD", target).status()).isEqualTo(302);
    }

    @Test
    void theLongestIsFound() {
        assertThat(header(ask("GET", "/" + "x".repeat(100)), "location")).isEqualTo(of("x".repeat(100)));
        assertThat(ask("GET", "/" + "x".repeat(101)).status()).isEqualTo(404);
        Link wide = bring("\ud83c\udf77".repeat(100));
        assertThat(header(ask("GET", "/" + "%F0%9F%8D%B7".repeat(100)), "location"))
                .isEqualTo(wide.destination());
    }

    @Test
    void whatIsAskedOfALinkIsAskedOfItsAliasesToo() {
        Link link = bring("v.2/notes");
        for (String alias : List.of("v.2/notes", "V.2%2Fnotes")) {
            assertThat(ask("GET", "/" + alias + "+").body()).contains("/" + link.code() + "/report");
            assertThat(header(ask("GET", "/" + alias + ".qr"), "content-type")).startsWith("image/svg+xml");
            assertThat(header(ask("GET", "/" + alias + ".qr.png"), "content-type"))
                    .isEqualTo("image/png");
            assertThat(ask("GET", "/" + alias + "/share").body()).contains("<form");
            assertThat(header(ask("GET", "/" + alias + "/report"), "location")).isEqualTo("/" + link.code() + "+");
            assertThat(header(ask("GET", "/" + alias + "~q"), "location")).isEqualTo(link.destination());
            assertThat(ask("GET", "/" + alias + "+%29.").status()).isEqualTo(200);
        }
        assertThat(ask("GET", "/a+").status()).isEqualTo(200);
    }

    @Test
    void aVisitByAnAliasIsOneOfItsLink() {
        Link link = bring("counted.here", "counted-there");
        ask("GET", "/counted.here");
        ask("GET", "/counted.here");
        ask("GET", "/counted-there");
        ask("GET", "/" + link.code());
        service.awaitRecorded();
        assertThat(service.ask("/stats?from=2026-01-01&to=2027-01-01&code=" + link.code())
                        .at("/total/clicks")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void whatBecomesOfTheLinkBecomesOfItsAliases() {
        Link link = bring("fate.of", "fate-of");
        List<String> paths = List.of("/fate.of", "/fate-of", "/Fate-Of");
        paths.forEach(path -> assertThat(ask("GET", path).status()).isEqualTo(302));
        String own = "/api/v1/links/" + link.code();
        patch(own, "{'destination':'https://example.org/moved'}");
        paths.forEach(path ->
                assertThat(header(ask("GET", path), "location")).as(path).isEqualTo("https://example.org/moved"));
        patch(own, "{'status':'disabled'}");
        paths.forEach(path -> assertThat(ask("GET", path).status()).as(path).isEqualTo(410));
        patch(own, "{'status':'active'}");
        service.delete(own);
        paths.forEach(path -> assertThat(ask("GET", path).status()).as(path).isEqualTo(404));
        service.post(own + "/restore", "");
        paths.forEach(path -> assertThat(ask("GET", path).status()).as(path).isEqualTo(302));
        patch(own, "{'aliases':['fate.of']}");
        assertThat(ask("GET", "/fate.of").status()).isEqualTo(302);
        assertThat(ask("GET", "/fate-of").status()).isEqualTo(404);
        assertThat(ask("GET", "/Fate-Of").status()).isEqualTo(404);
        patch(own, "{'aliases':['fate.of','fate-of']}");
        paths.forEach(path -> assertThat(ask("GET", path).status()).as(path).isEqualTo(302));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nobody.s",
                "/docs/nobodys",
                "/docs/start/more",
                "/%00",
                "/a%00",
                "/..%2Fa",
                "/a/%2e%2e/a",
                "/%FF",
                "/docs//start",
                "/x%2Fy%2F%2Fz",
            })
    void whatIsNobodysStaysSo(String target) {
        assertThat(ask("GET", target).status()).as(target).isIn(400, 404);
        assertThat(ask("POST", target).status()).as(target).isIn(400, 404, 405, 411);
    }

    @Test
    void pagesOfOursStayOurs() {
        assertThat(ask("GET", "/robots.txt").body()).contains("User-agent");
        assertThat(ask("GET", "/assets/page.css").status()).isEqualTo(200);
        assertThat(ask("GET", "/api/v1/links").status()).isEqualTo(401);
        assertThat(ask("GET", "/api/nothing/here").body()).contains("\"status\"");
        assertThat(ask("GET", "/health/live").status()).isEqualTo(200);
        assertThat(ask("GET", "/js/grapevine.js").status()).isEqualTo(200);
    }

    @Test
    void unknownPathsCostNoLookIntoTheDatabase() {
        ask("GET", "/warm.up");
        double before = service.metric("grapevine_cache_loads_total");
        for (int i = 0; i < 40; i++) {
            assertThat(ask("GET", "/nobody/s." + i).status()).isEqualTo(404);
        }
        // One in 120 passes the filter by chance.
        assertThat(service.metric("grapevine_cache_loads_total") - before).isLessThan(20);
    }

    /** By the code, by an alias that could be chosen, and by such as were brought, while where it leads is changed. */
    @Test
    void underLoadOfBothKindsEachVisitIsLedAndCountedOnce() throws Exception {
        Link link = bring("busy-code", "busy-alias", "busy.alias", "busy/alias");
        List<String> ways = List.of("/busy-code", "/busy-alias", "/busy.alias", "/busy%2Falias");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> visits = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String way = ways.get(i % ways.size());
                visits.add(() -> ask("GET", way).status() == 302);
                if (i % 20 == 0) {
                    int step = i;
                    visits.add(() -> {
                        patch("/api/v1/links/busy-code", "{'title':'" + step + "'}");
                        return true;
                    });
                }
            }
            for (Future<Boolean> done : threads.invokeAll(visits)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        service.awaitRecorded();
        assertThat(service.ask("/stats?from=2026-01-01&to=2027-01-01&code=" + link.code())
                        .at("/total/clicks")
                        .asInt())
                .isEqualTo(200);
    }

    @Test
    void noPathOfOursCanBeHidden() {
        List<String> open = service.web().javalin().unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint.path)
                .filter(path -> path.length() > 1 && !path.startsWith("/{") && !path.endsWith("*"))
                .map(path -> path.substring(1).replaceAll("\\{\\w+}", "x"))
                .filter(path -> CodeShape.canBeBrought(path) && !CodeShape.wouldHide(path))
                .toList();
        assertThat(open).isEmpty();
    }

    @Test
    void whoTriesOddCodesOutIsRefusedAsWhoTriesCodesOut() {
        try (TestServer limited = TestServer.start(Map.of("limit.unknown", "5", "trusted.proxies", "127.0.0.0/8"))) {
            limited.links()
                    .brought()
                    .makeAll(
                            List.of(new BroughtLink(
                                    LinkDraft.to("https://example.com/"), "my.page", List.of(), null, null)),
                            Maker.NOBODY);
            for (int i = 0; i < 5; i++) {
                assertThat(tap(limited, "/nobody.s-" + i)).isEqualTo(404);
            }
            assertThat(tap(limited, "/nobody.s-5")).isEqualTo(429);
            assertThat(tap(limited, "/nobodys-6")).isEqualTo(429);
            assertThat(tap(limited, "/my.page")).isEqualTo(302);
        }
    }

    private static int tap(TestServer limited, String path) {
        return limited.visit("GET", path, "X-Forwarded-For", "192.0.2.1", "User-Agent", TestAgents.IPHONE)
                .statusCode();
    }

    @Test
    void aPasswordIsAskedForBehindAnAliasToo() {
        Link link = bring("with.password");
        patch("/api/v1/links/" + link.code(), "{'password':'correct horse battery'}");
        RawConnection.Answer asked = ask("GET", "/with.password");
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body()).contains("action=\"/" + link.code() + "\"");
    }
}
