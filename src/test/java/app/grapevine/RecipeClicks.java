package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real service with clicks that recipes have led to something, one for each case, each on a link of its own. It is an hour after
 * they were made: what the payloads of shops tell of was in between.
 */
final class RecipeClicks implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    /** @param code of its link; {@code id} as the destination was told it */
    private record Click(String code, String id) {}

    private final int cases;
    private final Instant at;
    private final Queue<Click> unused = new ArrayDeque<>();
    private TestServer service;
    private String key;
    private Click click;

    /** With clicks at noon of 1 May 2026. @param cases as many as there are, or more */
    RecipeClicks(int cases) {
        this(cases, Instant.parse("2026-05-01T12:00:00Z"));
    }

    /** @param cases as many as there are, or more; {@code at} when the clicks were made */
    RecipeClicks(int cases, Instant at) {
        this.cases = cases;
        this.at = at;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        service = TestServer.start();
        service.clock().advance(Duration.between(service.clock().instant(), at));
        key = service.newKey("conversions:write");
        for (int i = 0; i < cases; i++) {
            String code = service.link(
                    "{'destination':'https://shop.example/','channel':'whatsapp','trackConversions':true}");
            String location =
                    service.tap("/" + code).headers().firstValue("Location").orElseThrow();
            unused.add(new Click(code, location.replaceAll(".*gv_click=", "")));
        }
        service.awaitRecorded();
        service.clock().advance(Duration.ofHours(1));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        click = unused.remove();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        service.close();
    }

    TestServer service() {
        return service;
    }

    String address() {
        return "http://127.0.0.1:" + service.port();
    }

    /** Of a key that may tell conversions, and nothing else. */
    String key() {
        return key;
    }

    /** Of the click of this case, which led to nothing yet. */
    String id() {
        return click.id();
    }

    /** How many conversions there are of this case's link, and what they are worth. */
    String counted() {
        JsonNode total = service.ask("/stats?from=2026-01-01&to=2027-01-01&code=" + click.code())
                .get("total");
        JsonNode revenue = total.get("revenue");
        return total.get("conversions").asInt() + " "
                + (revenue.isNull()
                        ? "nothing"
                        : revenue.get("amount").asText() + " "
                                + revenue.get("currency").asText());
    }

    /** What was recorded of this case's click under an external id. */
    JsonNode recorded(String externalId) {
        JsonNode found = service.ask("/conversions?externalId=" + externalId).at("/items/0");
        assertThat(found.get("clickId").asText()).isEqualTo(id());
        return found;
    }
}
