package app.grapevine;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A real service with clicks that recipes have led to something, each on a link of its own. They were at noon of 1 May 2026, and
 * it is an hour later: what the payloads of shops tell of was in between.
 */
final class RecipeClicks implements AutoCloseable {
    /** @param code of its link; {@code id} as the destination was told it */
    record Click(String code, String id) {}

    private final TestServer service = TestServer.start();
    private final String key = service.newKey("conversions:write");
    private final Queue<Click> unused = new ArrayDeque<>();

    RecipeClicks(int clicks) {
        for (int i = 0; i < clicks; i++) {
            String code = service.link(
                    "{'destination':'https://shop.example/','channel':'whatsapp','trackConversions':true}");
            String location =
                    service.tap("/" + code).headers().firstValue("Location").orElseThrow();
            unused.add(new Click(code, location.replaceAll(".*gv_click=", "")));
        }
        service.awaitRecorded();
        service.clock().advance(Duration.ofHours(1));
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

    /** One that led to nothing yet. */
    Click next() {
        return unused.remove();
    }

    /** How many conversions there are of a click's link, and what they are worth. */
    String counted(Click click) {
        JsonNode total = service.ask("/stats?from=2026-01-01&to=2027-01-01&code=" + click.code())
                .get("total");
        JsonNode revenue = total.get("revenue");
        return total.get("conversions").asInt() + " "
                + (revenue.isNull()
                        ? "nothing"
                        : revenue.get("amount").asText() + " "
                                + revenue.get("currency").asText());
    }

    /** What was recorded under an external id: it is told when it is sent again. */
    String recordedValue(Click click, String externalId) {
        String again = "{\"clickId\":\"" + click.id() + "\",\"event\":\"other\",\"externalId\":\"" + externalId + "\"}";
        JsonNode value =
                TestClient.json(service.post("/api/v1/conversions", again)).get("value");
        return value.get("amount").asText() + " " + value.get("currency").asText();
    }

    @Override
    public void close() {
        service.close();
    }
}
