package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.CaseTable;
import app.grapevine.RawConnection;
import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What chats and people add to a short link; the cases stand in {@code links/pasted.csv} and in the documentation. */
class PastedLinksApiTest {
    private static final CaseTable CASES = CaseTable.of("pasted.csv");
    private static final Map<String, String> KINDS = Map.of(
            "made at random", "",
            "chosen", ",'code':'Spring-Sale'",
            "handing on all of its query", ",'forwardQuery':true",
            "guarded", ",'maxClicks':100000",
            "with a card", ",'card':{'title':'A card'}",
            "followed to its conversions", ",'trackConversions':true");

    private static TestServer service;
    private static Map<String, String> codes;

    @BeforeAll
    static void start() {
        service = TestServer.start(Map.of("limit.unknown", "100000"));
        codes = KINDS.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey,
                        kind -> service.link("{'destination':'https://example.com/there'" + kind.getValue() + "}")));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static RawConnection.Answer ask(String method, String target) {
        try (RawConnection connection = new RawConnection(service.port())) {
            return connection.ask("%s %s HTTP/1.1\r\nHost: go.example\r\nUser-Agent: %s\r\n\r\n"
                    .formatted(method, target, TestAgents.IPHONE));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String location(RawConnection.Answer answer) {
        return answer.head()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("location: "))
                .map(line -> line.substring(10))
                .findFirst()
                .orElse("");
    }

    private static int clicks(String code) {
        service.awaitRecorded();
        JsonNode total =
                service.ask("/stats?from=2026-01-01&to=2027-01-01&code=" + code).get("total");
        return total.get("clicks").asInt();
    }

    static Stream<Arguments> everyFormOfEveryKind() {
        return KINDS.keySet().stream()
                .flatMap(kind ->
                        CASES.rows().stream().map(row -> Arguments.of(kind, row.get(0), row.get(1), row.get(2))));
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("everyFormOfEveryKind")
    void whatIsAddedToALinkDoesNoHarm(String kind, String by, String path, String gets) {
        String target = path.replace("{code}", codes.get(kind));
        RawConnection.Answer answer = ask("GET", target);
        RawConnection.Answer head = ask("HEAD", target);
        boolean open = !kind.equals("guarded");
        switch (gets) {
            case "the link" -> {
                assertThat(answer.status()).isEqualTo(302);
                assertThat(location(answer)).startsWith("https://example.com/there");
            }
            case "where it leads" -> {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).contains("/report\"");
                assertThat(answer.body().contains("https://example.com/there")).isEqualTo(open);
            }
            case "the QR code" -> assertThat(answer.head()).contains("Content-Type: image/");
            case "passing on" -> assertThat(answer.status()).isEqualTo(open ? 200 : 404);
            default -> assertThat(answer.status()).isIn(404, 400);
        }
        if (!gets.equals("the link") || open) { // a guarded link is veiled to whoever asks by HEAD
            assertThat(head.status()).isEqualTo(answer.status());
        }
    }

    @Test
    void theDocumentationHasTheCasesThatAreTested() {
        CASES.isIn(Path.of("src/docs/LINKS-IN-CHATS.md"));
        assertThat(CASES.rows()).hasSizeGreaterThan(60);
    }

    @Test
    void aPastedLinkIsCountedLikeAnyOther() {
        String code = service.link("{'destination':'https://example.com/counted'}");
        for (String added : List.of("", ").", "%E2%80%8B", "/", "*")) {
            assertThat(ask("GET", "/" + code + added).status()).isEqualTo(302);
        }
        assertThat(clicks(code)).isEqualTo(5);
    }

    @Test
    void aChosenCodeIsFoundInAnyCaseAndARandomOneAsItIs() {
        String chosen = service.link("{'destination':'https://example.com/any','code':'AnyCase'}");
        String random = service.link("{'destination':'https://example.com/exact'}");
        for (String typed : List.of("/ANYCASE", "/anycase", "/AnyCase).", "/anyCASE%20")) {
            assertThat(location(ask("GET", typed))).as(typed).isEqualTo("https://example.com/any");
        }
        assertThat(ask("HEAD", "/ANYCASE").status()).isEqualTo(302);
        assertThat(ask("GET", "/ANYCASE+").body()).contains("https://example.com/any");
        assertThat(ask("GET", "/ANYCASE.qr").status()).isEqualTo(200);
        assertThat(ask("GET", "/ANYCASE/share").status()).isEqualTo(200);
        assertThat(clicks(chosen)).isEqualTo(4);
        String turned = random.chars()
                .mapToObj(c -> String.valueOf(
                        (char) (Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))))
                .collect(java.util.stream.Collectors.joining());
        assertThat(ask("GET", "/" + random).status()).isEqualTo(302);
        if (!turned.equals(random)) {
            assertThat(ask("GET", "/" + turned).status()).isEqualTo(404);
        }
    }

    @Test
    void aChangeIsSeenByTheNextVisitInWhateverCase() {
        assertThat(ask("GET", "/LATER-ON").status()).isEqualTo(404);
        service.link("{'destination':'https://example.com/before','code':'Later-On'}");
        assertThat(location(ask("GET", "/LATER-ON"))).isEqualTo("https://example.com/before");
        service.patch("/api/v1/links/Later-On", "{\"destination\":\"https://example.com/after\"}");
        assertThat(location(ask("GET", "/LATER-ON"))).isEqualTo("https://example.com/after");
        service.delete("/api/v1/links/Later-On");
        assertThat(ask("GET", "/LATER-ON").status()).isEqualTo(404);
    }

    @Test
    void aCodeThatDiffersInCaseAloneIsTaken() {
        service.link("{'destination':'https://example.com/','code':'Only-Once'}");
        var refused =
                service.post("/api/v1/links", "{\"destination\":\"https://example.com/\",\"code\":\"ONLY-ONCE\"}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("\"field\":\"code\"");
        service.link("{'destination':'https://example.com/','code':'ONLY-ONCE','domain':'links.example'}");
    }

    @Test
    void theExactCodeIsFoundFirst() {
        service.link("{'destination':'https://example.com/bare','code':'exact'}");
        service.link("{'destination':'https://example.com/marked','code':'exact_'}");
        assertThat(location(ask("GET", "/exact_"))).isEqualTo("https://example.com/marked");
        assertThat(location(ask("GET", "/exact_)"))).isEqualTo("https://example.com/marked");
        assertThat(location(ask("GET", "/exact"))).isEqualTo("https://example.com/bare");
        assertThat(location(ask("GET", "/exact__"))).isEqualTo("https://example.com/bare");
    }

    @Test
    void whatIsNobodysCostsNoLookIntoTheDatabase() {
        Awaitility.await().until(() -> loadsOf("/nobodys-" + System.nanoTime() + ")") == 0);
        String code = "nobodys-at-all";
        for (String form : List.of(").", "%E2%80%8B", ")+", "/share/", ".qr)")) {
            assertThat(loadsOf("/" + code + form)).as(form).isZero();
        }
        assertThat(loadsOf("/" + code.toUpperCase(Locale.ROOT) + "%20")).isZero();
    }

    private static double loadsOf(String path) {
        double before = service.metric("grapevine_cache_loads_total");
        assertThat(ask("GET", path).status()).isEqualTo(404);
        return service.metric("grapevine_cache_loads_total") - before;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health)",
                "/metrics%20",
                "/dashboard).",
                "//api",
                "//metrics",
                "/privacy)",
                "/api%2Fv1%2Flinks",
                "//api/v1/links",
                "/dashboard%2F",
                "/..%2Fmetrics",
                "/assets/%2e%2e/metrics"
            })
    void aPathOfTheProgramsOwnIsNotMeant(String path) {
        assertThat(ask("GET", path).status()).isIn(400, 404);
    }
}
