package app.grapevine.web.site;

import static app.grapevine.web.site.DashboardModules.files;
import static app.grapevine.web.site.DashboardModules.modules;
import static app.grapevine.web.site.DashboardModules.read;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.notices.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts of the marketers' page: whole in each of its languages, of one shape, and all that modules ask for. */
class PageTextsTest {
    private static final String DIRECTORY = "texts/";
    private static final Pattern TEXT = Pattern.compile("(?m)^  \"([^\"]+)\": (.+),$");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final Pattern SAID = Pattern.compile("\\bt\\(");
    private static final Pattern KEY = Pattern.compile("\"([A-Za-z]\\w*\\.[\\w.:-]*)\"(\\s*\\+)?");

    /** Three words of small letters and what ends a sentence: nothing that two languages have alike. */
    private static final Pattern SENTENCE = Pattern.compile("\\b\\p{Ll}+ \\p{Ll}+ \\p{Ll}+\\b.*[.?]");

    private static final Pattern WORD = Pattern.compile("[A-Za-z]{3}");
    /** The names of browsers, systems and devices. */
    private static final String NAMES = "agent.";

    private static final Path ALIKE = Path.of("src/test/resources/web/alike.csv");

    /** Every language that the page can be read in. */
    static List<String> languages() {
        Matcher list = Pattern.compile("const LANGUAGES = \\[([^]]*)]").matcher(read("base/i18n.js"));
        assertThat(list.find()).isTrue();
        return Arrays.stream(list.group(1).split(",", -1))
                .map(one -> one.strip().replace("\"", ""))
                .toList();
    }

    static List<String> languagesButEnglish() {
        return languages().stream().filter(language -> !language.equals("en")).toList();
    }

    /** The parts that the texts lie in: what everybody loads, and what comes with some pages. */
    private static List<String> parts() {
        return files().stream()
                .filter(file -> file.startsWith(DIRECTORY + "en/"))
                .map(file -> file.substring(DIRECTORY.length() + "en/".length()))
                .toList();
    }

    private static String file(String part, String language) {
        return DIRECTORY + language + "/" + part;
    }

    /** By key, what stands behind it in one file: a string, or the plural forms. */
    private static Map<String, String> textsOf(String file) {
        Map<String, String> texts = new TreeMap<>();
        if (!files().contains(file)) {
            return texts;
        }
        String content = read(file);
        TEXT.matcher(content)
                .results()
                .forEach(line -> assertThat(texts.put(line.group(1), line.group(2)))
                        .as("%s has a second text of %s", file, line.group(1))
                        .isNull());
        assertThat(texts).as("%s has each text in a line of its own", file).hasSize((int)
                content.lines().filter(line -> line.startsWith("  \"")).count());
        return texts;
    }

    /** All of a language, in whichever file they lie. */
    private static Map<String, String> texts(String language) {
        Map<String, String> texts = new TreeMap<>();
        parts().forEach(part -> textsOf(file(part, language))
                .forEach((key, text) -> assertThat(texts.put(key, text))
                        .as("%s stands in two files of %s", key, language)
                        .isNull()));
        return texts;
    }

    @Test
    void whoReadsThePageInALanguageIsSentMailInIt() {
        assertThat(languages())
                .containsExactlyElementsOf(
                        Arrays.stream(Language.values()).map(Language::label).toList());
    }

    /** Says which keys of which file a language lacks, for whoever adds them. */
    @ParameterizedTest
    @MethodSource("languagesButEnglish")
    void eachLanguageHasEachText(String language) {
        List<String> lacking = new ArrayList<>();
        List<String> surplus = new ArrayList<>();
        for (String part : parts()) {
            Set<String> english = textsOf(file(part, "en")).keySet();
            Set<String> theirs = textsOf(file(part, language)).keySet();
            String file = file(part, language);
            english.stream().filter(key -> !theirs.contains(key)).forEach(key -> lacking.add(file + ": " + key));
            theirs.stream().filter(key -> !english.contains(key)).forEach(key -> surplus.add(file + ": " + key));
        }

        assertThat(texts("en")).hasSizeGreaterThan(200);
        assertThat(lacking).as("texts that are not there in %s", language).isEmpty();
        assertThat(surplus).as("texts that English has not, or elsewhere").isEmpty();
    }

    /** The same places for values, plural forms where English has them, and no sentence that was left in English. */
    @ParameterizedTest
    @MethodSource("languagesButEnglish")
    void eachTextSaysWhatTheEnglishOneSays(String language) {
        Map<String, String> theirs = texts(language);
        List<String> unlike = new ArrayList<>();
        texts("en").forEach((key, text) -> {
            String other = theirs.getOrDefault(key, text);
            boolean isSame = placeholders(other).equals(placeholders(text)) && isPlural(other) == isPlural(text);
            if (theirs.containsKey(key) && (!isSame || isLeft(text, other))) {
                unlike.add(key + ": " + other);
            }
        });

        assertThat(unlike).isEmpty();
    }

    private static boolean isLeft(String english, String other) {
        return other.equals("\"\"")
                || english.equals(other) && SENTENCE.matcher(english).find();
    }

    /**
     * What reads as in English is a name, or the same word there: {@code web/alike.csv} has each, with the languages that it is so in. What
     * stands there and is not alike is gone from it.
     */
    @ParameterizedTest
    @MethodSource("languagesButEnglish")
    void noWordWasLeftInEnglish(String language) throws IOException {
        Map<String, String> english = texts("en");
        Map<String, String> theirs = texts(language);
        Set<String> alike = english.entrySet().stream()
                .filter(text -> !text.getKey().startsWith(NAMES))
                .filter(text -> WORD.matcher(
                                PLACEHOLDER.matcher(text.getValue()).replaceAll(""))
                        .find())
                .filter(text -> text.getValue().equals(theirs.get(text.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>();
        for (String line : Files.readAllLines(ALIKE)) {
            String[] cells = line.split(",", 2);
            if (List.of(cells[1].split(" ", -1)).contains(language)) {
                known.add(cells[0]);
            }
        }

        assertThat(alike).containsExactlyInAnyOrderElementsOf(known);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void ofEachPluralThereIsTheOneAndTheOther(String language) {
        assertThat(texts(language).values())
                .filteredOn(PageTextsTest::isPlural)
                .isNotEmpty()
                .allSatisfy(forms -> assertThat(forms).contains("one: ", "other: "));
    }

    /** Quotation marks of another language, an apostrophe of typewriters, a question that is not opened, marks that a line could begin with. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "en|[«»„']",
                "it|[“”„']",
                "es|[“”„']|^[^¿]*[^«¿]\\?(?!»)| …",
                "de|[«»”']",
                "fr|[“”„']| [;:!?»…]|« ",
            })
    void marksAreThoseOfTheLanguage(String language, String marks) {
        assertThat(texts(language).entrySet().stream()
                        .filter(text -> Pattern.compile(marks)
                                .matcher(text.getValue().replaceAll("^\"|\"$", ""))
                                .find())
                        .map(text -> text.getKey() + ": " + text.getValue()))
                .isEmpty();
    }

    @Test
    void everyTextThatAModuleAsksForIsThere() {
        Set<String> keys = texts("en").keySet();
        List<String> missing = new ArrayList<>();
        for (String module : modules()) {
            for (String asked : asked(read(module))) {
                boolean there = asked.endsWith("*")
                        ? keys.stream().anyMatch(key -> key.startsWith(asked.substring(0, asked.length() - 1)))
                        : keys.contains(asked);
                if (!there) {
                    missing.add(module + ": " + asked);
                }
            }
        }

        assertThat(asked(read("pages/links.js"))).contains("links.title", "link.status.*", "links.empty");
        assertThat(missing).isEmpty();
    }

    private static boolean isPlural(String text) {
        return text.startsWith("{");
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The keys in the first arguments of {@code t(…)}; a beginning that something is added to has a star at its end. */
    private static Set<String> asked(String module) {
        Set<String> keys = new TreeSet<>();
        Matcher said = SAID.matcher(module);
        while (said.find()) {
            for (MatchResult key :
                    KEY.matcher(firstArgument(module, said.end())).results().toList()) {
                keys.add(key.group(1) + (key.group(2) == null ? "" : "*"));
            }
        }
        return keys;
    }

    private static String firstArgument(String module, int from) {
        int depth = 0;
        for (int i = from; i < module.length(); i++) {
            char c = module.charAt(i);
            if (c == '(' || c == '{' || c == '[') {
                depth++;
            } else if (c == ')' || c == '}' || c == ']') {
                depth--;
            }
            if (depth < 0 || (depth == 0 && c == ',')) {
                return module.substring(from, i);
            }
        }
        return module.substring(from);
    }
}
