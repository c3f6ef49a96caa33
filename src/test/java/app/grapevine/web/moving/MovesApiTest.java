package app.grapevine.web.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.grapevine.moving.FakeApi;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another program's links, brought through the API while the service runs. */
class MovesApiTest {
    private static final String API = "/api/v1/moves";
    private static final String KEY = "the-secret-key-of-kutt";
    private static final Set<String> WORKING = Set.of("rehearsing", "running");
    private static final String SINK = "{\"version\":\"1\",\"count\":3,\"links\":["
            + "{\"slug\":\"door\",\"url\":\"https://shop.example/door\",\"createdAt\":1700000000},"
            + "{\"slug\":\"lock\",\"url\":\"https://shop.example/lock\",\"password\":\"$argon2$abcdefghijklmnopqrstuvwxyz\"},"
            + "{\"slug\":\"bad\",\"url\":\"ftp://shop.example/\"}]}";

    private final FakeApi kutt = new FakeApi("X-Api-Key");
    private TestServer server;

    @AfterEach
    void stop() {
        kutt.close();
        server.close();
    }

    private void start() {
        server = TestServer.start();
    }

    private void startAsking() {
        server = TestServer.start(
                Map.of("import.fetch", "on", "import.hosts", kutt.address().replace("http://", "")));
    }

    private HttpResponse<String> upload(String query, String body) {
        return server.post(API + "/files?" + query, body, "Content-Type", "application/octet-stream");
    }

    private JsonNode accepted(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return TestServer.json(answer);
    }

    private JsonNode looked(String query, String body) {
        return settled(accepted(upload(query, body)));
    }

    /** The move once it does not work any more. */
    private JsonNode settled(JsonNode move) {
        String id = move.get("id").asText();
        await().until(() ->
                !WORKING.contains(server.ask("/moves/" + id).get("state").asText()));
        return server.ask("/moves/" + id);
    }

    private JsonNode ran(JsonNode looked) {
        return settled(accepted(server.post(API + "/" + looked.get("id").asText() + "/run", "")));
    }

    private HttpResponse<String> ask(String address, String more) {
        return server.post(
                API, "{\"kind\":\"kutt\",\"address\":\"" + address + "\",\"key\":\"" + KEY + "\"" + more + "}");
    }

    private static String sums(JsonNode move) {
        JsonNode sums = move.get("sums");
        return Stream.of("made", "changed", "there", "refused")
                .map(one -> sums.get(one).asText())
                .collect(Collectors.joining(" "));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(server.dataDirectory().resolve("moves"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private List<String> entries() {
        return server.ask("/audit?limit=100").get("items").findValuesAsText("action");
    }

    @Test
    void aFileIsLookedAtThenBroughtAndItsFileIsGone() throws IOException {
        start();
        JsonNode looked = looked("kind=sink&name=sink.json", SINK);

        assertThat(looked.get("state").asText()).isEqualTo("rehearsed");
        assertThat(sums(looked)).isEqualTo("1 1 0 1");
        assertThat(looked.get("total").asInt()).isEqualTo(3);
        assertThat(looked.at("/lines/0/outcome").asText()).isEqualTo("refused");
        assertThat(looked.at("/lines/0/problem/errors/0/code").asText()).isEqualTo("not-http");
        assertThat(looked.at("/lines/1/why/0/message").asText()).contains("switched off");
        assertThat(server.ask("/links").get("items")).isEmpty();
        assertThat(files()).extracting(file -> file.getFileName().toString()).contains("source");

        JsonNode done = ran(looked);

        assertThat(done.get("state").asText()).isEqualTo("finished");
        assertThat(sums(done)).isEqualTo("1 1 0 1");
        assertThat(server.tap("/door").headers().firstValue("Location")).contains("https://shop.example/door");
        assertThat(files()).extracting(file -> file.getFileName().toString()).containsExactly("report");
        String report =
                server.get(API + "/" + done.get("id").asText() + "/report").body();
        assertThat(report)
                .contains("made,slug door,https://go.example/door,https://shop.example/door,")
                .contains("refused,slug bad,,ftp://shop.example/,");
        assertThat(entries()).contains("move.rehearsed", "move.begun", "move.ended", "links.created", "links.exported");
        assertThat(server.ask("/audit?action=move.ended").at("/items/0").toString())
                .contains("sink.json", "finished")
                .contains("\"field\":\"made\"");

        assertThat(server.delete(API + "/" + done.get("id").asText()).statusCode())
                .isEqualTo(204);
        assertThat(server.ask("/moves").get("items")).isEmpty();
        await().until(() -> files(server).isEmpty());
    }

    private static List<Path> files(TestServer server) {
        try (Stream<Path> all = Files.walk(server.dataDirectory().resolve("moves"))) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            return List.of(); // gone while it was looked at
        }
    }

    @Test
    void againItBringsWhatIsNewAndLeavesWhatWasEdited() {
        start();
        ran(looked("kind=csv&name=links.csv", "code,destination\none,https://shop.example/1\n"));
        server.patch("/api/v1/links/one", "{\"destination\":\"https://shop.example/other\"}");

        JsonNode again = ran(looked(
                "kind=csv&name=links.csv",
                "code,destination\nzero,https://shop.example/0\none,https://shop.example/1\n"));

        assertThat(sums(again)).isEqualTo("1 0 1 0");
        assertThat(server.tap("/one").headers().firstValue("Location")).contains("https://shop.example/other");
        assertThat(server.tap("/zero").statusCode()).isEqualTo(302);
    }

    @Test
    void codesThatAreTakenGetThePrefixAndHostsAreMapped() {
        server = TestServer.start(Map.of("domains", "links.example"));
        server.link("{'destination':'https://other.example/','code':'door'}");
        String table = "Short URL,Destination\nhttps://old.example/door,https://shop.example/\n";

        JsonNode refused = looked("kind=csv&name=a.csv", table);
        assertThat(sums(refused)).isEqualTo("0 0 0 1");
        assertThat(refused.at("/lines/0/problem/errors/0/code").asText()).isEqualTo("taken-for-good");
        assertThat(refused.at("/lines/0/why/0/message").asText())
                .as("options of the command are none of the page's")
                .doesNotContain("--");
        assertThat(sums(looked("kind=csv&name=a.csv&prefix=old-", table))).isEqualTo("0 1 0 0");
        JsonNode mapped = looked("kind=csv&name=a.csv&domain=old.example=links.example", table);
        assertThat(sums(mapped)).isEqualTo("1 0 0 0");
        ran(mapped);
        assertThat(server.ask("/links?domain=links.example").at("/items/0/code").asText())
                .isEqualTo("door");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sink    | {\"links\":[{\"slug\":\"a\",\"url\":\"https://shop.exa | unreadable",
                "sink    | a,b                                                    | unreadable",
                "sink    | {\"other\":[]}                                         | unreadable",
                "sink    | []                                                     | ",
                "csv     | {\"links\":[{\"slug\":\"a\"}]}                         | no-column",
                "csv     | ''                                                     | no-column",
                "kutt    | PK\u0003\u0004\u0000\u0000binary                       | unreadable",
                "bitly   | code,destination                                       | ",
                "yourls  | INSERT INTO `yourls_url` VALUES ('a','b                | unreadable",
                "yourls  | code,destination                                       | ",
                "sink    | DEEP                                                   | unreadable",
                "sink    | WIDE                                                   | unreadable",
            })
    void aFileThatIsNoneOfThatProgramIsToldSo(String kind, String body, String reason) {
        start();
        String sent = body.replace("DEEP", "{\"links\":[" + "{\"a\":".repeat(1000))
                .replace("WIDE", "{\"links\":[{\"a\":[" + "1,".repeat(1_000_000) + "1]}]}");
        JsonNode looked = looked("kind=" + kind + "&name=export&zone=UTC", sent);

        if (reason == null) {
            assertThat(looked.get("state").asText()).isEqualTo("rehearsed");
            assertThat(sums(looked)).isEqualTo("0 0 0 0");
        } else {
            assertThat(looked.get("state").asText()).isEqualTo("failed");
            assertThat(looked.at("/failure/reason").asText()).isEqualTo(reason);
            assertThat(looked.at("/failure/message").asText())
                    .contains("export")
                    .doesNotContain(server.dataDirectory().toString());
            assertThat(files(server))
                    .extracting(file -> file.getFileName().toString())
                    .doesNotContain("source");
        }
    }

    @Test
    void timesWithoutAZoneAskForOne() {
        start();
        String table = "code,destination,created\none,https://shop.example/,2024-05-01 12:00\n";

        assertThat(looked("kind=csv&name=a.csv", table).at("/failure/reason").asText())
                .isEqualTo("no-zone");
        assertThat(looked("kind=csv&name=a.csv&zone=Europe/Rome", table)
                        .get("state")
                        .asText())
                .isEqualTo("rehearsed");
    }

    @Test
    void whatIsWrongInARequestIsSaidOfItsField() {
        start();
        assertThat(upload("kind=lynx", "x").body()).contains("not-one-of", "missing", "\"name\"");
        assertThat(upload("kind=yourls&name=a.sql", "x").body()).contains("\"zone\"", "missing");
        assertThat(upload("kind=csv&name=a.csv&zone=Mars&domain=else.example&prefix=%2F&column=x=y", "x")
                        .body())
                .contains("unknown-zone", "unknown-domain", "not-a-prefix", "\"column\"");
        assertThat(server.post(API + "/files?kind=csv&name=a.csv", "x", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
        assertThat(server.post(API, "{\"kind\":\"sink\",\"more\":1}").body())
                .contains("not-one-of", "\"address\"", "\"key\"", "unknown-field");
        assertThat(upload("kind=csv&name=a.csv", "x".repeat((32 << 20) + 1)).statusCode())
                .isEqualTo(413);
        assertThat(server.ask("/moves").get("items")).isEmpty();
        assertThat(files(server)).isEmpty();
    }

    @Test
    void byDefaultNobodyIsAsked() {
        start();
        assertThat(ask(kutt.address(), "").body()).contains("import-off", "import.fetch");
        assertThat(server.ask("/about").get("asksSources").asBoolean()).isFalse();
        assertThat(kutt.asked()).isEmpty();
    }

    @Test
    void anAddressIsAskedWithItsKeyWhichIsNowhereElse() throws IOException {
        startAsking();
        kutt.at(
                "/api/v2/links?limit=50&skip=0",
                "{'total':2,'data':[" + link("door", 12) + "," + link("lamp", 0) + "]}");

        JsonNode looked = settled(accepted(ask(kutt.address(), ",\"domains\":[\"kutt.example=go.example\"]")));
        assertThat(sums(looked)).isEqualTo("2 0 0 0");
        JsonNode done = ran(looked);

        assertThat(sums(done)).isEqualTo("2 0 0 0");
        assertThat(kutt.asked()).hasSize(2).allMatch(asked -> asked.endsWith(" " + KEY));
        assertThat(server.ask("/links/door").at("/openingBalance/visits").asInt())
                .isEqualTo(12);
        assertThat(server.ask("/about").get("asksSources").asBoolean()).isTrue();
        assertThat(done.toString() + server.ask("/audit?limit=100")).doesNotContain(KEY);
        for (Path file : files()) {
            assertThat(Files.readString(file)).doesNotContain(KEY);
        }
    }

    private static String link(String code, int visits) {
        return "{'address':'" + code + "','target':'https://shop.example/" + code + "','link':'https://kutt.example/"
                + code + "','visit_count':" + visits + ",'created_at':'2024-03-01T10:00:00.000Z'}";
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:9,        private-source",
        "https://127.0.0.1:9,       private-source",
        "http://kutt.example,       private-source",
        "https://a:b@kutt.example,  has-user-info",
        "https://kutt.example/?k=1, not-http",
        "kutt.example,              not-http",
        "file:///etc/passwd,        not-http",
    })
    void whatMayNotBeAskedIsNot(String address, String code) {
        startAsking();
        assertThat(ask(address, "").body()).contains("\"" + code + "\"");
    }

    @ParameterizedTest
    @CsvSource({"https://127.0.0.1", "https://[::1]", "https://localhost", "https://169.254.169.254"})
    void whatTurnsOutToBePrivateIsNotAskedEither(String address) {
        startAsking();
        JsonNode looked = settled(accepted(ask(address, "")));
        assertThat(looked.at("/failure/reason").asText()).isEqualTo("private");
    }

    @ParameterizedTest
    @CsvSource({"401,key-refused", "404,not-there", "302,not-there", "200,not-there"})
    void whatTheSourceAnswersIsSaid(int status, String reason) {
        startAsking();
        kutt.at(
                "/api/v2/links?limit=50&skip=0",
                status,
                "<html>",
                Map.of("Location", server.uri("/").toString()));

        JsonNode looked = settled(accepted(ask(kutt.address(), "")));

        assertThat(looked.at("/failure/reason").asText()).isEqualTo(reason);
        assertThat(looked.toString()).doesNotContain(KEY);
    }

    /** While the source asks for a pause of a quarter of an hour, nothing else is begun; and it can be ended at once. */
    @Test
    void oneWorksAtATimeAndIsEnded() {
        startAsking();
        kutt.at("/api/v2/links?limit=50&skip=0", 429, "{}", Map.of("Retry-After", "600"));
        JsonNode first = accepted(ask(kutt.address(), ""));
        String id = first.get("id").asText();
        await().until(() -> !kutt.asked().isEmpty());

        assertThat(ask(kutt.address(), "").body()).contains("move-under-way");
        assertThat(upload("kind=csv&name=a.csv", "code,destination\n").body()).contains("move-under-way");
        assertThat(server.post(API + "/" + id + "/run", "").body()).contains("move-not-ready");
        assertThat(server.delete(API + "/" + id).statusCode()).isEqualTo(202);
        assertThat(settled(first).get("state").asText()).isEqualTo("cancelled");
        assertThat(entries()).contains("move.deleted");

        JsonNode next = looked("kind=csv&name=a.csv", "code,destination\none,https://shop.example/\n");
        assertThat(next.get("state").asText()).isEqualTo("rehearsed");
        assertThat(server.get(API + "/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void whatWasLookedAtGoesWithTheServiceAndItsFileToo() throws IOException {
        start();
        looked("kind=sink&name=sink.json", SINK);
        assertThat(files()).isNotEmpty();
        server.stop();
        assertThat(files()).isEmpty();
        Path left = Files.createDirectories(server.dataDirectory().resolve("moves/left"));
        Files.writeString(left.resolve("source"), SINK);

        server.restart();

        assertThat(files()).isEmpty();
        assertThat(server.ask("/moves").get("items")).isEmpty();
    }

    @Test
    void aLongFileIsToldInPartAndReportedWhole() {
        start();
        String table = IntStream.range(0, 2500)
                .mapToObj(i -> "code" + i + "," + (i % 2 == 0 ? "https://shop.example/" + i : "x"))
                .collect(Collectors.joining("\n", "code,destination\n", "\n"));

        JsonNode done = ran(looked("kind=csv&name=long.csv", table));

        assertThat(sums(done)).isEqualTo("1250 0 0 1250");
        assertThat(done.get("lines")).hasSize(100);
        assertThat(server.get(API + "/" + done.get("id").asText() + "/report?separator=semicolon")
                        .body()
                        .lines())
                .hasSize(2501)
                .contains("made;line 2;https://go.example/code0;https://shop.example/0;");
    }
}
