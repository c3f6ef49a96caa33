package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * ASVS.md by its own rules, and what it says of the program that no other test shows: what is nowhere in the source, and
 * what there is of secrets' algorithms, randomness and the browser's storage.
 */
class AsvsTest {
    private static final Path PROGRAM = Path.of("src/main/java/app/grapevine");
    private static final Path DASHBOARD = Path.of("src/main/resources/web/dashboard");
    private static final Path DOCUMENTS = Path.of("src/docs");
    private static final String ASVS = read(DOCUMENTS.resolve("ASVS.md"));
    private static final String OPERATING = read(DOCUMENTS.resolve("OPERATING.md"));

    private static final String MET = "met";
    private static final List<String> VERDICTS = List.of(MET, "partly", "not met");
    /** How many requirements of levels 1 and 2 the chapters V1 to V17 of ASVS 5.0.0 have. */
    private static final List<Integer> OF_CHAPTERS =
            List.of(27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7);

    private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+\\.\\d+");
    private static final Pattern ROW = Pattern.compile(
            "^\\| (" + NUMBER + ") \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$", Pattern.MULTILINE);
    private static final Pattern NOT_APPLYING =
            Pattern.compile("^- Does not apply: ([\\d., ]+)\\. ", Pattern.MULTILINE);
    private static final Pattern SUM = Pattern.compile(
            "^\\| (?:\\[V(\\d+) .*|all) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|$", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#([^)]+))?\\)");

    @Test
    void everyRequirementStandsOnceAndInOrder() {
        for (int chapter = 1; chapter <= OF_CHAPTERS.size(); chapter++) {
            String prefix = chapter + ".";
            List<String> rows = rows().map(row -> row.group(1))
                    .filter(number -> number.startsWith(prefix))
                    .toList();
            List<String> others =
                    notApplying().filter(number -> number.startsWith(prefix)).toList();
            assertThat(rows).as("V" + chapter).isSortedAccordingTo(byParts());
            assertThat(Stream.concat(rows.stream(), others.stream()).toList())
                    .as("V" + chapter)
                    .doesNotHaveDuplicates()
                    .hasSize(OF_CHAPTERS.get(chapter - 1));
        }
    }

    @Test
    void aVerdictIsOneOfThreeAndWhatIsMetIsShown() {
        assertThat(rows()).isNotEmpty().allSatisfy(row -> {
            assertThat(row.group(5)).as(row.group(1)).isIn(VERDICTS);
            if (row.group(5).equals(MET)) {
                assertThat(row.group(4)).as(row.group(1)).containsPattern(TEST + "|" + LINK);
            }
        });
    }

    @Test
    void theCountsAreThoseOfTheRows() {
        List<MatchResult> sums = SUM.matcher(ASVS).results().toList();
        assertThat(sums).hasSize(OF_CHAPTERS.size() + 1);
        MatchResult all = sums.get(OF_CHAPTERS.size());
        assertThat(ASVS)
                .contains("**%s are met, %s partly, %s not**; %s do not apply"
                        .formatted(all.group(2), all.group(3), all.group(4), all.group(5)));
        for (MatchResult sum : sums) {
            String prefix = sum.group(1) == null ? "" : sum.group(1) + ".";
            for (int i = 0; i < VERDICTS.size(); i++) {
                String verdict = VERDICTS.get(i);
                assertThat(rows().filter(row ->
                                row.group(1).startsWith(prefix) && row.group(5).equals(verdict)))
                        .as(sum.group())
                        .hasSize(Integer.parseInt(sum.group(i + 2)));
            }
            assertThat(notApplying().filter(number -> number.startsWith(prefix)))
                    .as(sum.group())
                    .hasSize(Integer.parseInt(sum.group(5)));
        }
    }

    @Test
    void whatIsNamedIsThere() {
        Set<String> classes = files(Path.of("src/test/java"), ".java").stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        assertThat(rows()).allSatisfy(row -> {
            assertThat(found(TEST, row.group(3) + row.group(4)))
                    .as(row.group(1))
                    .isSubsetOf(classes);
            LINK.matcher(row.group(3) + row.group(4)).results().forEach(link -> {
                Path file = DOCUMENTS.resolve(link.group(1));
                assertThat(file).as(row.group(1)).exists();
                if (link.group(2) != null) {
                    assertThat(headings(read(file))).as(row.group(1)).contains(link.group(2));
                }
            });
        });
    }

    /** What rows say that nothing does: {@code what} is found in no file but those of {@code but}. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "commands of the system ~ ProcessBuilder|\\.exec\\(                               ~ ",
                "XML                    ~ javax\\.xml|org\\.xml|org\\.w3c                         ~ ",
                "serialization          ~ ObjectInputStream|JsonTypeInfo|[dD]efaultTyping         ~ ",
                "scripts                ~ javax\\.script|ScriptEngine                             ~ ",
                "look-ups by name       ~ javax\\.naming                                          ~ ",
                "expressions of input   ~ (Pattern\\.compile|\\.replaceAll|\\.replaceFirst|(?<![A-Z])\\.split)\\(\\s*[a-z]\\w*[,)] ~ ",
                "formats of input       ~ String\\.format\\(\\s*(?!Locale\\.)[a-zA-Z]|\\b[a-z]\\w*\\.formatted\\( ~ cli/Rehearsal",
                "CORS                   ~ (?i)Access-Control-                                     ~ web/http/CrossOrigin",
                "calls to others        ~ (?:http|jetty\\.client)\\.HttpClient|URLConnection|openStream\\(|new Socket\\(|\\bSocketChannel\\.open ~ client/ServiceClient client/KeptConnection webhooks/Posting cards/PageReader moving/SourceClient outgoing/CheckedAsker",
            })
    void nothingInTheProgramHas(String name, String what, String but) {
        assertThat(having(Pattern.compile(what)))
                .as(name)
                .containsExactlyInAnyOrder(but == null ? new String[0] : but.split(" "));
    }

    /** Nor is what cannot be guessed made by anything but a SecureRandom. */
    @Test
    void otherRandomNumbersAreOfWhatIsNoSecret() {
        Pattern others = Pattern.compile("ThreadLocalRandom|SplittableRandom|Math\\.random|java\\.util\\.Random|UUID");
        assertThat(having(others))
                .filteredOn(file -> !file.startsWith("demo/") && !file.startsWith("experiment/"))
                .containsExactlyInAnyOrder(
                        "clicks/AgentSweep",
                        "moving/Moves",
                        "privacy/Salt",
                        "returns/MeanOfCounts",
                        "visits/TextSweep");
    }

    @Test
    void theAlgorithmsAreThoseOfTheInventory() {
        Pattern used = Pattern.compile("getInstance\\((?:\"([^\"]+)\"|([A-Z]+)\\))");
        Set<String> names = new TreeSet<>();
        for (Path file : files(PROGRAM, ".java")) {
            String source = read(file);
            used.matcher(source)
                    .results()
                    .forEach(use -> names.add(use.group(1) != null ? use.group(1) : constant(source, use.group(2))));
        }
        String inventory = OPERATING.split("\n### Keys and algorithms\n", 2)[1].split("\n### ", 2)[0];
        Set<String> listed = inventory
                .lines()
                .filter(line -> line.startsWith("| ") && line.split("\\|").length > 2)
                .flatMap(line -> found(Pattern.compile("`([A-Z][^`]+)`"), line.split("\\|")[2]).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        listed.remove("Argon2Function"); // not by name

        assertThat(names).isNotEmpty().isEqualTo(listed);
    }

    private static String constant(String source, String name) {
        return found(Pattern.compile(name + " = \"([^\"]+)\""), source).stream()
                .findFirst()
                .orElse(name);
    }

    @Test
    void theServicesWordsAreThoseOfTheDocument() {
        String list = read(PROGRAM.resolve("security/CommonPasswords.java"))
                .split("OF_THE_SERVICE =", 2)[1]
                .split(";", 2)[0];
        String line = OPERATING
                .lines()
                .filter(one -> one.startsWith("- **Accounts for people**"))
                .findFirst()
                .orElseThrow();

        assertThat(found(Pattern.compile("`(\\w+)`"), line))
                .isNotEmpty()
                .isEqualTo(found(Pattern.compile("\"(\\w+)\""), list));
    }

    @Test
    void thePageKeepsPreferencesAndHearsNoMessages() {
        Set<String> kept = new TreeSet<>();
        for (Path module : files(DASHBOARD, ".js")) {
            String text = read(module);
            assertThat(text)
                    .as(module.toString())
                    .doesNotContain("sessionStorage", "indexedDB", "document.cookie", "postMessage");
            assertThat(Pattern.compile("localStorage\\.setItem\\((?!STORED,|CURRENCY,)")
                            .matcher(text)
                            .find())
                    .as(module.toString())
                    .isFalse();
            if (text.contains("localStorage.setItem")) {
                kept.addAll(found(Pattern.compile("(?:STORED|CURRENCY) = \"([^\"]+)\""), text));
            }
        }

        assertThat(kept)
                .containsExactly(
                        "grapevine.channelUses",
                        "grapevine.channels",
                        "grapevine.csv",
                        "grapevine.currency",
                        "grapevine.language",
                        "grapevine.look",
                        "grapevine.sign-in",
                        "grapevine.slash");
    }

    @Test
    void passwordsAreMaskedMayBePastedAndSayWhichTheyAre() {
        assertThat(read(DASHBOARD.resolve("base/fields.js")))
                .contains("type=${seen ? \"text\" : \"password\"}")
                .doesNotContain("onPaste");
        List<String> fields = files(DASHBOARD.resolve("pages"), ".js").stream()
                .flatMap(page -> Arrays.stream(read(page).split("<\\$\\{PasswordField\\}", -1))
                        .skip(1))
                .toList();
        assertThat(fields)
                .hasSizeGreaterThan(4)
                .allSatisfy(one -> assertThat(one.split("/>", 2)[0])
                        .contains("autocomplete=")
                        .doesNotContain("onPaste"));
    }

    private static Stream<MatchResult> rows() {
        return ROW.matcher(ASVS).results();
    }

    private static Stream<String> notApplying() {
        return NOT_APPLYING
                .matcher(ASVS)
                .results()
                .flatMap(line -> NUMBER.matcher(line.group(1)).results())
                .map(MatchResult::group);
    }

    private static Comparator<String> byParts() {
        return Comparator.comparing(number -> Arrays.stream(number.split("\\."))
                .map(part -> "%03d".formatted(Integer.parseInt(part)))
                .collect(Collectors.joining()));
    }

    /** As GitHub names them in addresses. */
    private static Set<String> headings(String document) {
        return document.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static Set<String> having(Pattern what) {
        return files(PROGRAM, ".java").stream()
                .filter(file -> what.matcher(read(file)).find())
                .map(file ->
                        PROGRAM.relativize(file).toString().replace('\\', '/').replace(".java", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(one -> one.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> files(Path directory, String ending) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file ->
                            file.toString().endsWith(ending) && !file.toString().contains("vendor"))
                    .toList();
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
