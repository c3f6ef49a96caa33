package app.grapevine.service;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The views for other programs, fed by the running service. */
class SqlViewsApiTest {
    @Test
    void whatHappensIsInThemWithinAMinuteAndWhatIsErasedIsNot() throws InterruptedException {
        try (TestServer service = TestServer.start(Dialect.POSTGRESQL, Map.of())) {
            service.post("/api/v1/campaigns", "{\"slug\":\"may\",\"name\":\"May\"}");
            String kept = link(service, "kept");
            String gone = link(service, "gone");
            String click = click(service, kept);
            click(service, gone);
            service.awaitRecorded();
            assertThat(service.post(
                                    "/api/v1/conversions",
                                    "{\"clickId\":\"" + click
                                            + "\",\"event\":\"sale\",\"value\":{\"amount\":\"12.50\",\"currency\":\"EUR\"}}")
                            .statusCode())
                    .isEqualTo(201);
            service.runJobs();
            assertThat(daily(service)).containsExactly("gone 1 whatsapp", "kept 1 whatsapp");
            assertThat(brought(service)).containsExactly("may whatsapp 2 1 12.5000 EUR");
            assertThat(service.metric("grapevine_conversions_total{outcome=\"attributed\"}"))
                    .isEqualTo(1);

            assertThat(service.post("/api/v1/erasures", "{\"link\":\"" + gone + "\",\"linksToo\":true}")
                            .statusCode())
                    .isLessThan(300);
            Awaitility.await().until(() -> {
                service.runJobs();
                return daily(service).size() == 1;
            });
            service.runJobs();
            assertThat(TestDatabase.count(service.database(), "daily_counts")).isEqualTo(1);
            assertThat(brought(service)).containsExactly("may whatsapp 1 1 12.5000 EUR");
            assertThat(TestDatabase.count(service.database(), "grapevine_links WHERE code = 'gone'"))
                    .isZero();
        }
    }

    private static String link(TestServer service, String code) {
        return service.link("{'destination':'https://shop.example/','code':'" + code
                + "','channel':'whatsapp','campaign':'may','trackConversions':true}");
    }

    private static String click(TestServer service, String code) {
        String location =
                service.tap("/" + code).headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('=') + 1);
    }

    private static List<String> daily(TestServer service) {
        return strings(service, """
                SELECT CONCAT_WS(' ', code, SUM(clicks), origin) FROM grapevine_daily GROUP BY code, origin ORDER BY code""");
    }

    private static List<String> brought(TestServer service) {
        return strings(service, """
                SELECT CONCAT_WS(' ', campaign, origin, SUM(clicks), SUM(conversions), SUM(revenue), MAX(currency))
                FROM grapevine_return GROUP BY campaign, origin""");
    }

    private static List<String> strings(TestServer service, String sql) {
        return service.database()
                .read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
