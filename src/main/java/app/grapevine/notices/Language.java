package app.grapevine.notices;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a reader reads, with how numbers, money and dates are written there. */
public enum Language {
    EN(Locale.UK),
    IT(Locale.ITALY),
    ES(Locale.forLanguageTag("es-ES")),
    DE(Locale.GERMANY),
    FR(Locale.FRANCE);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    public Locale locale() {
        return locale;
    }

    /** As the API and HTML write it. */
    public String label() {
        return locale.getLanguage();
    }

    /** All, by their labels. */
    public static Map<String, Language> labels() {
        return Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Language::label, Function.identity()));
    }
}
