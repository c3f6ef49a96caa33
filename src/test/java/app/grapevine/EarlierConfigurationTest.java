package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.Settings;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The configuration of an earlier version, which has every setting of that version. */
class EarlierConfigurationTest {
    @Test
    void itIsReadAndEachValueArrives() throws Exception {
        Settings settings = Settings.load(Map.of("GRAPEVINE_CONFIG", EarlierVersion.CONFIGURATION.toString()));
        Properties file = new Properties();
        try (var reader = Files.newBufferedReader(EarlierVersion.CONFIGURATION)) {
            file.load(reader);
        }
        List<String> arrived = KnownSettings.all().stream()
                .filter(setting -> file.containsKey(setting.key())) // others came later
                .map(setting -> setting.key() + "=" + text(settings.get(setting)))
                .toList();

        List<String> given = new ArrayList<>();
        file.forEach((key, value) -> given.add(key + "=" + value));
        assertThat(arrived).containsExactlyInAnyOrderElementsOf(given);
    }

    /** The value as one writes it. */
    private static String text(Object value) {
        if (value instanceof Optional<?> optional) {
            return text(optional.orElseThrow());
        }
        return value instanceof List<?> list
                ? list.stream().map(Object::toString).collect(Collectors.joining(","))
                : value.toString();
    }
}
