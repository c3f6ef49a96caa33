package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pieces of code of {@code src/docs/RECIPES.md}, as they stand there, so that no test can try another: each stands after a
 * line that says its file's name, which is {@code `name`:}.
 */
final class Recipes {
    private static final Path DOCUMENT = Path.of("src/docs/RECIPES.md");
    private static final Path PAYLOADS = Path.of("src/test/resources/recipes");

    /** The code may stand within a list, and then each of its lines has the same blanks before it. */
    private static final Pattern CODE = Pattern.compile("(?ms)^( *)`([a-z.-]+)`:\\R\\R\\1```[a-z]+\\R(.*?\\R)\\1```$");

    private static final Map<String, String> CODES = read();

    private Recipes() {}

    private static Map<String, String> read() {
        Map<String, String> codes = new TreeMap<>();
        Matcher matcher = CODE.matcher(text(DOCUMENT));
        while (matcher.find()) {
            String code =
                    matcher.group(3).replaceAll("(?m)^ {0," + matcher.group(1).length() + "}", "");
            assertThat(codes.put(matcher.group(2), code))
                    .as("two pieces of code are called %s", matcher.group(2))
                    .isNull();
        }
        return codes;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path document() {
        return DOCUMENT;
    }

    /** The names of all pieces of code. */
    static Set<String> names() {
        return CODES.keySet();
    }

    static String code(String name) {
        assertThat(CODES).as("in %s", DOCUMENT).containsKey(name);
        return CODES.get(name);
    }

    /** Writes a piece of code to {@code directory}, and gives where it is. */
    static Path lay(Path directory, String name) {
        try {
            return Files.writeString(directory.resolve(name), code(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a shop sends or does, recorded or as its vendor describes it. @param words what stands in it for a value, and the value, in turn */
    static String payload(String name, String... words) {
        String payload = text(PAYLOADS.resolve(name));
        for (int i = 0; i < words.length; i += 2) {
            payload = payload.replace(words[i], words[i + 1]);
        }
        return payload;
    }
}
