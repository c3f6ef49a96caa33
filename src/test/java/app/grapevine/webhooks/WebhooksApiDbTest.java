package app.grapevine.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.webhooks.TestReceiver.Received;
import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a receiver is told, from what happens to the message it gets. */
@ParameterizedClass
@EnumSource(Dialect.class)
class WebhooksApiDbTest {
    private static final String ALL =
            EventType.all().stream().map(type -> "'" + type.label() + "'").collect(Collectors.joining(",", "[", "]"));

    @Parameter
    private Dialect dialect;

    private TestReceiver receiver;
    private TestServer server;
    private String id;
    private String secret;

    @BeforeEach
    void start() {
        receiver = new TestReceiver();
        server = TestServer.start(dialect, Map.of("webhooks.hosts", receiver.host()));
        server.post("/api/v1/campaigns", "{\"slug\":\"spring\",\"name\":\"Spring\"}");
    }

    @AfterEach
    void close() {
        server.close();
        receiver.close();
    }

    private void subscribe(String events, String more) {
        HttpResponse<String> made =
                post("/webhooks", "{'url':'" + receiver.url() + "','events':" + events + more + "}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        id = TestServer.json(made).get("id").asText();
        secret = TestServer.json(made).get("secret").asText();
    }

    private HttpResponse<String> post(String path, String json) {
        return server.post("/api/v1" + path, json.replace('\'', '"'));
    }

    private void link(String code, String campaign) {
        server.link("{'destination':'https://shop.example/" + code + "','code':'" + code + "','campaign':'" + campaign
                + "','trackConversions':true}");
    }

    /** A second later, when what was recorded is told. */
    private void pass() {
        server.awaitRecorded();
        server.clock().advance(Duration.ofSeconds(1));
    }

    private List<Received> await(int count) {
        awaitUntil(() -> receiver.accepted().size() >= count);
        return receiver.accepted();
    }

    private JsonNode state() {
        return server.ask("/webhooks/" + id).get("state");
    }

    private void awaitNothingWaits() {
        awaitUntil(() -> state().get("waiting").asInt() == 0);
    }

    private void awaitWaiting(int count) {
        awaitUntil(() -> state().get("waiting").asInt() == count);
    }

    private static void awaitUntil(Callable<Boolean> condition) {
        Awaitility.await().until(condition);
    }

    private static void sellOn(TestServer server, HttpResponse<String> visit, String externalId) {
        String location = visit.headers().firstValue("Location").orElseThrow();
        String json = "{'clickId':'" + location.substring(location.lastIndexOf('=') + 1)
                + "','event':'sale','externalId':'" + externalId
                + "','value':{'amount':'49.90','currency':'EUR'}}";
        assertThat(server.post("/api/v1/conversions", json.replace('\'', '"')).statusCode())
                .isEqualTo(201);
    }

    @Test
    void whatHappensIsToldInItsOrder() {
        subscribe(ALL, "");
        link("boots", "spring");
        server.patch("/api/v1/links/boots", "{\"title\":\"Boots\"}");
        server.visit("GET", "/boots", "User-Agent", TestAgents.WHATSAPP_FETCHER);
        pass();
        await(3);
        HttpResponse<String> bought = server.visit("GET", "/boots", "User-Agent", TestAgents.IN_WHATSAPP);
        server.tap("/boots");
        pass();
        await(4);
        sellOn(server, bought, "order-1");
        post("/conversions", "{'cancels':'order-1'}");
        server.delete("/api/v1/links/boots");

        List<Received> told = await(7);

        assertThat(told)
                .extracting(Received::type)
                .containsExactly(
                        "link.created",
                        "link.changed",
                        "link.first-preview",
                        "click.recorded",
                        "conversion.recorded",
                        "conversion.cancelled",
                        "link.ended");
        assertThat(told).allSatisfy(one -> {
            assertThat(one.header("content-type")).isEqualTo("application/json");
            assertThat(Instant.parse(one.body().get("timestamp").asText())).isNotNull();
            assertThat(one.data().get("campaign").asText()).isEqualTo("spring");
        });
        assertThat(told.get(0).data().get("shortUrl").asText()).isEqualTo("https://go.example/boots");
        assertThat(told.get(1).data().get("title").asText()).isEqualTo("Boots");
        assertThat(told.get(2).data().get("previewBy").asText()).isEqualTo("whatsapp");
        JsonNode clicks = told.get(3).data();
        assertThat(clicks.get("count").asInt()).isEqualTo(2);
        assertThat(clicks.get("clicks").get(0).get("channel").asText()).isEqualTo("whatsapp");
        assertThat(clicks.get("clicks").get(0).get("code").asText()).isEqualTo("boots");
        JsonNode sale = told.get(4).data();
        assertThat(sale.get("clickId")).isEqualTo(clicks.get("clicks").get(0).get("id"));
        assertThat(sale.get("value").get("amount").asText()).isEqualTo("49.90");
        assertThat(told.get(5).data().get("cancels").asText()).isEqualTo("order-1");
        assertThat(told.get(6).data().get("because").asText()).isEqualTo("deleted");
        awaitNothingWaits();
        assertThat(state().get("delivered").asInt()).isEqualTo(7);
        assertThat(server.metric("grapevine_webhook_attempts_total{outcome=\"delivered\"}"))
                .isEqualTo(7);
        assertThat(state().get("failingSince").isNull()).isTrue();
    }

    @Test
    void whereNobodyWantsToKnowNothingIsWritten() {
        link("boots", "spring");
        server.tap("/boots");
        pass();
        assertThat(TestDatabase.count(server.database(), "webhook_messages")).isZero();
        assertThat(TestDatabase.count(server.database(), "webhook_positions")).isZero();
        subscribe("['click.recorded']", ",'campaigns':['summer']");
        link("hats", "spring");
        link("socks", "summer");
        server.tap("/hats");
        server.tap("/socks");
        pass();
        List<Received> told = await(1);
        assertThat(told.get(0).data().get("clicks").get(0).get("code").asText()).isEqualTo("socks");
        awaitNothingWaits();
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void aReceiverThatIsAwayForAnHourIsToldAllInOrder() {
        subscribe(ALL, "");
        receiver.answers(TestReceiver.status(500));
        link("boots", "spring");
        link("hats", "summer");
        awaitUntil(() -> receiver.received().size() == 2);
        for (int i = 0; i < 5; i++) {
            server.tap("/boots");
            server.tap("/hats");
            pass();
        }
        awaitWaiting(12);
        server.patch("/api/v1/links/boots", "{\"title\":\"Boots\"}");
        awaitWaiting(13);
        server.runJobs();
        assertThat(server.metric("grapevine_webhook_messages{state=\"waiting\"}"))
                .isEqualTo(13);
        assertThat(server.metric("grapevine_webhook_attempts_total{outcome=\"failed\"}"))
                .isGreaterThanOrEqualTo(2);
        assertThat(state().get("lastStatus").asInt()).isEqualTo(500);
        assertThat(state().get("lastFailure").asText()).isEqualTo("answered");
        server.clock().advance(Duration.ofHours(1));
        receiver.answers(TestReceiver.status(204));

        List<Received> told = await(13);
        awaitNothingWaits();

        assertThat(receiver.accepted()).hasSize(13);
        assertThat(told).extracting(Received::id).doesNotHaveDuplicates();
        for (String campaign : List.of("spring", "summer")) {
            List<Received> line = told.stream()
                    .filter(one -> one.data().get("campaign").asText().equals(campaign))
                    .toList();
            assertThat(line.get(0).type()).isEqualTo("link.created");
            assertThat(line)
                    .extracting(one -> one.body().get("timestamp").asText())
                    .isSorted();
        }
        Set<String> sent = receiver.received().stream().map(Received::id).collect(Collectors.toSet());
        assertThat(sent).as("what is sent again has the id that it had").hasSize(13);
    }

    @Test
    void whatAReceiverAsksForIsHeeded() {
        subscribe("['link.created']", "");
        receiver.answers(TestReceiver.status(429, "Retry-After", "7200"));
        link("boots", "spring");
        awaitUntil(() -> state().get("lastStatus").asInt() == 429);
        assertThat(state().get("nextAttemptAt").asText())
                .isEqualTo(server.clock().instant().plusSeconds(7200).toString());
        receiver.answers(TestReceiver.status(204));
        server.clock().advance(Duration.ofMinutes(119));
        assertThat(receiver.accepted()).isEmpty();
        server.clock().advance(Duration.ofMinutes(1));
        await(1);
    }

    @Test
    void whatADayDoesNotDeliverIsKeptAndSentAgain() {
        subscribe("['link.created']", "");
        receiver.answers(TestReceiver.status(302, "Location", receiver.url()));
        link("boots", "spring");
        for (int hours : List.of(0, 1, 1, 2, 4, 7, 12, 12)) {
            server.clock().advance(Duration.ofHours(hours));
            int before = receiver.received().size();
            if (state().get("waiting").asInt() > 0) {
                awaitUntil(() -> receiver.received().size() > before || isAtRest());
            }
        }
        // An attempt that ended behind a step of the clock has its next one later than reckoned here.
        awaitUntil(() -> {
            boolean over = state().get("givenUp").asInt() == 1;
            if (!over) {
                server.clock().advance(Duration.ofHours(1));
            }
            return over;
        });
        assertThat(state().get("waiting").asInt()).isZero();
        JsonNode kept =
                server.ask("/webhooks/" + id + "/deliveries?state=given-up").get("items");
        assertThat(kept).hasSize(1);
        assertThat(kept.get(0).get("attempts").asInt()).isGreaterThan(3);
        receiver.answers(TestReceiver.status(200));
        assertThat(TestServer.json(post("/webhooks/" + id + "/replay", "{}"))
                        .get("replayed")
                        .asInt())
                .isEqualTo(1);
        assertThat(await(1).get(0).id()).isEqualTo(kept.get(0).get("id").asText());
        awaitNothingWaits();
        assertThat(state().get("givenUp").asInt()).isZero();
    }

    private boolean isAtRest() {
        JsonNode state = state();
        JsonNode next = state.get("nextAttemptAt");
        return next.isNull()
                ? state.get("waiting").asInt() == 0
                : Instant.parse(next.asText()).isAfter(server.clock().instant());
    }

    @Test
    void aReceiverThatIsGoneIsToldNothingMore() {
        subscribe("['link.created']", "");
        receiver.answers(TestReceiver.status(410));
        link("boots", "spring");
        awaitUntil(() -> server.ask("/webhooks/" + id).get("stoppedBy").asText().equals("receiver"));
        link("hats", "spring");
        assertThat(state().get("waiting").asInt()).isEqualTo(1);
        receiver.answers(TestReceiver.status(200));
        server.patch("/api/v1/webhooks/" + id, "{\"active\":true}");
        assertThat(await(1).get(0).data().get("code").asText()).isEqualTo("boots");
    }

    @Test
    void aMessageIsVerifiedByTheConventionsLibrary() throws Exception {
        server.clock().set(Instant.now());
        subscribe("['link.created']", "");
        link("boots", "spring");
        Received one = await(1).get(0);
        new Webhook(secret).verify(one.text(), one.headers());

        String before = secret;
        JsonNode rotated = TestServer.json(post("/webhooks/" + id + "/rotate", "{}"));
        secret = rotated.get("secret").asText();
        assertThat(secret).startsWith("whsec_").isNotEqualTo(before);
        link("hats", "spring");
        Received signedTwice = await(2).get(1);
        new Webhook(secret).verify(signedTwice.text(), signedTwice.headers());
        new Webhook(before).verify(signedTwice.text(), signedTwice.headers());

        server.clock().advance(Duration.ofHours(24));
        link("socks", "spring");
        Received afterADay = await(3).get(2);
        assertThat(afterADay.header("webhook-signature")).isEqualTo(signedBy(secret, afterADay));
        assertThat(server.get("/api/v1/webhooks/" + id).body()).doesNotContain("whsec_");
    }

    private static String signedBy(String secret, Received message) throws Exception {
        return new Webhook(secret)
                .sign(message.id(), Long.parseLong(message.header("webhook-timestamp")), message.text());
    }

    @Test
    void aPingSaysWhatCameOfIt() {
        subscribe("['link.created']", "");
        assertThat(post("/webhooks/" + id + "/ping", "{}").body())
                .isEqualTo("{\"outcome\":\"delivered\",\"status\":204}");
        assertThat(receiver.accepted().get(0).type()).isEqualTo("ping");
        receiver.answers(TestReceiver.status(503));
        assertThat(post("/webhooks/" + id + "/ping", "{}").body())
                .isEqualTo("{\"outcome\":\"answered\",\"status\":503}");
    }

    private static String clickId(HttpResponse<String> visit) {
        String location = visit.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('=') + 1);
    }

    /** Two links of one campaign, each with a preview, a click in the same second and a sale; nothing of it is delivered. */
    private void recordOfTwo() {
        receiver.answers(TestReceiver.status(500));
        subscribe(ALL, "");
        link("boots", "spring");
        link("hats", "spring");
        for (String code : List.of("boots", "hats")) {
            server.visit("GET", "/" + code, "User-Agent", TestAgents.WHATSAPP_FETCHER);
        }
        bought = server.tap("/boots");
        HttpResponse<String> other = server.tap("/hats");
        pass();
        awaitWaiting(5);
        sellOn(server, bought, "order-1");
        sellOn(server, other, "order-2");
        post("/conversions", "{'cancels':'order-1'}");
        awaitWaiting(8);
    }

    private HttpResponse<String> bought;

    private void erase(String json) {
        assertThat(post("/erasures", json).statusCode()).isEqualTo(202);
        runErasure();
        receiver.answers(TestReceiver.status(204));
        awaitAllTold();
    }

    /** Passes hours until nothing waits: an attempt that was under way fails behind the first, and has its next one later. */
    private void awaitAllTold() {
        server.clock().advance(Duration.ofHours(1));
        awaitUntil(() -> {
            boolean over = state().get("waiting").asInt() == 0;
            if (!over) {
                server.clock().advance(Duration.ofHours(1));
            }
            return over;
        });
    }

    /** It is done in slices of half a second: on a busy machine in several. */
    private void runErasure() {
        awaitUntil(() -> {
            server.runJobs();
            return server.ask("/erasures").at("/items/0/finishedAt").isTextual();
        });
    }

    private List<String> toldOf(String code) {
        return receiver.accepted().stream()
                .filter(one -> one.text().contains("\"code\":\"" + code + "\""))
                .map(Received::type)
                .toList();
    }

    @Test
    void withALinkGoesWhatIsYetToBeToldOfIt() {
        recordOfTwo();
        erase("{'link':'boots','linksToo':true}");
        assertErased("boots");
        assertThat(toldOf("hats"))
                .containsExactly("link.created", "link.first-preview", "click.recorded", "conversion.recorded");
        assertThat(receiver.accepted()).allSatisfy(one -> assertThat(one.text()).doesNotContain("order-1"));
    }

    /** That it is gone is told, and nothing else of it. */
    private void assertErased(String code) {
        assertThat(toldOf(code)).containsExactly("link.ended");
        JsonNode told = receiver.accepted().stream()
                .filter(one -> one.text().contains("\"code\":\"" + code + "\""))
                .findFirst()
                .orElseThrow()
                .data();
        assertThat(told.toString())
                .isEqualTo("{\"domain\":\"go.example\",\"code\":\"" + code
                        + "\",\"campaign\":\"spring\",\"because\":\"erased\"}");
    }

    @Test
    void withACampaignGoesWhatIsYetToBeToldOfItAndItsLinks() {
        recordOfTwo();
        post("/erasures", "{'campaign':'spring','linksToo':true}");
        runErasure();
        // As if it had been cut off before that was noted.
        server.database().writeOnly(handle -> handle.execute("UPDATE erasures SET finished_at = NULL"));
        server.clock().advance(Duration.ofSeconds(2));
        runErasure();
        receiver.answers(TestReceiver.status(204));
        awaitAllTold();
        assertErased("boots");
        assertErased("hats");
        assertThat(receiver.accepted()).hasSize(2);
    }

    @Test
    void withTheVisitsOfALinkGoesWhatTellsOfThemAndWhatBecameOfTheLinkStays() {
        recordOfTwo();
        erase("{'link':'boots'}");
        assertThat(toldOf("boots")).containsExactly("link.created");
        assertThat(toldOf("hats")).hasSize(4);
    }

    @Test
    void withAVisitGoesWhatIsYetToBeToldOfIt() {
        recordOfTwo();
        erase("{'clickId':'" + clickId(bought) + "'}");
        assertThat(toldOf("boots")).containsExactly("link.created", "link.first-preview");
        Received clicks = receiver.accepted().stream()
                .filter(one -> one.type().equals("click.recorded"))
                .findFirst()
                .orElseThrow();
        assertThat(clicks.data().get("count").asInt()).isEqualTo(1);
        assertThat(clicks.data().get("clicks")).hasSize(1);
        assertThat(receiver.accepted()).allSatisfy(one -> assertThat(one.text()).doesNotContain(clickId(bought)));
    }

    /** A click on each of two links, summed up when the day is over; nothing of it is delivered. */
    private void sumUpOfTwo() {
        receiver.answers(TestReceiver.status(500));
        subscribe("['daily.summary']", "");
        server.runJobs();
        link("boots", "spring");
        link("hats", "spring");
        bought = server.tap("/boots");
        server.tap("/hats");
        sellOn(server, bought, "order-1");
        server.awaitRecorded();
        server.clock().advance(Duration.ofHours(13));
        server.runJobs();
        awaitWaiting(1);
    }

    private JsonNode summary() {
        assertThat(receiver.accepted()).hasSize(1);
        return receiver.accepted().get(0).data();
    }

    @Test
    void whatIsCalledOffBeforeItsClickIsStoredNamesNoClick() {
        subscribe("['conversion.cancelled']", "");
        link("boots", "spring");
        HttpResponse<String> visit = server.tap("/boots");
        pass();
        sellOn(server, visit, "order-1");
        // As it is while its click is in a journal still.
        server.database()
                .writeOnly(handle -> handle.execute(
                        "UPDATE conversions SET link_id = 0, clicked_at = NULL, sequence = sequence + 1000"));
        post("/conversions", "{'cancels':'order-1'}");

        JsonNode told = await(1).get(0).data();
        assertThat(told.get("cancels").asText()).isEqualTo("order-1");
        assertThat(told.get("id").isNull()).isFalse();
        assertThat(told.get("clickId").isNull()).isTrue();
    }

    @Test
    void theSummaryOfADayIsMadeAnewWithoutALinkThatIsErased() {
        sumUpOfTwo();
        // Whichever campaign it is of by then.
        server.patch("/api/v1/links/boots", "{\"campaign\":null}");
        eraseAndSumUp("{'link':'boots','linksToo':true}");
        assertThat(summary().get("clicks").asInt()).isEqualTo(1);
        assertThat(summary().get("conversions").asInt()).isZero();
        assertThat(summary().get("revenue")).isEmpty();
    }

    @Test
    void theSummaryOfADayIsMadeAnewWithoutAVisitThatIsErased() {
        sumUpOfTwo();
        eraseAndSumUp("{'clickId':'" + clickId(bought) + "'}");
        assertThat(summary().get("clicks").asInt()).isEqualTo(1);
        assertThat(summary().get("visitors").asInt()).isEqualTo(1);
        assertThat(summary().get("conversions").asInt()).isZero();
    }

    @Test
    void aSummaryOfNothingThatIsLeftIsNotTold() {
        sumUpOfTwo();
        eraseAndSumUp("{'campaign':'spring'}");
        assertThat(receiver.accepted()).isEmpty();
    }

    /** The receiver is back before the summary was made anew, and is told nothing as long as it was not. */
    private void eraseAndSumUp(String json) {
        assertThat(post("/erasures", json).statusCode()).isEqualTo(202);
        runErasure();
        receiver.answers(TestReceiver.status(204));
        server.clock().advance(Duration.ofHours(1));
        server.runJobs();
        awaitAllTold();
    }

    @Test
    void ofACampaignWhatIsTiedToNoClickGoesWithItsConversions() {
        receiver.answers(TestReceiver.status(500));
        subscribe("['conversion.recorded','conversion.cancelled']", "");
        link("boots", "spring");
        for (String campaign : List.of("spring", "summer")) {
            server.post("/api/v1/campaigns", "{\"slug\":\"" + campaign + "\",\"name\":\"C\"}");
            post("/conversions", "{'event':'sale','campaign':'" + campaign + "','externalId':'" + campaign + "-1'}");
            post("/conversions", "{'cancels':'" + campaign + "-1'}");
        }
        awaitWaiting(4);
        erase("{'campaign':'spring'}");
        assertThat(receiver.accepted())
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.text()).doesNotContain("spring-1"));
    }

    @Test
    void whatTellsOfAVisitIsKeptNoLongerThanTheVisit() {
        server.close();
        server = TestServer.start(dialect, Map.of("webhooks.hosts", receiver.host(), "retention.clicks.days", "2"));
        server.post("/api/v1/campaigns", "{\"slug\":\"spring\",\"name\":\"Spring\"}");
        recordOfTwo();
        server.clock().advance(Duration.ofDays(2));
        server.runJobs();
        assertThat(TestDatabase.count(server.database(), "webhook_messages")).isEqualTo(8);
        server.clock().advance(Duration.ofDays(1));
        server.runJobs();
        assertThat(TestDatabase.count(server.database(), "webhook_messages")).isEqualTo(5);
        awaitUntil(() -> state().get("givenUp").asInt() == 5);
        receiver.answers(TestReceiver.status(204));
        post("/webhooks/" + id + "/replay", "{}");
        awaitNothingWaits();
        assertThat(receiver.accepted())
                .extracting(Received::type)
                .containsExactly(
                        "link.created",
                        "link.created",
                        "conversion.recorded",
                        "conversion.recorded",
                        "conversion.cancelled");
    }

    @Test
    void whatIsRecordedBeforeAStopIsToldAfterIt() {
        subscribe("['click.recorded']", "");
        link("boots", "spring");
        server.tap("/boots");
        server.awaitRecorded();
        server.restart();
        server.tap("/boots");
        pass();
        awaitUntil(() -> receiver.accepted().stream()
                        .mapToInt(one -> one.data().get("count").asInt())
                        .sum()
                >= 2);
        awaitNothingWaits();
        assertThat(receiver.accepted().stream()
                        .mapToInt(one -> one.data().get("count").asInt())
                        .sum())
                .as("of a second, what each start has recorded")
                .isEqualTo(2);
    }

    @Test
    void aLinkWhoseTimeIsOverAndADayThatIsOverAreTold() {
        subscribe("['link.ended','daily.summary']", "");
        server.link("{'destination':'https://shop.example/','code':'boots','campaign':'spring',"
                + "'validUntil':'2026-05-01T13:00:00Z'}");
        server.tap("/boots");
        server.tap("/boots");
        server.awaitRecorded();
        server.runJobs();
        server.clock().advance(Duration.ofHours(2));
        server.runJobs();
        Received ended = await(1).get(0);
        assertThat(ended.data().get("because").asText()).isEqualTo("expired");
        assertThat(ended.body().get("timestamp").asText()).isEqualTo("2026-05-01T13:00:00Z");
        server.clock().advance(Duration.ofHours(11));
        server.runJobs();
        Received day = await(2).get(1);
        server.runJobs();
        assertThat(day.type()).isEqualTo("daily.summary");
        assertThat(day.id()).isEqualTo("summary_2026-05-01_spring");
        assertThat(day.data().get("clicks").asInt()).isEqualTo(2);
        assertThat(day.data().get("day").asText()).isEqualTo("2026-05-01");
        awaitNothingWaits();
        assertThat(receiver.received()).hasSize(2);
    }

    @Test
    void whatIsWrongIsNamed() {
        assertFaults("{}", "url missing", "events none-named");
        assertFaults("{'url':'http://hooks.example/','events':['link.created']}", "url not-https");
        assertFaults("{'url':'https://10.0.0.1/','events':['link.created']}", "url private-receiver");
        assertFaults("{'url':'https://localhost/','events':['link.created']}", "url private-receiver");
        assertFaults(
                "{'url':'https://hooks.example/','events':['link.made','ping']}",
                "events[0] unknown-event",
                "events[1] unknown-event");
        assertFaults("{'url':'https://me@hooks.example/','events':['link.created']}", "url has-user-info");
        assertFaults("{'url':'ftp://hooks.example/','events':['link.created']}", "url not-http");
        assertFaults(
                "{'url':'https://hooks.example/','events':['link.created'],'campaigns':['A b']}",
                "campaigns[0] not-a-slug");
    }

    private void assertFaults(String json, String... faults) {
        HttpResponse<String> refused = post("/webhooks", json);
        assertThat(refused.statusCode()).isEqualTo(422);
        List<String> found = new ArrayList<>();
        TestServer.json(refused)
                .get("errors")
                .forEach(one -> found.add(
                        one.get("field").asText() + " " + one.get("code").asText()));
        assertThat(found).containsExactly(faults);
    }
}
