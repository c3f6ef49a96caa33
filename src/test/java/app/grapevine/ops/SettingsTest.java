package app.grapevine.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Path FILE = Path.of("config", "grapevine.properties");

    @Test
    void theFileListsEverySettingWithItsDefaultInTheOrderOfTheCode() throws IOException {
        Pattern line = Pattern.compile("#?([a-z][a-z.]*)=(.*)");
        List<String> inFile = Files.readAllLines(FILE).stream()
                .map(line::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1) + "=" + matcher.group(2))
                .toList();
        List<String> inCode = KnownSettings.all().stream()
                .map(setting -> setting.key() + "=" + setting.defaultText())
                .toList();
        assertThat(inFile).containsExactlyElementsOf(inCode);
    }

    @Test
    void theEnvironmentOverridesTheFile(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("my.properties"), "port=9000\nhost=0.0.0.0\n");
        Settings settings = Settings.load(Map.of("GRAPEVINE_CONFIG", file.toString(), "GRAPEVINE_PORT", "9100"));
        assertThat(settings.get(KnownSettings.PORT)).isEqualTo(9100);
        assertThat(settings.get(KnownSettings.HOST)).isEqualTo("0.0.0.0");
        assertThat(settings.get(KnownSettings.PUBLIC_URL)).isEmpty();
    }

    @ParameterizedTest(name = "{0}={1} stops the start")
    @CsvSource(
            delimiter = '|',
            value = {
                "port                   | eighty",
                "port                   | 70000",
                "public.url             | grapevine.example",
                "public.url             | https://grapevine.example/path",
                "public.url             | ftp://grapevine.example",
                "domains                | https://go.example",
                "unknown.host           | maybe",
                "database.url           | jdbc:mysql://db.example/x",
                "database.connections   | 0",
                "admin.key              | short",
                "journal.sync           | sometimes",
                "journal.max.bytes      | 10",
                "trusted.proxies        | 192.0.2.0/99",
                "trusted.proxies        | proxy.example",
                "geo.database           | no-such-file.mmdb",
                "channels.file          | no-such-file.csv",
                "cache.links            | 0",
                "retention.signals.days | 0",
                "retention.clicks.days  | -1",
                "currency               | EURO",
                "limit.api              | 0",
                "limit.failures         | many",
            })
    void aBadValueStopsTheStartAndNamesTheKey(String key, String value) {
        assertThatThrownBy(() -> Settings.of(Map.of(key, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(key + " (GRAPEVINE_" + key.toUpperCase().replace('.', '_') + "): must ");
    }

    @Test
    void aTextIsShownToWhoWroteItUnlessItIsSecret() {
        assertThatThrownBy(() -> Settings.of(Map.of("currency", "EURO")))
                .hasMessage("currency (GRAPEVINE_CURRENCY): must be a code of ISO 4217 such as EUR, and is: EURO"
                        + " (the currency of reports, ISO 4217)");
        assertThatThrownBy(() -> Settings.of(Map.of("admin.key", "my-dear-secret")))
                .hasMessageContaining("at least 32 characters")
                .hasMessageNotContaining("my-dear-secret");
    }

    @Test
    void whatTakesAValueMayRefuseItInTheSettingsName() {
        Settings settings = Settings.of(Map.of("host", "vine.example"));
        assertThat(settings.<String, Integer>hand(KnownSettings.HOST, String::length))
                .isEqualTo(12);
        assertThatThrownBy(() -> settings.hand(KnownSettings.HOST, host -> {
                    throw new IllegalArgumentException("is too far away");
                }))
                .isInstanceOf(SettingsException.class)
                .hasMessage("host (GRAPEVINE_HOST): is too far away");
    }

    /** What the program and its documents call a setting is one. */
    @ParameterizedTest(name = "{0} name settings that exist")
    @ValueSource(strings = {"src/main/java", "src/docs", "config", "README.md"})
    void messagesAndDocumentsNameSettingsThatExist(String place) throws IOException {
        Set<String> names = new TreeSet<>(Set.of(Settings.FILE_KEY, Settings.IMPORT_KEY));
        KnownSettings.all().forEach(setting -> {
            names.add(setting.key());
            names.add(setting.environmentKey());
        });
        String rooms = KnownSettings.all().stream()
                .map(setting -> setting.key().split("\\.")[0])
                .distinct()
                .collect(Collectors.joining("|"));
        String inText =
                place.equals("src/main/java") ? "\"(?:" + rooms + ")\\.[a-z.]*[a-z]\\b(?!\\.)(?<!csv|\\.com)" : "(?!)";
        Pattern name = Pattern.compile("GRAPEVINE_[A-Z_]*[A-Z]|" + inText);
        try (Stream<Path> files = Files.walk(Path.of(place))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(java|md|properties|ya?ml|service|options)"))
                    .toList()) {
                assertThat(name.matcher(Files.readString(file))
                                .results()
                                .map(found -> found.group().replace("\"", "")))
                        .as(file.toString())
                        .isSubsetOf(names);
            }
        }
    }

    @Test
    void aKeyThatIsNoSettingStopsTheStart() {
        assertThatThrownBy(() -> Settings.load(Map.of("GRAPEVINE_JURNAL_SYNC", "always")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("GRAPEVINE_JURNAL_SYNC");
    }
}
