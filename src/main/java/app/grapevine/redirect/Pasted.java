package app.grapevine.redirect;

import app.grapevine.links.CodeShape;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What chats and people add to the path of a short link, and what was meant: {@code /code).} is {@code /code}, and {@code
 * /code+"} is {@code /code+}. Added are the punctuation and the quotes of all scripts, spaces, invisible characters and what
 * is left of a broken one, up to {@value #MOST} of them, and slashes and invisible characters before it.
 *
 * <p>Only that is taken away which no code can have, so that the exact code is always found first.
 */
public final class Pasted {
    /** More are no slip, and are not looked at. */
    private static final int MOST = 8;
    /** Longer than what any form of a code can be, each added character in twelve. */
    private static final int LONGEST = 256;

    private static final String[] ENDINGS = {"+", ".qr.png", ".qr", "/share", "/report", CodeShape.SCANNED};
    /** Symbols that mark code, quotations and what is struck out; {@code +} is an ending of ours. */
    private static final String SYMBOLS = "<>|~`^=´¨";

    private Pasted() {}

    /** The path that was meant, where {@code path}, percent-encoded as it came, is one with something added; else null. */
    public static @Nullable String meant(String path) {
        if (path.length() > LONGEST || path.length() < 2 || path.charAt(0) != '/') {
            return null;
        }
        String whole = decoded(path);
        int begin = begin(whole);
        String text = begin > MOST ? "" : trimmed(whole.substring(begin), MOST);
        int added = whole.length() - text.length() - 1;
        String ending = "";
        for (String one : ENDINGS) {
            if (text.endsWith(one)) {
                ending = one;
                break;
            }
        }
        String before = text.substring(0, text.length() - ending.length());
        String code = trimmed(before, MOST);
        boolean isOne = added > 0 || code.length() < before.length();
        return isOne && CodeShape.isCode(code) && !CodeShape.isReserved(code) ? "/" + code + ending : null;
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
        while (end > 0 && isAdded(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
            added++;
        }
        return added > most ? text : text.substring(0, end);
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
            // Emoji, their colours of skin, and signs such as ©: a message goes on with them without a space.
            case Character.OTHER_SYMBOL, Character.MODIFIER_SYMBOL -> true;
            default -> SYMBOLS.indexOf(c) >= 0 || isInvisible(c);
        };
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
