package app.grapevine;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Texts that mean harm, by class: the files under {@code hostile}, which name their sources. */
public enum HostileTexts {
    NAUGHTY("blns"),
    REDIRECTS("redirects"),
    LINE_ENDS("crlf"),
    SCRIPTS("xss"),
    PATHS("traversal"),
    FORMULAS("csv"),
    HOSTS("hosts"),
    MOMENTS("moments"),
    INJECTIONS("injections");

    private final String file;

    HostileTexts(String file) {
        this.file = "/hostile/" + file + ".txt";
    }

    /** Those of this class, in the order of its file. */
    public List<String> all() {
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(HostileTexts.class.getResourceAsStream(file), file), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> read(json, line))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(ObjectMapper json, String line) {
        try {
            return json.readValue(line, String.class);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    /** Those of all classes, each once. */
    public static List<String> ofAllClasses() {
        return Stream.of(values())
                .flatMap(texts -> texts.all().stream())
                .distinct()
                .toList();
    }
}
