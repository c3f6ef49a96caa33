package app.grapevine.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLinesTest {
    private static List<CsvLines.Line> lines(String text, char separator) {
        CsvLines lines = new CsvLines(text, separator, 0, 1);
        List<CsvLines.Line> all = new ArrayList<>();
        for (CsvLines.Line line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }

    private static List<String> cells(CsvLines.Line line) {
        return line.cells().stream().map(CsvLines.Cell::text).toList();
    }

    @Test
    void aQuotedCellHoldsWhatCellsAndLinesEndWithAndQuotesTwice() {
        assertThat(lines("a,\"one, two\nthree \"\"four\"\"\",b", ','))
                .singleElement()
                .satisfies(line -> assertThat(cells(line)).containsExactly("a", "one, two\nthree \"four\"", "b"));
        assertThat(cells(lines("a, \"b, c\" ,d", ',').get(0))).containsExactly("a", "b, c", "d");
        assertThat(cells(lines("5\" boots,a", ',').get(0))).containsExactly("5\" boots", "a");
    }

    /** A line of nothing but commas had the memory of a million cells. */
    @Test
    void aLineHasNoMoreCellsThanASpreadsheet() {
        String most = "a,".repeat(16_383) + "a";
        assertThat(lines(most + "\nb", ',').get(0).cells()).hasSize(16_384);
        assertThat(lines(most + ",b,\"c\nd,e", ','))
                .satisfiesExactly(
                        line -> assertThat(cells(line)).hasSize(16_385).endsWith("a", "…"),
                        line -> assertThat(cells(line)).containsExactly("d", "e"));
        assertThat(lines(",".repeat(2_000_000) + "\nd,e", ',').get(0).cells()).hasSize(16_385);
    }

    /** What another reader makes of it: FastCSV, of files that any program writes. */
    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t', '|'})
    void whatIsWrittenByTheStandardIsReadAsAnotherReaderReadsIt(char separator) throws IOException {
        Random random = new Random(7);
        for (int file = 0; file < 500; file++) {
            StringWriter text = new StringWriter();
            LineDelimiter end = LineDelimiter.values()[random.nextInt(3)];
            try (CsvWriter csv = CsvWriter.builder()
                    .fieldSeparator(separator)
                    .lineDelimiter(end)
                    .build(text)) {
                for (int row = 0; row < 5; row++) {
                    csv.writeRecord("x" + cell(random), cell(random) + "y", "z" + cell(random) + "z");
                }
            }
            List<List<String>> expected =
                    CsvReader.builder().fieldSeparator(separator).ofCsvRecord(text.toString()).stream()
                            .map(found -> List.copyOf(found.getFields()))
                            .toList();
            assertThat(lines(text.toString(), separator).stream()
                            .map(CsvLinesTest::cells)
                            .toList())
                    .as(text.toString())
                    .isEqualTo(expected.stream()
                            .map(cells -> cells.stream().map(String::strip).toList())
                            .toList());
        }
    }

    private static String cell(Random random) {
        String alphabet = "ab ,;|\t\"'\n\r=è";
        StringBuilder cell = new StringBuilder();
        int length = random.nextInt(6);
        for (int i = 0; i < length; i++) {
            cell.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return cell.toString();
    }

    @Test
    void aQuoteThatIsNeverClosedEndsAtItsLineAndReadingGoesOn() {
        List<CsvLines.Line> lines = lines("a,b\nc,\"d\ne,f", ',');
        assertThat(lines).extracting(CsvLines.Line::number).containsExactly(1, 2, 3);
        assertThat(lines).extracting(CsvLines.Line::isBroken).containsExactly(false, true, false);
    }

    @Test
    void linesThatAllHaveAnOpenQuoteAreReadInTime() {
        String text = "a,\"b\n".repeat(20_000) + "x".repeat(1 << 20);
        assertTimeout(Duration.ofSeconds(20), () -> assertThat(lines(text, ',')).hasSize(20_001));
    }
}
