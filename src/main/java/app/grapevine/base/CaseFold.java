package app.grapevine.base;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;

/**
 * Texts that are one whatever their case: Unicode's default case folding, and in the form NFC, so that a letter with a mark
 * is the same in one character and in two (The Unicode Standard, 3.13 and 3.11).
 *
 * <p>What is ASCII needs none of this, and does not load ICU.
 */
public final class CaseFold {
    private CaseFold() {}

    public static String fold(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return Icu.fold(text);
            }
            if (c >= 'A' && c <= 'Z') {
                return lower(text, i);
            }
        }
        return text;
    }

    private static String lower(String text, int from) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return Icu.fold(text);
            }
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c | 0x20));
            }
        }
        return lower.toString();
    }

    /** Loaded with the first text that is not ASCII. */
    private static final class Icu {
        private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

        private Icu() {}

        static String fold(String text) {
            return NFC.normalize(UCharacter.foldCase(NFC.normalize(text), true));
        }
    }
}
