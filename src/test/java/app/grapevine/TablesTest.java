package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The arrows through SQL, which no import shows: each database table or view has one package that owns it and alone writes
 * it; who else reads it stands, with the reason, in the table of ARCHITECTURE.md, which this holds to the letter.
 *
 * <p>A name counts where it stands in a string of the program, after a word of SQL that a table follows. So that none is
 * missed, strings that end with such a word are counted too.
 */
class TablesTest {
    private static final Path PROGRAM = Path.of("src/main/java/app/grapevine");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Path ARCHITECTURE = Path.of("src/docs/ARCHITECTURE.md");

    private static final Pattern CREATED = Pattern.compile("CREATE (?:OR REPLACE )?(?:TABLE|VIEW) (\\w+)");
    /** {@code | `table` `table` | owner | `reader`: why; `reader`: why |}. */
    private static final Pattern LINE = Pattern.compile("\\| (`\\w+`(?: `\\w+`)*) \\| `([\\w.]+)` \\| (.*) \\|");

    private static final Pattern QUOTED = Pattern.compile("`([\\w.]+)`");

    /** A text block or a string; and comments and characters, in which quotes mean nothing. */
    private static final Pattern LITERAL = Pattern.compile(
            "\"\"\"(.*?)(?<!\\\\)\"\"\"|\"((?:[^\"\\\\\n]|\\\\.)*)\"|//[^\n]*|/\\*.*?\\*/|'(?:[^'\\\\\n]|\\\\.)+'",
            Pattern.DOTALL);

    private static final Pattern NAMED = Pattern.compile("\\b(DELETE FROM|FROM|JOIN|INTO|UPDATE|TABLE)\\s+(\\w+)");
    private static final Pattern UNNAMED =
            Pattern.compile("\\b(?:FROM|JOIN|INTO|(?<!FOR )UPDATE|TABLE)\\s*(?:\\\\\")?$");
    private static final Set<String> WRITING = Set.of("DELETE FROM", "INTO", "UPDATE", "TABLE");

    /** Where the name of what is read is put together: of the owner's own tables, of a list of ids or visits, Flyway's,
     * and of those that are copied as they stand. */
    private static final Set<String> PUT_TOGETHER = Set.of(
            "links/LinkListDao.java",
            "moving/TableCopy.java",
            "stats/LinkAttributes.java",
            "stats/LinkScope.java",
            "stats/Stats.java",
            "stats/VisitDao.java",
            "storage/SchemaHistory.java",
            "visits/Partitions.java",
            "visits/SharedParts.java",
            "visits/SharedTexts.java",
            "visits/TimedVisitDao.java",
            "visits/VisitRange.java");

    /** That a package names a table. */
    private record Arrow(String table, String room) {}

    @Test
    void eachTableHasAnOwner() {
        assertThat(owners().keySet()).containsExactlyInAnyOrderElementsOf(created());
    }

    @Test
    void theOwnerAloneWrites() {
        assertThat(arrows(WRITING))
                .allSatisfy(arrow -> assertThat(arrow.room).as(arrow.table).isEqualTo(owners().get(arrow.table)));
    }

    @Test
    void whoElseReadsIsWrittenDownAndDoes() {
        Set<String> reading = arrows(Set.of("FROM", "JOIN")).stream()
                .filter(arrow -> !arrow.room.equals(owners().get(arrow.table)))
                .map(arrow -> arrow.table + ": " + arrow.room)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(reading).isEqualTo(readers());
    }

    @Test
    void noNameIsPutTogetherUnseen() {
        Set<String> files = sources().stream()
                .filter(file ->
                        literals(file).anyMatch(text -> UNNAMED.matcher(text).find()))
                .map(file -> PROGRAM.relativize(file).toString())
                .collect(Collectors.toSet());

        assertThat(files).isEqualTo(PUT_TOGETHER);
    }

    private static Set<String> created() {
        return files(MIGRATIONS, ".sql").stream()
                .flatMap(file -> CREATED.matcher(read(file)).results())
                .map(created -> created.group(1))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> owners() {
        Map<String, String> owners = new TreeMap<>();
        lines().forEach(line -> quoted(line.group(1)).forEach(table -> owners.put(table, line.group(2))));
        return owners;
    }

    private static Set<String> readers() {
        Set<String> readers = new TreeSet<>();
        lines().forEach(line -> quoted(line.group(1))
                .forEach(table -> quoted(line.group(3)).forEach(room -> readers.add(table + ": " + room))));
        return readers;
    }

    private static List<MatchResult> lines() {
        List<MatchResult> lines = LINE.matcher(
                        read(ARCHITECTURE).split("\n## Tables\n", 2)[1].split("\n## ", 2)[0])
                .results()
                .toList();
        return lines.isEmpty() ? fail("ARCHITECTURE.md has no table of tables") : lines;
    }

    private static List<String> quoted(String text) {
        return QUOTED.matcher(text).results().map(name -> name.group(1)).toList();
    }

    private static Set<Arrow> arrows(Set<String> words) {
        Set<String> tables = created();
        return sources().stream()
                .flatMap(file -> literals(file)
                        .flatMap(text -> NAMED.matcher(text).results())
                        .filter(named -> words.contains(named.group(1)))
                        .map(named -> new Arrow(named.group(2).toLowerCase(Locale.ROOT), room(file))))
                .filter(arrow -> tables.contains(arrow.table))
                .collect(Collectors.toSet());
    }

    private static Stream<String> literals(Path file) {
        return LITERAL.matcher(read(file))
                .results()
                .map(literal -> literal.group(1) != null ? literal.group(1) : literal.group(2))
                .filter(text -> text != null);
    }

    /** The package as the tables of ARCHITECTURE.md name it: {@code web.http}. */
    private static String room(Path file) {
        return PROGRAM.relativize(file.getParent()).toString().replace('/', '.').replace('\\', '.');
    }

    private static List<Path> sources() {
        return files(PROGRAM, ".java");
    }

    private static List<Path> files(Path directory, String ending) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
