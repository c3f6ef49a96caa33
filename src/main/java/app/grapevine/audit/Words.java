package app.grapevine.audit;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The constants of enums as the API and the tables write them: {@code LINK_CREATED} is {@code link.created}. */
final class Words {
    private Words() {}

    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** By their labels, in their order. */
    static <E extends Enum<E>> Map<String, E> of(E[] constants) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : constants) {
            words.put(label(constant), constant);
        }
        return words;
    }
}
