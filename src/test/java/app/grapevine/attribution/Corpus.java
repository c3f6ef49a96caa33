package app.grapevine.attribution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Labelled user agents of other projects, one JSON object a line. What their labels mean here stands in labels.csv,
 * and where one is wrong for a short link in overruled.csv.
 */
enum Corpus {
    AUTOMATION("automation", "kind"),
    PEOPLE("people", "label"),
    IN_APP("in-app", "app");

    static final Circumstances NOTHING_KNOWN = new Circumstances(null, Visibility.UNKNOWN, Map.of(), false, false);

    private static final ObjectMapper JSON = new ObjectMapper();

    final String title;
    private final String labelField;

    Corpus(String title, String labelField) {
        this.title = title;
        this.labelField = labelField;
    }

    /** Where the corpora lie, if anybody said so. */
    static Optional<Path> directory() {
        String directory = System.getProperty("grapevine.corpora", "");
        return directory.isBlank() ? Optional.empty() : Optional.of(Path.of(directory));
    }

    List<Trial> read(Path directory) {
        try {
            return Files.readAllLines(directory.resolve(title + ".jsonl")).stream()
                    .filter(line -> !line.isBlank())
                    .map(this::trial)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Trial trial(String line) {
        try {
            JsonNode row = JSON.readTree(line);
            String userAgent = row.get("userAgent").asText();
            return rows("overruled.csv")
                    .filter(rule -> userAgent.contains(rule.getField("userAgentContains")))
                    .findFirst()
                    .map(rule -> overruled(userAgent, rule))
                    .orElseGet(() -> labelled(userAgent, row.get(labelField).asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Trial labelled(String userAgent, String label) {
        boolean preview = label.equals("preview");
        String channel = rows("labels.csv")
                .filter(rule -> this == AUTOMATION
                        ? preview && userAgent.toLowerCase(Locale.ROOT).contains(rule.getField("label"))
                        : label.equals(rule.getField("label")))
                .findFirst()
                .map(rule -> rule.getField("expected"))
                .orElse(null);
        return trial(userAgent, this != AUTOMATION, channel, null);
    }

    private Trial overruled(String userAgent, NamedCsvRecord rule) {
        String[] expected = rule.getField("expected").split(" ", -1);
        return trial(
                userAgent,
                expected[0].equals("person"),
                expected.length > 1 ? expected[1] : null,
                rule.getField("reason"));
    }

    /** The labels of in-app.jsonl name every app; the others' only some, so that no channel there says nothing. */
    private Trial trial(String userAgent, boolean person, @Nullable String channel, @Nullable String overruled) {
        return new Trial(
                userAgent,
                Signals.ofUserAgent(userAgent),
                NOTHING_KNOWN,
                person,
                channel != null || this == IN_APP,
                channel,
                overruled);
    }

    private java.util.stream.Stream<NamedCsvRecord> rows(String table) {
        return TABLES.get(table).stream().filter(row -> row.getField("corpus").equals(title));
    }

    private static final java.util.Map<String, List<NamedCsvRecord>> TABLES = java.util.Map.of(
            "labels.csv", Tables.read("labels.csv"),
            "overruled.csv", Tables.read("overruled.csv"));
}
