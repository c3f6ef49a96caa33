package app.grapevine.dependencies;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The advisories that lie in the repository: a list made by hand, whose first line says of which day it is. */
record Advisories(LocalDate asOf, List<Advisory> all) {
    static final Path FILE = Path.of("src", "test", "resources", "dependencies", "advisories.csv");
    private static final Pattern FIRST_LINE = Pattern.compile("# As of (\\d{4}-\\d\\d-\\d\\d): .*");

    static Advisories read() throws IOException {
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(FILE)) {
            return new Advisories(
                    date(), rows.stream().map(Advisories::advisory).toList());
        }
    }

    /** What the list has against {@code used}, in words. */
    List<String> against(List<Component> used) {
        return used.stream()
                .flatMap(component -> all.stream()
                        .filter(advisory -> advisory.names(component))
                        .map(advisory -> advisory.against(component)))
                .toList();
    }

    private static Advisory advisory(NamedCsvRecord row) {
        return Advisory.of(
                row.getField("component"),
                row.getField("affected"),
                row.getField("id"),
                row.getField("fixed"),
                row.getField("what"));
    }

    private static LocalDate date() throws IOException {
        String line = Files.readAllLines(FILE).get(0);
        Matcher matcher = FIRST_LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IOException(FILE + " begins with no day, as in \"# As of 2026-11-29: …\", but with: " + line);
        }
        return LocalDate.parse(matcher.group(1));
    }
}
