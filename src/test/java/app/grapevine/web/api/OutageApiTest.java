package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OutageApiTest {
    @Test
    void whileTheDatabaseIsAwayTheApiSaysSoAndAfterwardsGoesOn() throws SQLException {
        try (TestServer server = TestServer.start(Dialect.POSTGRESQL, Map.of())) {
            assertThat(server.get("/api/v1/links").statusCode()).isEqualTo(200);
            allow(server, false);
            HttpResponse<String> read = server.get("/api/v1/links");
            assertThat(read.statusCode()).as(read.body()).isEqualTo(503);
            assertThat(read.headers().firstValue("Retry-After")).isPresent();
            assertThat(TestServer.json(read).get("type").asText()).isEqualTo("/api/problems/unavailable");
            assertThat(server.post("/api/v1/links", "{\"destination\":\"https://shop.example/\"}")
                            .statusCode())
                    .isEqualTo(503);
            allow(server, true);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(server.get("/api/v1/links").statusCode()).isEqualTo(200));
        }
    }

    @Test
    void listenersStayWhileTheDatabaseIsAwayAndHearAfterwardsWhatHappenedMeanwhile() throws Exception {
        try (TestServer server = TestServer.start(Dialect.POSTGRESQL, Map.of())) {
            server.post("/api/v1/links", "{\"destination\":\"https://shop.example/\",\"code\":\"boots\"}");
            // The news of the new link comes back from the database when it likes, and makes the redirect forget the
            // link.
            server.restart();
            server.get("/boots");
            try (EventStream stream =
                    new EventStream(server.request("/api/v1/live?kind=click").build())) {
                allow(server, false);
                assertThat(server.get("/api/v1/live").statusCode()).isEqualTo(503);
                HttpResponse<String> tap =
                        server.send(server.request("/boots").setHeader("User-Agent", TestAgents.IPHONE));
                assertThat(tap.statusCode()).isEqualTo(302);
                allow(server, true);
                assertThat(stream.await("event: ")).isEqualTo("visit");
            }
        }
    }

    @Test
    void aConnectionThatBreaksBetweenTheWorkAndItsAnswerLeavesTheKeyFreeAndNothingDone() {
        try (TestServer server = TestServer.start(Dialect.POSTGRESQL, Map.of())) {
            server.database().writeOnly(handle -> {
                handle.execute("""
                        CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$""");
                handle.execute("CREATE TRIGGER cut BEFORE INSERT ON idempotency_bodies EXECUTE FUNCTION cut()");
            });
            String link = "{\"destination\":\"https://shop.example/\"}";
            HttpResponse<String> cut = server.post("/api/v1/links", link, "Idempotency-Key", "k1");
            assertThat(cut.statusCode()).as(cut.body()).isEqualTo(503);
            assertThat(TestServer.json(server.get("/api/v1/links")).get("items"))
                    .isEmpty();
            server.database().writeOnly(handle -> handle.execute("DROP TRIGGER cut ON idempotency_bodies"));
            assertThat(server.post("/api/v1/links", link, "Idempotency-Key", "k1")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(TestServer.json(server.get("/api/v1/links")).get("items"))
                    .hasSize(1);
        }
    }

    /** Lets nobody into the service's database any more, and throws out who is in; or lets them in again. */
    private static void allow(TestServer server, boolean allowed) throws SQLException {
        String url = server.databaseSettings().url();
        String name = url.replaceAll("^.*/([^/?]+).*$", "$1");
        String other = url.replace("/" + name, "/postgres");
        try (Connection connection = DriverManager.getConnection(other, "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS " + allowed);
            if (!allowed) {
                statement.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
            }
        }
    }
}
