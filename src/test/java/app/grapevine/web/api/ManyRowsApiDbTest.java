package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many rows in, one in 500 of them wrong in one of many ways: every wrong one is named, every right one made, no destination
 * altered; then out, and in again. {@code -Dgrapevine.rows=50000} has as many as a file may have; the log says how long each took.
 *
 * <p>What differs is told row by row, and of many rows the first: a message of 50,000 of them takes longer than the import.
 */
@ParameterizedClass
@EnumSource(Dialect.class)
class ManyRowsApiDbTest {
    private static final Logger LOG = LoggerFactory.getLogger(ManyRowsApiDbTest.class);
    private static final int ROWS = Integer.getInteger("grapevine.rows", 3000);
    private static final int WRONG_EACH = 500;
    private static final int TOLD = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** What a row can have wrong; {@code %d} is its number. */
    private static final List<String> WRONG = List.of(
            "https://www.google.com/maps/@45.46,9.19,12z,code-%d,email,t,",
            "https://shop.example/%d,code-%d,E-male,t,",
            "https://shop.example/%d,code-1,email,t,",
            "https://shop.example/%d,code-%d,email,\"t,",
            "shop.example/%d,code-%d,email,t,",
            "https://shop.example/%d,code-%d,email,t,,more",
            "https://shop.example/%d,c,email,t,",
            "https://shop.example/%d,code-%d,email,t\uFFFDt,",
            ",code-%d,email,t,");

    @Parameter
    Dialect dialect;

    private final Map<Integer, String> wanted = new TreeMap<>();
    private final Set<Integer> wrong = new TreeSet<>();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyWrongRowIsNamedEveryRightOneMadeAndNoDestinationAltered(boolean repeatable) {
        String file = file();
        try (TestServer server = TestServer.start(dialect, Map.of("limit.links", "0"))) {
            // As the page does it: so that a repeat makes nothing twice, the answer is kept.
            String key = repeatable ? "a-file-of-many-rows" : null;
            HttpResponse<String> answer = take(server, "in", file, key);
            assertAnswer(TestServer.json(answer));
            if (repeatable) {
                assertThat(take(server, "in, repeated", file, key).body().equals(answer.body()))
                        .as("the same answer")
                        .isTrue();
                return;
            }
            Map<String, Map<String, String>> out = byCode(export(server));
            assertEqual(destinations(out), destinations());
            String table = export(server);
            server.clear();
            JsonNode again = TestServer.json(take(server, "in again", table, null));
            assertThat(again.get("made").asInt()).isEqualTo(wanted.size());
            assertThat(again.get("refused").asInt()).isZero();
            assertEqual(byCode(export(server)), out);
        }
    }

    /** The file, with what is wanted of it by its lines. */
    private String file() {
        StringBuilder file = new StringBuilder("Long URL,Custom back-half,Channel,Title,Tags\r\n");
        for (int i = 1; i <= ROWS; i++) {
            int line = i + 1;
            if (i % WRONG_EACH == 0) {
                wrong.add(line);
                file.append(WRONG.get(i / WRONG_EACH % WRONG.size()).replace("%d", String.valueOf(i)));
            } else {
                wanted.put(line, destination(i));
                file.append('"').append(destination(i)).append("\",code-").append(i);
                file.append(",E-mail,\"Title, ")
                        .append(i)
                        .append("\",spring|shop ")
                        .append(i % 300);
            }
            file.append("\r\n");
        }
        return file.toString();
    }

    private void assertAnswer(JsonNode answer) {
        Map<Integer, String> made = new TreeMap<>();
        Set<Integer> refused = new TreeSet<>();
        for (JsonNode row : answer.get("rows")) {
            if (row.has("link")) {
                made.put(row.get("line").asInt(), row.at("/link/destination").asText());
            } else {
                refused.add(row.get("line").asInt());
                assertThat(row.at("/problem/errors")).as(row.toString()).isNotEmpty();
            }
        }
        assertThat(refused).isEqualTo(wrong);
        assertThat(answer.get("made").asInt()).isEqualTo(wanted.size());
        assertThat(answer.get("refused").asInt()).isEqualTo(wrong.size());
        assertEqual(made, wanted);
    }

    private static <K, V> void assertEqual(Map<K, V> found, Map<K, V> expected) {
        Set<K> keys = new TreeSet<>(expected.keySet());
        keys.addAll(found.keySet());
        assertThat(keys.stream()
                        .filter(key -> !Objects.equals(found.get(key), expected.get(key)))
                        .limit(TOLD)
                        .map(key -> key + ": " + found.get(key) + " in place of " + expected.get(key)))
                .isEmpty();
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

    private static HttpResponse<String> take(TestServer server, String what, String file, String key) {
        long begin = System.nanoTime();
        HttpRequest.Builder request = server.request("/api/v1/links/import")
                .setHeader("Content-Type", "text/csv")
                .timeout(PATIENCE);
        if (key != null) {
            request.setHeader("Idempotency-Key", key);
        }
        HttpResponse<String> answer = server.send(request.POST(BodyPublishers.ofString(file)));
        LOG.info("{}: {} rows in {} ms", what, ROWS, (System.nanoTime() - begin) / 1_000_000);
        assertThat(answer.statusCode()).as(what).isEqualTo(200);
        return answer;
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

    /** Each row by its code, without when it was made. */
    private static Map<String, Map<String, String>> byCode(String table) {
        Map<String, Map<String, String>> rows = new TreeMap<>();
        for (NamedCsvRecord row : CsvReader.builder().ofNamedCsvRecord(table)) {
            Map<String, String> fields = new TreeMap<>(row.getFieldsAsMap());
            fields.remove("createdAt");
            assertThat(rows.put(row.getField("code"), fields)).isNull();
        }
        return rows;
    }

    /** Of the table, with the apostrophe taken away that keeps a spreadsheet from reading a formula. */
    private static Map<String, String> destinations(Map<String, Map<String, String>> rows) {
        Map<String, String> destinations = new TreeMap<>();
        rows.forEach(
                (code, row) -> destinations.put(code, row.get("destination").replace(";'=", ";=")));
        return destinations;
    }

    private Map<String, String> destinations() {
        Map<String, String> destinations = new TreeMap<>();
        wanted.forEach((line, destination) -> destinations.put("code-" + (line - 1), destination));
        return destinations;
    }
}
