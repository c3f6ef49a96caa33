package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people read calls each thing as the architecture's table of words says, in each language. */
class PageWordsTest {
    private static final List<Path> PLACES = List.of(
            Path.of("src/main/resources/web/dashboard/texts"),
            Path.of("src/main/resources/app/grapevine/notices"),
            Path.of("src/main/resources/app/grapevine/web/notices"),
            Path.of("src/main/resources/app/grapevine/web/visit/recipient"));

    /** A row of the table. */
    private record Word(List<String> english, List<String> italian, List<String> never) {}

    private static List<Word> words() throws IOException {
        String head = "| word here | in English | in Italian | not |";
        String table =
                Files.readString(Path.of("src/docs/ARCHITECTURE.md")).split(java.util.regex.Pattern.quote(head), 2)[1];
        return table.lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|"))
                .map(cells -> new Word(list(cells[2]), list(cells[3]), list(cells[4])))
                .toList();
    }

    private static List<String> list(String cell) {
        return Arrays.stream(cell.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(word -> !word.equals("–"))
                .toList();
    }

    /** The words of all texts of a language, a text a line, without their keys and without what is filled in. */
    private static String texts(String language) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path place : PLACES) {
            try (Stream<Path> files = Files.list(place)) {
                for (Path file : files.filter(
                                one -> one.getFileName().toString().matches("(.*-)?" + language + "\\.(js|properties)"))
                        .toList()) {
                    all.append(Files.readString(file)
                            .lines()
                            .filter(line -> !line.startsWith("//"))
                            .map(line -> line.replaceFirst("^\\s*\"[^\"]+\":|^[\\w.-]+=", "")
                                    .replaceAll("\\{\\w+}", ""))
                            .collect(Collectors.joining("\n", "", "\n")));
                }
            }
        }
        return all.toString().toLowerCase(Locale.ROOT);
    }

    @Test
    void eachThingHasOneNameInEachLanguage() throws IOException {
        String english = texts("en");
        String italian = texts("it");
        assertThat(words()).hasSizeGreaterThan(15).allSatisfy(word -> {
            assertThat(word.english())
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(english).contains(name));
            assertThat(word.italian())
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(italian).contains(name));
            assertThat((english + italian)
                            .lines()
                            .filter(text -> word.never().stream().anyMatch(text::contains)))
                    .isEmpty();
        });
    }
}
