package app.grapevine.attribution;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Accept-Language (RFC 9110, 12.5.4) as one language of a bounded list. */
final class Languages {
    /** Of three letters, where browsers send them: Filipino, Cantonese, Hawaiian, Cherokee, Kurdish, Berber, Sorbian … */
    private static final List<String> LONG = List.of(
            "fil", "yue", "haw", "chr", "ckb", "kab", "hsb", "dsb", "gsw", "nds", "ast", "kok", "mni", "sat", "brx",
            "bho", "mai", "doi", "ber", "tzm", "zgh", "pap", "ceb", "ilo", "hmn", "kea", "lus", "nso", "quc", "sah",
            "scn", "szl", "vec");

    private static final Set<String> KNOWN = known();

    private Languages() {}

    private static Set<String> known() {
        Set<String> known = new HashSet<>(List.of(Locale.getISOLanguages()));
        known.addAll(LONG);
        return Set.copyOf(known);
    }

    /** The primary subtag of the first of the languages with the highest weight; null where there is none. */
    static @Nullable String preferred(String acceptLanguage) {
        String best = null;
        int bestWeight = 0;
        int start = 0;
        while (start < acceptLanguage.length() && bestWeight < 1000) {
            int end = acceptLanguage.indexOf(',', start);
            end = end < 0 ? acceptLanguage.length() : end;
            String language = language(acceptLanguage, start, end);
            int weight = weight(acceptLanguage, start, end);
            if (language != null && weight > bestWeight) {
                best = language;
                bestWeight = weight;
            }
            start = end + 1;
        }
        return best;
    }

    private static @Nullable String language(String text, int start, int end) {
        int from = start;
        while (from < end && text.charAt(from) <= ' ') {
            from++;
        }
        int to = from;
        while (to < end && Token.isLetter(text.charAt(to))) {
            to++;
        }
        if (to - from < 2 || to - from > 3 || to < end && "-_; ".indexOf(text.charAt(to)) < 0) {
            return null;
        }
        String language = text.substring(from, to).toLowerCase(Locale.ROOT);
        return KNOWN.contains(language) ? language : null;
    }

    /** The weight in thousandths: 1000 where none is given, 0 where it cannot be read. */
    private static int weight(String text, int start, int end) {
        int q = text.indexOf("q=", start);
        if (q < 0 || q + 2 >= end) {
            return 1000;
        }
        int weight = 0;
        int unit = 1000;
        for (int i = q + 2; i < end && unit > 0; i++) {
            char c = text.charAt(i);
            if (Token.isDigit(c)) {
                weight += (c - '0') * unit;
                unit /= 10;
            } else if (c != '.') {
                break;
            }
        }
        return Math.min(weight, 1000);
    }
}
