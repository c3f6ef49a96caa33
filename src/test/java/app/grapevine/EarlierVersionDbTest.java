package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.attribution.Attributor;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.storage.Dialect;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an earlier version left, opened by this one: a database, a journal of which a part is not in it, and a
 * configuration. It was killed in the middle of its work; what it would have said of its visits after its next
 * start is what this one has to say.
 */
@ParameterizedClass
@EnumSource(Dialect.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EarlierVersionDbTest {
    private static final String SALE = "{\"clickId\":\"%s\",\"event\":\"purchase\",\"externalId\":\"told-later\"}";

    @Parameter
    Dialect dialect;

    private EarlierVersion service;
    private JsonNode expected;
    private final Map<String, JsonNode> reports = new HashMap<>();
    private double received;
    private double recorded;

    @BeforeParameterizedClassInvocation
    void open() throws Exception {
        service = EarlierVersion.unpacked(dialect);
        expected = service.expected();
        service.start();
        service.awaitDone();
        received = service.metric("grapevine_visits_received_total");
        recorded = 0;
        for (String outcome : Set.of("click", "preview", "bot", "suppressed", "unusual")) {
            recorded += service.metric("grapevine_visits_total{outcome=\"" + outcome + "\"}");
        }
        for (JsonNode report : expected.get("reports")) {
            String path = report.get("path").textValue();
            reports.put(path, service.report(path));
        }
    }

    @AfterParameterizedClassInvocation
    void close() throws Exception {
        service.close();
    }

    @Test
    void everyReportSaysWhatItSaid() {
        for (JsonNode report : expected.get("reports")) {
            String path = report.get("path").textValue();
            JsonNode before = EarlierVersion.withoutCursor(report.get("answer"));
            if (isOfOtherRules(before)
                    && reports.get(path).get("state").textValue().equals("outdated")) {
                continue; // it was broken off, and what began under other rules is not taken up
            }
            assertThat(asFarAs(before, withoutNew(before, reports.get(path))))
                    .as(path)
                    .isEqualTo(before);
        }
    }

    /** Of a list that has grown by rows of the program's own, those that were there. */
    private static JsonNode withoutNew(JsonNode before, JsonNode now) {
        if (!before.isArray() || !now.isArray() || !before.path(0).has("visibility")) {
            return now;
        }
        Set<String> ids = new HashSet<>();
        before.forEach(row -> ids.add(row.path("id").asText()));
        ArrayNode kept = ((ArrayNode) now).arrayNode();
        now.forEach(row -> {
            if (ids.contains(row.path("id").asText())) {
                kept.add(row);
            }
        });
        return kept;
    }

    private static boolean isOfOtherRules(JsonNode run) {
        int now = new Attributor(ChannelCatalogue.load(null).all()).rulesVersion();
        return run.has("examined") && run.get("rulesVersion").intValue() < now;
    }

    /** A later answer may have fields that are new; of the others, none may be missing or different. */
    private static JsonNode asFarAs(JsonNode before, JsonNode now) {
        if (before.isObject() && now.isObject()) {
            if (before.path("rulesVersion").asInt() < now.path("rulesVersion").asInt()) {
                // It waited in the journal, and was judged by the rules of now.
                List.of("kind", "channel", "visibility", "tier", "evidence", "previewBy", "rulesVersion")
                        .forEach(name -> ((ObjectNode) now).set(name, before.get(name)));
            }
            Set<String> names = new HashSet<>();
            before.fieldNames().forEachRemaining(names::add);
            ((ObjectNode) now).retain(names);
            now.fieldNames().forEachRemaining(name -> asFarAs(before.get(name), now.get(name)));
        } else if (before.isArray() && now.isArray()) {
            for (int i = 0; i < Math.min(before.size(), now.size()); i++) {
                asFarAs(before.get(i), now.get(i));
            }
        }
        return now;
    }

    @Test
    void everyVisitThatWaitedInTheJournalIsRecorded() throws SQLException {
        assertThat(received).isEqualTo(expected.get("waiting").asInt()).isPositive();
        assertThat(recorded).isEqualTo(received);
        assertThat(count("dead_letters")).isEqualTo(1);
        assertThat(count("clicks WHERE sequence > (SELECT MAX(sequence) FROM journal_positions)"))
                .isZero();
    }

    private int count(String rows) throws SQLException {
        try (Connection connection = service.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + rows)) {
            return row.next() ? row.getInt(1) : -1;
        }
    }

    @Test
    void theRollupsEqualARecountAndAnotherStartFindsNothingToDo() {
        service.stop();
        try {
            assertThat(service.run("check")).isEqualTo("0: 0 differences between rollups and recorded visits");
        } finally {
            service.start();
        }
        assertThat(service.metric("grapevine_visits_received_total")).isZero();
    }

    @Test
    void linksLeadWhereTheyLed() {
        for (JsonNode visit : expected.get("visits")) {
            String url = visit.get("url").textValue();
            // It was 404; that a link is switched off is no secret to who was sent it.
            String outcome =
                    url.equals("go.example/off") ? "410" : visit.get("outcome").textValue();
            assertThat(service.outcomeOfVisit(url)).as(url).isEqualTo(outcome);
        }
        assertThat(service.arrive("go.example/card", "192.0.2.1", TestAgents.TELEGRAM_FETCHER))
                .startsWith("HTTP/1.1 200 ")
                .contains("Boots for spring", "https://example.com/boots.png");
    }

    @Test
    void keysAccountsAndSessionsAreStillLetIn() {
        assertThat(status("Authorization", "Bearer " + expected.get("key").textValue()))
                .isEqualTo(200);
        assertThat(status(
                        "Authorization", "Bearer " + expected.get("revokedKey").textValue()))
                .isEqualTo(401);
        assertThat(status("Cookie", expected.get("cookie").textValue())).isEqualTo(200);
        HttpResponse<String> signedIn = service.send(HttpRequest.newBuilder(service.uri("/api/v1/session"))
                .setHeader("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(expected.get("signIn").textValue())));
        assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(201);
        assertThat(TestClient.json(signedIn).get("name").textValue()).isEqualTo("Anna");
    }

    private int status(String header, String value) {
        return service.send(HttpRequest.newBuilder(service.uri("/api/v1/stats"))
                        .setHeader(header, value)
                        .GET())
                .statusCode();
    }

    @Test
    void aRequestThatIsRepeatedGetsTheAnswerOfItsFirstTime() {
        JsonNode repeat = expected.get("repeat");
        HttpResponse<String> again =
                service.post("/api/v1/links", repeat.get("request").textValue(), "Idempotency-Key", "once-and-no-more");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(again.body()).isEqualTo(repeat.get("answer").textValue());
    }

    @Test
    void aNewVisitIsCountedOnTopAndItsVisitorIsKnownForTheDay() {
        JsonNode visitor = expected.get("visitor");
        String url = visitor.get("url").textValue();
        String agent = visitor.get("agent").textValue();
        JsonNode before = totalOf(url);
        service.arrive(url, visitor.get("address").textValue(), agent);
        service.arrive(url, "198.51.100.200", agent);
        JsonNode after = totalOf(url);
        assertThat(after.get("clicks").asInt()).isEqualTo(before.get("clicks").asInt() + 2);
        assertThat(after.get("visitors").asInt())
                .isEqualTo(before.get("visitors").asInt() + 1);
    }

    @Test
    void aClickFromBeforeCanStillLeadToAConversion() {
        JsonNode before = totalOf("go.example/track");
        String clickId = service.ask("/clicks?code=track&kind=click&to=2026-03-04")
                .at("/items/0/id")
                .textValue();
        assertThat(service.post("/api/v1/conversions", SALE.formatted(clickId)).statusCode())
                .isEqualTo(201);
        assertThat(totalOf("go.example/track").get("conversions").asInt())
                .isEqualTo(before.get("conversions").asInt() + 1);
    }

    private JsonNode totalOf(String url) {
        service.awaitRecorded();
        String code = url.substring(url.indexOf('/') + 1);
        return service.ask("/stats?from=2026-03-01&to=2026-03-08&code=" + code).get("total");
    }
}
