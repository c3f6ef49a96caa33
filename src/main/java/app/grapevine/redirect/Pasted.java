package app.grapevine.redirect;

import app.grapevine.links.CodeShape;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What chats and people add to the path of a short link, and what was meant: {@code /code).} is {@code /code}, and {@code
 * /code+"} is {@code /code+}. Added are the punctuation and the quotes of all scripts, signs and emoji, spaces, invisible
 * characters and what is left of a broken one, also as programs write them into other texts ({@code %2520}, {@code &quot;}, {@code
 * =20}), up to {@value #MOST} of them as people see them, and slashes and invisible characters before it.
 *
 * <p>Only that is taken away which no code can have, so that the exact code is always found first.
 */
public final class Pasted {
    /** More are no slip, and are not looked at. */
    private static final int MOST = 8;
    /** Longer than what any form of a code can be, each added character in twelve. */
    private static final int LONGEST = 256;
    /** The same of a code that was brought, each of its characters in twelve as well. */
    private static final int LONGEST_BROUGHT = 12 * (CodeShape.LONGEST_BROUGHT + MOST) + LONGEST;

    private static final String[] ENDINGS = {"+", ".qr.png", ".qr", "/share", "/report", CodeShape.SCANNED};
    private static final int LONGEST_ENTITY = 10;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Pasted() {}

    /** The path that was meant, where {@code path}, percent-encoded as it came, is one with something added; else null. */
    public static @Nullable String meant(String path) {
        if (path.length() > LONGEST || path.length() < 2 || path.charAt(0) != '/') {
            return null;
        }
        String whole = decoded(path);
        int begin = begin(whole);
        String text = begin > 1 + MOST ? "" : trimmed(whole.substring(begin), MOST);
        String ending = ending(text);
        String code = trimmed(text.substring(0, text.length() - ending.length()), MOST);
        if (!ending.isEmpty() && !ending.equals(CodeShape.SCANNED) && endsWith(code, CodeShape.SCANNED)) {
            // What the picture says, and what is asked of its link.
            code = code.substring(0, code.length() - CodeShape.SCANNED.length());
        }
        String meant = "/" + code + ending;
        boolean isOne = !meant.equals(whole) || !ending.isEmpty() && !meant.equals(path);
        return isOne && CodeShape.isCode(code) && !CodeShape.isReserved(code) ? meant : null;
    }

    /**
     * A code, and what of ours stood behind it.
     *
     * @param code decoded, of whatever shape
     * @param ending {@code +}, {@code .qr}, {@code /share} and so on; empty for a visit
     * @param scanned whether it was marked as its QR code marks it
     */
    public record Asked(String code, String ending, boolean scanned) {}

    /**
     * What may be meant by {@code path}, percent-encoded as it came, where codes are not only of our own shape: first what it says
     * exactly, and then, if that is another, what it says without what chats add. Empty for what surely is no code.
     */
    public static List<Asked> asked(String path) {
        if (path.length() > LONGEST_BROUGHT || path.length() < 2 || path.charAt(0) != '/') {
            return List.of();
        }
        String whole = decoded(path);
        Asked exact = asked(whole.substring(1), false);
        int begin = begin(whole);
        Asked trimmed = begin > 1 + MOST ? exact : asked(trimmed(whole.substring(begin), MOST), true);
        return Stream.of(exact, trimmed)
                .distinct()
                .filter(one -> CodeShape.canBeBrought(one.code))
                .toList();
    }

    private static Asked asked(String text, boolean trims) {
        String ending = ending(text);
        String code = text.substring(0, text.length() - ending.length());
        if (trims) {
            code = trimmed(code, MOST);
        }
        boolean scanned = ending.equals(CodeShape.SCANNED);
        if (!ending.isEmpty() && !scanned && endsWith(code, CodeShape.SCANNED)) {
            scanned = true;
            code = code.substring(0, code.length() - CodeShape.SCANNED.length());
        }
        return new Asked(code, ending.equals(CodeShape.SCANNED) ? "" : ending, scanned);
    }

    /** What of ours stands at the end, in whatever case it was typed; else nothing. */
    private static String ending(String text) {
        for (String one : ENDINGS) {
            if (endsWith(text, one)) {
                return one;
            }
        }
        return "";
    }

    private static boolean endsWith(String text, String ending) {
        return text.regionMatches(true, text.length() - ending.length(), ending, 0, ending.length());
    }

    /** {@code code} without what stands for emphasis at its end and may be part of a code as well; itself without any. */
    static String withoutEmphasis(String code) {
        int end = code.length();
        while (end > 0 && (code.charAt(end - 1) == '_' || code.charAt(end - 1) == '-') && code.length() - end < MOST) {
            end--;
        }
        return code.substring(0, end);
    }

    private static int begin(String text) {
        int at = 0;
        while (at < text.length() && (text.charAt(at) == '/' || isInvisible(text.codePointAt(at)))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    /** Without what was added at the end; what has more than {@code most} stays as it is. */
    private static String trimmed(String text, int most) {
        int end = text.length();
        int added = 0;
        while (end > 0) {
            int written = written(text, end);
            int c = text.codePointBefore(end);
            if (written == 0 && !isAdded(c)) {
                break;
            }
            end -= written == 0 ? Character.charCount(c) : written;
            added += isPartOfEmoji(c) || end > 0 && text.charAt(end - 1) == ZERO_WIDTH_JOINER ? 0 : 1;
        }
        return added > most ? text : text.substring(0, end);
    }

    /** How many characters before {@code end} stand for one that no code has, as addresses, HTML and mails write it; or none. */
    private static int written(String text, int end) {
        if (end >= 3 && (text.charAt(end - 3) == '%' || text.charAt(end - 3) == '=')) {
            int high = Character.digit(text.charAt(end - 2), 16);
            int low = Character.digit(text.charAt(end - 1), 16);
            return high >= 0 && low >= 0 && !CodeShape.isCodeCharacter((char) (high << 4 | low)) ? 3 : 0;
        }
        if (text.charAt(end - 1) != ';') {
            return 0;
        }
        int begin = text.lastIndexOf('&', end - 1);
        return begin >= 0 && end - begin <= LONGEST_ENTITY && isEntity(text, begin + 1, end - 1) ? end - begin : 0;
    }

    private static boolean isEntity(String text, int from, int to) {
        int at = from < to && text.charAt(from) == '#' ? from + 1 : from;
        for (int i = at; i < to; i++) {
            if (text.charAt(i) >= 0x80 || !Character.isLetterOrDigit(text.charAt(i))) {
                return false;
            }
        }
        return at < to;
    }

    private static boolean isAdded(int c) {
        if (c < 0x80 && CodeShape.isCodeCharacter((char) c)) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            // Emoji, their colours of skin, arrows, and signs such as © and €: a message goes on with them without a
            // space.
            case Character.OTHER_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.ENCLOSING_MARK -> true;
            case Character.MATH_SYMBOL -> c != '+'; // an ending of ours
            // Emoji that are newer than this virtual machine: Unicode keeps these places for pictographs.
            case Character.UNASSIGNED -> (c >= 0x1f000 && c <= 0x1faff) || (c >= 0x1fc00 && c <= 0x1fffd);
            default -> isInvisible(c);
        };
    }

    /** What changes the character before it: a colour of skin, a style, a flag's letter, a frame. */
    private static boolean isPartOfEmoji(int c) {
        return (c >= 0x1f3fb && c <= 0x1f3ff)
                || (c >= 0xfe00 && c <= 0xfe0f)
                || (c >= 0xe0020 && c <= 0xe007f)
                || c == 0x20e3;
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT -> true;
            // Variation selectors, the joiner of graphemes, Hangul's fillers, Braille's blank; what a broken character
            // became.
            default ->
                (c >= 0xfe00 && c <= 0xfe0f)
                        || c == 0x34f
                        || c == 0x115f
                        || c == 0x1160
                        || c == 0x3164
                        || c == 0xffa0
                        || c == 0x2800
                        || c == 0xfffd;
        };
    }

    /** Of UTF-8; what is none becomes U+FFFD, and a percent sign without two digits stays one. */
    private static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        byte[] raw = path.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
            if (low < 0) {
                bytes.put(raw[i]);
            } else {
                bytes.put((byte) (high << 4 | low));
                i += 2;
            }
        }
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }
}
