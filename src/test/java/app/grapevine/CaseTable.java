package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The cases of a test that are a table of the documentation as well: a file of CSV in {@code src/test/resources/links}, the
 * first line of which names the columns. In the document the table stands after the line {@code <!-- cases: file.csv -->}, as
 * {@link #markdown} writes it; a test that runs the cases asks {@link #isIn} too, so that neither can be without the other.
 */
public final class CaseTable {
    private static final Path CASES = Path.of("src/test/resources/links");
    /** Set, the document is written anew in place of being compared: {@code mvn test -Dtest=… -Dcases.write=true}. */
    private static final boolean WRITES = Boolean.getBoolean("cases.write");

    private final String file;
    private final List<String> columns;
    private final List<List<String>> rows;

    private CaseTable(String file, List<List<String>> lines) {
        this.file = file;
        this.columns = lines.get(0);
        this.rows = lines.subList(1, lines.size());
        rows.forEach(row -> assertThat(row).as(file).hasSameSizeAs(columns));
    }

    /** @param file its name in the directory of cases */
    public static CaseTable of(String file) {
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(CASES.resolve(file))) {
            List<List<String>> lines = new ArrayList<>();
            reader.forEach(line -> lines.add(List.copyOf(line.getFields())));
            return new CaseTable(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The values of each case, in the order of the columns. */
    public List<List<String>> rows() {
        return rows;
    }

    /** Fails unless {@code document} has the table as it is, after its mark. */
    public void isIn(Path document) {
        try {
            String text = Files.readString(document);
            String mark = "<!-- cases: " + file + " -->\n";
            assertThat(text).as("the mark of the table in %s", document).contains(mark);
            int begin = text.indexOf(mark) + mark.length();
            int end = text.indexOf("\n\n", begin + 1);
            String shown = text.substring(begin, end < 0 ? text.length() : end + 1);
            if (WRITES) {
                Files.writeString(
                        document,
                        text.substring(0, begin) + "\n" + markdown() + text.substring(begin + shown.length()));
            } else {
                assertThat(shown)
                        .as("run with -Dcases.write=true to write it anew")
                        .isEqualTo("\n" + markdown());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String markdown() {
        String line = "|" + "---|".repeat(columns.size()) + "\n";
        return row(columns) + line + rows.stream().map(CaseTable::shown).collect(Collectors.joining());
    }

    private static String shown(List<String> row) {
        return row(row.stream().map(CaseTable::cell).toList());
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /** What is no words is set as code, so that it stands there letter by letter. */
    private static String cell(String value) {
        if (value.matches("[\\p{L}\\p{N} ,’':.-]*")) {
            return value;
        }
        String fence = value.contains("`") ? "``" : "`";
        return fence + value.replace("|", "\\|") + fence;
    }
}
