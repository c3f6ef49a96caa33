package app.grapevine.workbook;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words of workbooks in one language. Immutable. */
public final class Words {
    /** The languages that there are words in; the first is the usual one. */
    public static final List<String> LANGUAGES = List.of("en", "it", "es", "de", "fr");

    private static final Map<String, Words> ALL =
            LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), Words::new));

    private final Locale locale;
    private final Properties texts;

    private Words(String language) {
        this.locale = Locale.forLanguageTag(language);
        this.texts = texts(language);
    }

    /** All, by their languages. */
    public static Map<String, Words> all() {
        return ALL;
    }

    /** Those of the usual language. */
    public static Words usual() {
        return Objects.requireNonNull(ALL.get(LANGUAGES.get(0)));
    }

    /** All texts of a language, for the test that compares them. */
    static Properties texts(String language) {
        Properties texts = new Properties();
        String file = language + ".properties";
        try (var in = Objects.requireNonNull(Words.class.getResourceAsStream(file), file);
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /** @throws IllegalArgumentException if there is no such text */
    String text(String key) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("no text " + key);
        }
        return text;
    }

    /** A country by its two letters. */
    String country(String code) {
        return new Locale.Builder().setRegion(code).build().getDisplayCountry(locale);
    }
}
