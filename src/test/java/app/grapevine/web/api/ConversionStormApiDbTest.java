package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.conversions.ConversionLedger;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A few hundred orders told in random order, some twice, some called off, by a shop that sends again what it had no answer to. The
 * benchmark {@code ConversionStorm} does it at length, to a service that is killed.
 */
class ConversionStormApiDbTest {
    private static final int ORDERS = 600;
    private static final int TAPS = 60;

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whatWasToldIsCountedToTheCentAlsoBySomebodyWhoLostTheAnswers(Dialect dialect) throws Exception {
        try (TestServer server = TestServer.start(dialect, Map.of())) {
            List<String> links = List.of(link(server, "one"), link(server, "two"), link(server, "three"));
            List<String> erased = erased(server);
            ConversionLedger ledger = new ConversionLedger(7, ORDERS, links, TAPS, erased, 80);
            Map<Integer, String> ids = new HashMap<>();
            // Each is tapped when it is first told of, so that most wait in the journal then.
            ConversionLedger.Taps taps =
                    tap -> ids.computeIfAbsent(tap, number -> idOf(server.tap("/" + ledger.linkOf(number))));
            List<ConversionLedger.Batch> batches = ledger.batches();
            for (int i = 0; i < batches.size(); i++) {
                tell(server, batches.get(i), taps);
                if (i == batches.size() / 3 || i == batches.size() * 2 / 3) {
                    server.restart();
                    tell(server, batches.get(i), taps);
                }
            }
            server.awaitRecorded();
            server.runJobs();
            HttpResponse<String> lines = server.send(server.request("/api/v1/conversions")
                    .setHeader("Accept", "application/x-ndjson")
                    .GET());
            String stats = server.get("/api/v1/stats?by=link&from=2020-01-01").body();
            assertThat(ledger.differences(stats, lines.body().lines().toList())).isEmpty();
        }
    }

    private static String link(TestServer server, String code) {
        return server.link("{'destination':'https://shop.example/','code':'" + code
                + "','channel':'whatsapp','trackConversions':true}");
    }

    /** Ids of clicks that are no more. */
    private static List<String> erased(TestServer server) {
        String code = link(server, "gone");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(idOf(server.tap("/" + code)));
        }
        server.awaitRecorded();
        server.post("/api/v1/erasures", "{\"link\":\"gone\",\"linksToo\":true}");
        server.runJobs();
        return ids;
    }

    private static String idOf(HttpResponse<String> redirect) {
        return redirect.headers().firstValue("Location").orElseThrow().replaceAll(".*gv_click=", "");
    }

    private static void tell(TestServer server, ConversionLedger.Batch batch, ConversionLedger.Taps taps)
            throws Exception {
        HttpResponse<String> answer = server.send(server.request("/api/v1/conversions/bulk")
                .setHeader("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(batch.lines(taps))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        batch.requireTaken(answer.body());
    }
}
