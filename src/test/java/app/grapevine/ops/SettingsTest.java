package app.grapevine.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        List<String> inCode = Setting.ALL.stream()
                .map(setting -> setting.key() + "=" + setting.defaultValue())
                .toList();
        assertThat(inFile).containsExactlyElementsOf(inCode);
    }

    @Test
    void theEnvironmentOverridesTheFile(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("my.properties"), "port=9000\nhost=0.0.0.0\n");
        Settings settings = Settings.load(Map.of("GRAPEVINE_CONFIG", file.toString(), "GRAPEVINE_PORT", "9100"));
        assertThat(settings.port()).isEqualTo(9100);
        assertThat(settings.host()).isEqualTo("0.0.0.0");
        assertThat(settings.publicUrl(9100)).hasToString("http://localhost:9100");
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
                .hasMessageContaining(key)
                .hasMessageContaining("GRAPEVINE_" + key.toUpperCase().replace('.', '_'));
    }

    @Test
    void aKeyThatIsNoSettingStopsTheStart() {
        assertThatThrownBy(() -> Settings.load(Map.of("GRAPEVINE_JURNAL_SYNC", "always")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("GRAPEVINE_JURNAL_SYNC");
    }
}
