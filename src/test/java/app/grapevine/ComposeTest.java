package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.Setting;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The containers of {@code config/compose.yaml}: what of them the world reaches, and whether what they name is there. */
class ComposeTest {
    private static final Path CONFIG = Path.of("config");
    private static final Pattern FROM_ENVIRONMENT = Pattern.compile("\\$\\{([A-Z_]+)(:?[-?][^}]*)?}");

    private JsonNode compose;

    @BeforeEach
    void read() throws IOException {
        compose = new YAMLMapper().readTree(CONFIG.resolve("compose.yaml").toFile());
    }

    private Map<String, JsonNode> services() {
        Map<String, JsonNode> services = new TreeMap<>();
        compose.get("services").properties().forEach(service -> services.put(service.getKey(), service.getValue()));
        return services;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    @Test
    void theWorldReachesTheFrontAndThisMachineTheDashboards() {
        Map<String, List<String>> published = new TreeMap<>();
        services().forEach((name, service) -> {
            assertThat(service.has("network_mode")).isFalse();
            if (service.has("ports")) {
                published.put(name, texts(service.get("ports")));
            }
        });
        assertThat(published)
                .isEqualTo(Map.of(
                        "front", List.of("0.0.0.0:80:80", "0.0.0.0:443:443"),
                        "grafana", List.of("127.0.0.1:3000:3000")));
    }

    @Test
    void databaseAndMetricsAreInNetworksThatLeadNowhere() {
        assertThat(texts(services().get("database").get("networks"))).containsExactly("database");
        assertThat(texts(services().get("prometheus").get("networks"))).containsExactly("metrics");
        assertThat(compose.at("/networks/database/internal").asBoolean()).isTrue();
        assertThat(compose.at("/networks/metrics/internal").asBoolean()).isTrue();
        assertThat(services().get("front").get("networks").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("front");
    }

    @Test
    void theServiceBelievesTheFrontAlone() {
        assertThat(services()
                        .get("grapevine")
                        .at("/environment/GRAPEVINE_TRUSTED_PROXIES")
                        .asText())
                .isEqualTo(services()
                        .get("front")
                        .at("/networks/front/ipv4_address")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void everyImageHasItsVersionAndEveryServiceAHealthCheck() throws IOException {
        services().forEach((name, service) -> {
            assertThat(service.get("image").asText()).as(name).matches("[a-z/]+:(v?\\d+\\.\\d+(\\.\\d+)?|local)");
            assertThat(service.has("healthcheck") || service.has("build"))
                    .as(name)
                    .isTrue();
        });
        assertThat(Files.readString(Path.of("Dockerfile"))).contains("HEALTHCHECK");
    }

    @Test
    void everyFileAndVolumeAndNetworkThatIsNamedIsThere() {
        Set<String> volumes = new TreeSet<>();
        services().forEach((name, service) -> {
            for (String mount : texts(service.path("volumes"))) {
                String source = mount.split(":", -1)[0];
                if (source.startsWith("./")) {
                    assertThat(CONFIG.resolve(source)).isRegularFile();
                    assertThat(mount).endsWith(":ro");
                } else {
                    volumes.add(source);
                }
            }
            JsonNode networks = service.get("networks");
            assertThat(compose.get("networks").properties())
                    .extracting(Map.Entry::getKey)
                    .containsAll(
                            networks.isArray()
                                    ? texts(networks)
                                    : networks.properties().stream()
                                            .map(Map.Entry::getKey)
                                            .toList());
        });
        assertThat(compose.get("volumes").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(volumes);
    }

    @Test
    void everySettingIsOneOfTheService() {
        Set<String> known =
                KnownSettings.all().stream().map(Setting::environmentKey).collect(Collectors.toSet());
        services()
                .get("grapevine")
                .get("environment")
                .properties()
                .forEach(setting -> assertThat(known).contains(setting.getKey()));
    }

    /** What is asked of the environment stands in the example, where it has no value; secrets have no default. */
    @Test
    void noSecretHasADefault() throws IOException {
        String text = Files.readString(CONFIG.resolve("compose.yaml"));
        List<MatchResult> asked = FROM_ENVIRONMENT.matcher(text).results().toList();
        assertThat(Files.readAllLines(CONFIG.resolve("compose/env.example")).stream()
                        .filter(line -> !line.isEmpty() && !line.startsWith("#")))
                .containsExactlyInAnyOrderElementsOf(
                        asked.stream().map(name -> name.group(1) + "=").collect(Collectors.toSet()));
        assertThat(asked)
                .filteredOn(name -> name.group(1).endsWith("PASSWORD"))
                .hasSize(3)
                .allSatisfy(name -> assertThat(name.group(2)).startsWith(":?"));
        services()
                .forEach((name, service) -> service.path("environment")
                        .properties()
                        .forEach(entry -> {
                            if (entry.getKey().endsWith("PASSWORD")) {
                                assertThat(entry.getValue().asText())
                                        .as(entry.getKey())
                                        .startsWith("${");
                            }
                        }));
    }
}
