package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The example of RETURN.md: makes the visits that stand there, through HTTP, tells the conversions that stand there, and compares
 * each figure that stands there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReturnExampleApiTest {
    private static final Path DOCUMENT = Path.of("src/docs/RETURN.md");
    private static final Pattern PASSES_ON = Pattern.compile("passes on to (\\w+): ([\\w-]+)");
    private static final Map<String, String> AGENTS = Map.of(
            "–",
            TestAgents.IPHONE,
            "WhatsApp",
            TestAgents.IN_WHATSAPP,
            "WeChat",
            TestAgents.IN_WECHAT,
            "Telegram",
            TestAgents.TELEGRAM_FETCHER);

    private final Map<String, String> codes = new HashMap<>();
    private final Map<String, String> people = new HashMap<>();
    private final Map<String, String> clickIds = new HashMap<>();
    private TestServer server;
    private JsonNode report;

    @BeforeAll
    void happen() {
        server = TestServer.start(Map.of("trusted.proxies", "127.0.0.0/8"));
        String costs = table("costs").stream()
                .map(row -> "{'channel':" + text(row.get("channel")) + ",'audience':" + text(row.get("audience"))
                        + ",'sent':" + row.get("sent") + ",'cost':" + money(row.get("cost")) + "}")
                .collect(Collectors.joining(","));
        post(
                "/campaigns",
                "{'slug':'offer','name':'Offer','currency':'EUR','costs':[" + costs
                        + "],'baseline':{'audience':'kept out','sent':60}}");
        for (Map<String, String> row : table("links")) {
            String code = row.get("link");
            codes.put(code, code);
            server.link("{'destination':'https://shop.example/','campaign':'offer','trackConversions':true,'code':'"
                    + code + "','channel':" + text(row.get("issued for")) + ",'audience':" + text(row.get("audience"))
                    + "}");
        }
        table("visits").forEach(this::visit);
        server.awaitRecorded();
        table("conversions").forEach(this::convert);
        report = server.ask("/campaigns/offer/return");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private void visit(Map<String, String> row) {
        server.clock().advance(Duration.ofMinutes(1));
        String address = people.computeIfAbsent(row.get("who"), who -> "198.51.100." + (people.size() + 1));
        String code = codes.get(row.get("link"));
        Matcher passesOn = PASSES_ON.matcher(row.get("what"));
        if (passesOn.matches()) {
            HttpResponse<String> made = server.send(HttpRequest.newBuilder(server.uri("/" + code + "/share"))
                    .setHeader("Content-Type", "application/x-www-form-urlencoded")
                    .setHeader("X-Forwarded-For", address)
                    .POST(BodyPublishers.ofString("channel=" + passesOn.group(1))));
            assertThat(made.statusCode()).isEqualTo(201);
            codes.put(
                    passesOn.group(2),
                    made.headers().firstValue("Location").orElseThrow().replaceAll(".*/", ""));
            return;
        }
        HttpResponse<String> answer = server.visit(
                "GET", "/" + code, "User-Agent", AGENTS.get(row.get("seen in")), "X-Forwarded-For", address);
        answer.headers()
                .firstValue("Location")
                .ifPresent(location ->
                        clickIds.put(row.get("visit"), location.replaceAll(".*gv_click=([0-9A-Za-z]+).*", "$1")));
        // What a visit shows may make those after it likely: each is judged by what came before.
        server.awaitRecorded();
    }

    private void convert(Map<String, String> row) {
        String id = row.get("id");
        post(
                "/conversions",
                id.startsWith("cancels ")
                        ? "{'cancels':'" + id.substring("cancels ".length()) + "'}"
                        : "{'externalId':'" + id + "','clickId':'" + clickIds.get(row.get("visit")) + "','event':'"
                                + row.get("event") + "','value':" + money(row.get("value")) + "}");
    }

    private void post(String path, String json) {
        HttpResponse<String> answer = server.post("/api/v1" + path, json.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static String text(String cell) {
        return cell.equals("–") ? "null" : "'" + cell + "'";
    }

    private static String money(String cell) {
        String[] parts = cell.split(" ");
        return parts.length < 2 ? "null" : "{'amount':'" + parts[0] + "','currency':'" + parts[1] + "'}";
    }

    @TestFactory
    List<DynamicTest> eachFigureIsThatOfTheDocument() {
        List<Map<String, String>> figures = table("figures");
        assertThat(figures).hasSizeGreaterThan(60);
        return figures.stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.get("figure") + " " + row.get("in the answer"),
                        () -> compare(row.get("is"), at(report, row.get("in the answer")))))
                .toList();
    }

    /** To as many decimals as the document has. */
    private static void compare(String written, JsonNode found) {
        if (written.equals("–")) {
            assertThat(found.isNull()).isTrue();
        } else if (written.equals("true") || written.equals("false")) {
            assertThat(found.asText()).isEqualTo(written);
        } else {
            BigDecimal expected = new BigDecimal(written);
            BigDecimal value = new BigDecimal(found.asText());
            assertThat(value.setScale(Math.max(expected.scale(), 6), RoundingMode.HALF_UP))
                    .isEqualByComparingTo(expected);
        }
    }

    /** A way into the answer; {@code name=value} picks from a list the one that has it. */
    private static JsonNode at(JsonNode node, String way) {
        JsonNode here = node;
        for (String step : way.split("/")) {
            String[] pick = step.split("=", 2);
            here = pick.length == 1
                    ? here.path(step)
                    : StreamSupport.stream(here.spliterator(), false)
                            .filter(one -> one.path(pick[0]).asText().equals(pick[1]))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("nothing at " + way));
        }
        assertThat(here.isMissingNode()).as(way).isFalse();
        return here;
    }

    /** The rows of the table behind a mark, by the names of its columns. */
    private static List<Map<String, String>> table(String name) {
        String mark = "<!-- example: " + name + " -->\n\n";
        String document = read();
        assertThat(document).contains(mark);
        List<String> lines = document.substring(document.indexOf(mark) + mark.length())
                .lines()
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        List<String> columns = cells(lines.get(0));
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            List<String> cells = cells(line);
            assertThat(cells).as(line).hasSameSizeAs(columns);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                row.put(columns.get(i), cells.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private static String read() {
        try {
            return Files.readString(DOCUMENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
