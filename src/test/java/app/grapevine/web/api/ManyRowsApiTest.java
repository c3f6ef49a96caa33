package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many rows in, one in 500 of them wrong in one of many ways: every wrong one is named, every right one made, no destination
 * altered; then out, and in again. {@code -Dgrapevine.rows=50000} has as many as a file may have.
 */
class ManyRowsApiTest {
    private static final Logger LOG = LoggerFactory.getLogger(ManyRowsApiTest.class);
    private static final int ROWS = Integer.getInteger("grapevine.rows", 3000);
    private static final int WRONG_EACH = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** What a row can have wrong; {@code %d} is its number. */
    private static final List<String> WRONG = List.of(
            "https://www.google.com/maps/@45.46,9.19,12z,code-%d,email,t",
            "https://shop.example/%d,code-%d,E-male,t",
            "https://shop.example/%d,code-1,email,t",
            "https://shop.example/%d,code-%d,email,\"t",
            "shop.example/%d,code-%d,email,t",
            "https://shop.example/%d,code-%d,email,t,more",
            "https://shop.example/%d,c,email,t",
            "https://shop.example/%d,code-%d,email,t\uFFFDt",
            ",code-%d,email,t");

    @Test
    void everyWrongRowIsNamedEveryRightOneMadeAndNoDestinationAltered() {
        Map<Integer, String> wanted = new TreeMap<>();
        List<Integer> wrong = new ArrayList<>();
        StringBuilder file = new StringBuilder("Long URL,Custom back-half,Channel,Title\r\n");
        for (int i = 1; i <= ROWS; i++) {
            int line = i + 1;
            if (i % WRONG_EACH == 0) {
                wrong.add(line);
                file.append(WRONG.get(i / WRONG_EACH % WRONG.size()).replace("%d", String.valueOf(i)))
                        .append("\r\n");
            } else {
                String destination = destination(i);
                wanted.put(line, destination);
                file.append('"')
                        .append(destination)
                        .append("\",code-")
                        .append(i)
                        .append(",E-mail,\"Title, ")
                        .append(i);
                file.append("\"\r\n");
            }
        }
        try (TestServer server = TestServer.start(Map.of("limit.links", "0"))) {
            JsonNode answer = timed(server, "in", file.toString());
            assertAnswer(answer, wanted, wrong);
            String table = export(server);
            assertThat(destinations(table)).containsExactlyInAnyOrderElementsOf(wanted.values());
            server.clear();
            JsonNode again = timed(server, "in again", table);
            assertThat(again.get("made").asInt()).isEqualTo(wanted.size());
            assertThat(rows(export(server))).isEqualTo(rows(table));
        }
    }

    private static void assertAnswer(JsonNode answer, Map<Integer, String> wanted, List<Integer> wrong) {
        Map<Integer, String> made = new TreeMap<>();
        List<Integer> refused = new ArrayList<>();
        for (JsonNode row : answer.get("rows")) {
            if (row.has("link")) {
                made.put(row.get("line").asInt(), row.at("/link/destination").asText());
            } else {
                refused.add(row.get("line").asInt());
                assertThat(row.at("/problem/errors")).as(row.toString()).isNotEmpty();
            }
        }
        assertThat(refused).isEqualTo(wrong);
        assertThat(made).isEqualTo(wanted);
    }

    /** Addresses with what tables, spreadsheets and readers of addresses trip over. */
    private static String destination(int i) {
        return switch (i % 6) {
            case 0 -> "https://www.google.com/maps/@45.46,9.19,12z?row=" + i;
            case 1 -> "https://shop.example/a;=b;c/" + i + "?q=100%&r=%2C";
            case 2 -> "https://shop.example/" + i + "?tags=a|b&list=1,-2,+3,=4,@5";
            case 3 -> "https://shop.example/'=" + i + "#frag,ment";
            case 4 -> "https://shop.example/%E2%82%AC/" + i + "?x[]=1";
            default -> "https://shop.example/" + i + "/" + "long".repeat(20) + "?=+-@";
        };
    }

    private static JsonNode timed(TestServer server, String what, String file) {
        long begin = System.nanoTime();
        HttpResponse<String> answer = server.send(server.request("/api/v1/links/import")
                .setHeader("Content-Type", "text/csv")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(file)));
        LOG.info("{}: {} rows in {} ms", what, ROWS, (System.nanoTime() - begin) / 1_000_000);
        assertThat(answer.statusCode()).as(() -> answer.body()).isEqualTo(200);
        return TestServer.json(answer);
    }

    private static String export(TestServer server) {
        long begin = System.nanoTime();
        HttpResponse<String> answer = server.send(server.request("/api/v1/links?sort=code")
                .setHeader("Accept", "text/csv")
                .timeout(PATIENCE));
        LOG.info("out: {} ms", (System.nanoTime() - begin) / 1_000_000);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body().substring(1);
    }

    private static List<String> destinations(String table) {
        return CsvReader.builder().ofNamedCsvRecord(table).stream()
                .map(row -> row.getField("destination").replace(";'=", ";="))
                .toList();
    }

    /** Each row but for when it was made. */
    private static List<Map<String, String>> rows(String table) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (NamedCsvRecord row : CsvReader.builder().ofNamedCsvRecord(table)) {
            Map<String, String> fields = new TreeMap<>(row.getFieldsAsMap());
            fields.remove("createdAt");
            rows.add(fields);
        }
        return rows;
    }
}
