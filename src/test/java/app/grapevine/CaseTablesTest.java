package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of cases that the documentation shows: how many there are in all, and that none is shown twice. */
class CaseTablesTest {
    private static final Path DOCS = Path.of("src/docs");
    private static final int LEAST = 300;

    /** The files of the tables that a document has, by their marks; that they are as the tests have them say these tests. */
    private static List<String> shown() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> documents = Files.list(DOCS)) {
            for (Path document :
                    documents.filter(path -> path.toString().endsWith(".md")).toList()) {
                Pattern.compile("<!-- cases: (\\S+) -->")
                        .matcher(Files.readString(document))
                        .results()
                        .map((MatchResult mark) -> mark.group(1))
                        .forEach(files::add);
            }
        }
        return files;
    }

    @Test
    void thereAreAtLeastThreeHundredAndEachIsOne() throws IOException {
        List<String> files = shown();
        assertThat(files).doesNotHaveDuplicates().contains("pasted.csv", "queries.csv", "utm.csv", "csv.csv");
        int cases = 0;
        for (String file : files) {
            List<List<String>> rows = CaseTable.of(file).rows();
            assertThat(rows).as(file).doesNotHaveDuplicates();
            cases += rows.size();
        }
        assertThat(cases).isGreaterThanOrEqualTo(LEAST);
    }

    @Test
    void everyFileOfCasesIsInTheDocumentation() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/links"))) {
            assertThat(shown())
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString()).toList());
        }
    }
}
