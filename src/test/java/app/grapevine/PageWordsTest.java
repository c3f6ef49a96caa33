package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read calls each thing as the architecture's tables of words say, in each language, and none lacks a text. */
class PageWordsTest {
    private static final Path PAGE = Path.of("src/main/resources/web/dashboard/texts");

    /** Where a language has one file. Recipients' pages are in more languages than the page is. */
    private static final List<Path> FILES = List.of(
            Path.of("src/main/resources/app/grapevine/notices"),
            Path.of("src/main/resources/app/grapevine/web/notices"),
            Path.of("src/main/resources/app/grapevine/web/visit/recipient"),
            Path.of("src/main/resources/app/grapevine/workbook"));

    private static final String FIRST_TABLE = "| word here | in English | in Italian | not |";
    private static final String SECOND_TABLE = "| word here | in Spanish | not | in German | not | in French | not |";
    private static final Pattern PLACE = Pattern.compile("\\{\\w+}");

    /** The cells of a table, a row a list. */
    private static List<String[]> rows(String head) throws IOException {
        String table = Files.readString(Path.of("src/docs/ARCHITECTURE.md")).split(Pattern.quote(head), 2)[1];
        return table.lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|"))
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
        List<Path> files = new ArrayList<>();
        try (Stream<Path> page = Files.list(PAGE.resolve(language))) {
            page.forEach(files::add);
        }
        FILES.forEach(place -> files.add(place.resolve(language + ".properties")));
        for (Path file : files) {
            all.append(Files.readString(file)
                    .lines()
                    .filter(line -> !line.startsWith("//"))
                    .map(line ->
                            line.replaceFirst("^\\s*\"[^\"]+\":|^[\\w.-]+=", "").replaceAll("\\{\\w+}", ""))
                    .collect(Collectors.joining("\n", "", "\n")));
        }
        return all.toString().toLowerCase(Locale.ROOT);
    }

    /** @param said the column of a language's words @param never that of the words that stand nowhere in it */
    private static void assertOneName(String language, List<String[]> rows, int said, int never) throws IOException {
        String texts = texts(language);
        List<String> wrong = new ArrayList<>();
        for (String[] cells : rows) {
            list(cells[said]).stream()
                    .filter(name -> !texts.contains(name))
                    .forEach(name -> wrong.add(language + ": no text says \"" + name + "\""));
            for (String name : list(cells[never])) {
                texts.lines()
                        .filter(text -> text.contains(name))
                        .forEach(text -> wrong.add(
                                language + ": not \"" + name + "\" but \"" + cells[said].strip() + "\" in" + text));
            }
        }
        assertThat(rows)
                .hasSizeGreaterThan(15)
                .noneMatch(cells -> list(cells[said]).isEmpty());
        assertThat(wrong).isEmpty();
    }

    @Test
    void eachThingHasOneNameInEnglishAndItalian() throws IOException {
        assertOneName("en", rows(FIRST_TABLE), 2, 4);
        assertOneName("it", rows(FIRST_TABLE), 3, 4);
    }

    @Test
    void eachThingHasOneNameInSpanishGermanAndFrench() throws IOException {
        List<String[]> rows = rows(SECOND_TABLE);
        assertOneName("es", rows, 2, 3);
        assertOneName("de", rows, 4, 5);
        assertOneName("fr", rows, 6, 7);
        assertThat(rows.stream().map(cells -> cells[1]))
                .as("what the first table has")
                .containsAll(rows(FIRST_TABLE).stream().map(cells -> cells[1]).toList());
    }

    /** Mails, what their readers come to, and recipients' pages: the same keys in each, with the same places for values. */
    @ParameterizedTest
    @ValueSource(strings = {"it", "es", "de", "fr"})
    void noFileOfTextsLacksOne(String language) throws IOException {
        List<String> unlike = new ArrayList<>();
        for (Path directory : FILES) {
            Properties english = properties(directory.resolve("en.properties"));
            Path file = directory.resolve(language + ".properties");
            Properties theirs = properties(file);
            Set<String> keys = new TreeSet<>(english.stringPropertyNames());
            keys.addAll(theirs.stringPropertyNames());
            keys.stream()
                    .filter(key -> !places(theirs.getProperty(key)).equals(places(english.getProperty(key))))
                    .forEach(key -> unlike.add(file + ": " + key));
        }
        assertThat(unlike).isEmpty();
    }

    private static Properties properties(Path file) throws IOException {
        Properties texts = new Properties();
        texts.load(new StringReader(Files.readString(file)));
        return texts;
    }

    /** The names of the places of a text; of none that is not there, or empty, is this said. */
    private static Set<String> places(String text) {
        return text == null || text.isBlank()
                ? Set.of("no text")
                : PLACE.matcher(text)
                        .results()
                        .map(place -> place.group())
                        .collect(Collectors.toCollection(TreeSet::new));
    }
}
