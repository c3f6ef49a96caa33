package app.grapevine.base;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Words as people see them: two that look the same are the same, and what counts as a character is what is seen as one.
 *
 * <p>Plain text (below U+0300, without the soft hyphen) is composed already and has one character a unit, so that it needs
 * none of ICU's tables, which take some 80 ms of a processor the first time.
 */
public final class Characters {
    /**
     * How many UTF-16 units may be of one character: a family of four has 11. What is longer, such as a letter under a
     * heap of accents, counts once for each of these begun, so that columns have a bound.
     */
    private static final int MOST_UNITS = 12;

    private static final int SOFT_HYPHEN = 0xad;
    private static final int FIRST_COMBINING = 0x300;
    private static final int ZERO_WIDTH_SPACE = 0x200b;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;
    private static final int TEXT_STYLE = 0xfe0e;
    private static final int EMOJI_STYLE = 0xfe0f;
    private static final int BYTE_ORDER_MARK = 0xfeff;
    private static final int BLACK_FLAG = 0x1f3f4;
    private static final int VIRAMA = 9;

    private Characters() {}

    /**
     * The text composed (NFC), without blanks around it and without characters that nobody sees. Those stay that change
     * what is seen beside them: joiners and styles within an emoji, joiners within scripts that are written joined.
     */
    public static String clean(String text) {
        return trimmed(isPlain(text) ? text : Normalizer.normalize(visible(text), Normalizer.Form.NFC));
    }

    /** How many characters people see. */
    public static int count(String text) {
        if (isPlain(text)) {
            return text.length();
        }
        BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
        clusters.setText(text);
        int count = 0;
        int from = clusters.first();
        for (int to = clusters.next(); to != BreakIterator.DONE; to = clusters.next()) {
            count += (to - from + MOST_UNITS - 1) / MOST_UNITS;
            from = to;
        }
        return count;
    }

    /** What is the same for texts that differ in case or composition alone (Unicode, 3.13, D145). */
    public static String folded(String text) {
        if (isPlain(text) && text.chars().allMatch(unit -> unit < 0x80)) {
            return text.toLowerCase(Locale.ROOT);
        }
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
        return Normalizer.normalize(UCharacter.foldCase(decomposed, true), Normalizer.Form.NFC);
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(unit -> unit < FIRST_COMBINING && unit != SOFT_HYPHEN);
    }

    /**
     * The text without blanks around it, and without what nobody sees: chats and text processors leave marks of direction,
     * spaces of no width and byte order marks at the ends of what is copied from them. Joiners and styles stay, as parts of what
     * is seen.
     */
    public static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char unit) {
        return Character.isWhitespace(unit) || Character.isSpaceChar(unit) || isMark(unit);
    }

    private static boolean isMark(char unit) {
        return unit == SOFT_HYPHEN
                || unit == ZERO_WIDTH_SPACE
                || unit == BYTE_ORDER_MARK
                || (unit >= 0x200e && unit <= 0x200f)
                || (unit >= 0x202a && unit <= 0x202e)
                || (unit >= 0x2060 && unit <= 0x2069);
    }

    private static String visible(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int[] all = text.codePoints().toArray();
        for (int i = 0; i < all.length; i++) {
            int before = kept.isEmpty() ? ' ' : kept.codePointBefore(kept.length());
            int next = i + 1 < all.length ? all[i + 1] : ' ';
            if (!isInvisible(all[i]) || changes(before, all[i], next)) {
                kept.appendCodePoint(all[i]);
            }
        }
        return kept.toString();
    }

    /** What has no glyph, and the marks of annotations. */
    private static boolean isInvisible(int character) {
        return UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                || (character >= 0xfff9 && character <= 0xfffb);
    }

    /** Whether an invisible character changes what is seen of its neighbours. */
    private static boolean changes(int before, int character, int next) {
        if (character == TEXT_STYLE || character == EMOJI_STYLE) {
            return UCharacter.hasBinaryProperty(before, UProperty.EMOJI);
        }
        if (character == ZERO_WIDTH_JOINER || character == ZERO_WIDTH_NON_JOINER) {
            return joins(before, next) || (character == ZERO_WIDTH_JOINER && isEmoji(before) && isPictograph(next));
        }
        if (isTag(character)) {
            return before == BLACK_FLAG || isTag(before);
        }
        if (UCharacter.hasBinaryProperty(character, UProperty.VARIATION_SELECTOR)) {
            return UCharacter.hasBinaryProperty(before, UProperty.IDEOGRAPHIC)
                    || (before >= 0x1820 && before <= 0x18aa);
        }
        return false;
    }

    /** As in names of hosts: behind a virama, or between letters that are joined (RFC 5892, appendix A). */
    private static boolean joins(int before, int next) {
        return UCharacter.getCombiningClass(before) == VIRAMA || (isJoined(before) && isJoined(next));
    }

    private static boolean isJoined(int character) {
        int type = UCharacter.getIntPropertyValue(character, UProperty.JOINING_TYPE);
        return type == UCharacter.JoiningType.DUAL_JOINING
                || type == UCharacter.JoiningType.RIGHT_JOINING
                || type == UCharacter.JoiningType.LEFT_JOINING
                || (type == UCharacter.JoiningType.TRANSPARENT && UCharacter.getType(character) != Character.FORMAT);
    }

    private static boolean isEmoji(int character) {
        return isPictograph(character)
                || character == EMOJI_STYLE
                || UCharacter.hasBinaryProperty(character, UProperty.EMOJI_MODIFIER);
    }

    private static boolean isPictograph(int character) {
        return UCharacter.hasBinaryProperty(character, UProperty.EXTENDED_PICTOGRAPHIC);
    }

    /** By which the flags of regions are spelled. */
    private static boolean isTag(int character) {
        return character >= 0xe0020 && character <= 0xe007f;
    }
}
