package app.grapevine.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The dashboard and the alerts in config, beside what a running service tells Prometheus. */
class GrafanaDashboardApiTest {
    private static final Path DASHBOARD = Path.of("config/grafana-dashboard.json");
    private static final Path ALERTS = Path.of("config/compose/alerts.yml");
    private static final Pattern METRIC = Pattern.compile("\\b(?:grapevine|jvm|process)_[a-z0-9_]+");
    /** A metric whose sums are told apart by a label. */
    private static final Pattern LABELLED =
            Pattern.compile("(?:sum|max) by \\(([a-z, ]+)\\) \\((?:rate\\(|increase\\()?(grapevine_[a-z_]+)");

    @Test
    void everyMetricAndLabelThatItAsksForIsThere() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        List<String> expressions = expressions(dashboard);
        assertThat(expressions).hasSizeGreaterThan(25).doesNotContain("");
        List<String> alerts = new YAMLMapper().readTree(ALERTS.toFile()).findValuesAsText("expr");
        assertThat(alerts).hasSize(10);
        expressions.addAll(alerts);
        try (TestServer service = TestServer.start()) {
            Awaitility.await().until(() -> service.get("/metrics").body().contains("grapevine_database_file_bytes"));
            String metrics = service.get("/metrics").body();
            Set<String> told = new HashSet<>();
            metrics.lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> told.add(line.replaceAll("[{ ].*", "")));

            Set<String> asked = new TreeSet<>();
            expressions.forEach(text ->
                    METRIC.matcher(text).results().map(MatchResult::group).forEach(asked::add));
            assertThat(told).containsAll(asked);
            assertThat(asked)
                    .contains(
                            "grapevine_redirect_seconds_bucket",
                            "grapevine_conversions_total",
                            "grapevine_webhook_messages",
                            "grapevine_webhook_attempts_total",
                            "grapevine_notice_messages",
                            "grapevine_notice_attempts_total",
                            "grapevine_clients_cut_total",
                            "jvm_memory_used_bytes");
            for (String text : expressions) {
                LABELLED.matcher(text).results().forEach(sum -> {
                    for (String label : sum.group(1).split(", ")) {
                        // Prometheus itself adds the instance.
                        assertThat(label.equals("instance")
                                        || metrics.lines()
                                                .anyMatch(line -> line.startsWith(sum.group(2) + "{")
                                                        && line.contains(label + "=\"")))
                                .as(text)
                                .isTrue();
                    }
                });
            }
        }
    }

    @Test
    void itsPanelsDoNotOverlapAndEachSaysWhatItShows() throws IOException {
        JsonNode panels = new ObjectMapper().readTree(DASHBOARD.toFile()).path("panels");
        Set<String> taken = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : panels) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("title").asText()).isNotEmpty();
            assertThat(panel.path("type").asText().equals("row")
                            || panel.path("description").asText().endsWith("."))
                    .as(panel.path("title").asText())
                    .isTrue();
            JsonNode place = panel.path("gridPos");
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    int column = place.path("x").asInt() + x;
                    assertThat(column).isLessThan(24);
                    assertThat(taken.add(column + "|" + (place.path("y").asInt() + y)))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
        }
    }

    private static List<String> expressions(JsonNode dashboard) {
        List<String> all = new ArrayList<>();
        dashboard.findValues("expr").forEach(node -> all.add(node.asText()));
        dashboard.findValues("definition").forEach(node -> all.add(node.asText()));
        return all;
    }
}
