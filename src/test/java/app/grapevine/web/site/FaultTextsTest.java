package app.grapevine.web.site;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.base.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page's words for the codes of faults, in each of its languages. */
class FaultTextsTest {
    private static final Path TEXTS = Path.of("src/main/resources/web/dashboard/texts");
    private static final Pattern TEXT = Pattern.compile("(?m)^ *\"fault\\.([^\"]+)\": \"((?:[^\"\\\\]|\\\\.)*)\",?$");
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    static List<Path> languages() throws IOException {
        try (Stream<Path> languages = Files.list(TEXTS)) {
            return languages
                    .map(language -> language.resolve("faults.js"))
                    .sorted()
                    .toList();
        }
    }

    /** The names of the values that each text has a place for. */
    private static Map<String, Set<String>> places(Path language) throws IOException {
        Map<String, Set<String>> places = new TreeMap<>();
        TEXT.matcher(Files.readString(language)).results().forEach(text -> {
            Set<String> names = new TreeSet<>();
            PLACE.matcher(text.group(2)).results().forEach(place -> names.add(place.group(1)));
            assertThat(places.put(text.group(1), names))
                    .as("a second text of %s", text.group(1))
                    .isNull();
        });
        return places;
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyCodeHasATextWithPlacesForItsValuesAndNoOtherHas(Path language) throws IOException {
        Map<String, Set<String>> expected = new TreeMap<>();
        Arrays.stream(FaultCode.values()).forEach(code -> expected.put(code.label(), new TreeSet<>(code.valueNames())));

        assertThat(places(language)).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(Files.readString(language).split("\"fault\\.", -1)).hasSize(expected.size() + 1);
    }
}
