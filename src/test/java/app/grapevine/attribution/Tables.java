package app.grapevine.attribution;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The tables of the evaluation: src/test/resources/attribution. */
final class Tables {
    private Tables() {}

    static List<NamedCsvRecord> read(String name) {
        return CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(
                        Objects.requireNonNull(Tables.class.getResourceAsStream("/attribution/" + name)),
                        StandardCharsets.UTF_8))
                .stream()
                .toList();
    }
}
