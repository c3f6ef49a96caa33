package app.grapevine.attribution;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A piece of text that is looked for in user agents, whatever its case, as apps build them: any version, in any
 * place, glued to a number or not.
 *
 * <p>As written in the catalogue and in the tables of this package: a token stands at a word's edges, that is, it
 * has no letter beside a letter of its own ({@code Line/} is not found in {@code Online/}, {@code Snapchat} is
 * found in {@code 537.36Snapchat11}). A star at either end lifts that end's edge ({@code *crawl*}), a {@code #}
 * at the end asks for a digit there, {@code ^} at the beginning for the text's beginning, {@code =} for the text as
 * a whole. {@code A !B} is A in a text that does not contain B as written. {@code @} alone stands for that of an
 * e-mail address.
 *
 * @param text in lower case
 */
record Token(
        String text,
        boolean edgeBefore,
        boolean edgeAfter,
        boolean digitAfter,
        boolean atStart,
        boolean whole,
        @Nullable String unless) {
    /** Longer ones are taken for mistakes. */
    static final int MAX_LENGTH = 128;

    /** @throws IllegalArgumentException saying what is wrong with {@code written} */
    static Token parse(String written) {
        String text = written;
        String unless = null;
        int except = text.indexOf(" !");
        if (except > 0) {
            unless = text.substring(except + 2);
            text = text.substring(0, except);
        }
        boolean whole = text.startsWith("=");
        boolean atStart = text.startsWith("^");
        boolean freeBefore = text.startsWith("*");
        if (whole || atStart || freeBefore) {
            text = text.substring(1);
        }
        boolean freeAfter = !whole && text.endsWith("*");
        boolean digitAfter = !whole && text.endsWith("#");
        if (freeAfter || digitAfter) {
            text = text.substring(0, text.length() - 1);
        }
        if (text.length() < 2 && !text.equals("@")) {
            throw new IllegalArgumentException("'" + written + "' is too short to be told from chance");
        }
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("longer than " + MAX_LENGTH + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                throw new IllegalArgumentException("'" + written + "' has a character that is not printable ASCII");
            }
        }
        return new Token(
                text.toLowerCase(Locale.ROOT),
                !freeBefore && isLetter(text.charAt(0)),
                !freeAfter && !digitAfter && isLetter(text.charAt(text.length() - 1)),
                digitAfter,
                atStart,
                whole,
                unless);
    }

    /** Whether the place of this text in {@code in}, from {@code start} to {@code end}, is one of this token. */
    boolean fits(String in, int start, int end) {
        if (whole) {
            return start == 0 && end == in.length();
        }
        if (atStart && start > 0
                || edgeBefore && start > 0 && isLetter(in.charAt(start - 1))
                || edgeAfter && end < in.length() && isLetter(in.charAt(end))
                || digitAfter && (end == in.length() || !isDigit(in.charAt(end)))) {
            return false;
        }
        if (unless != null && in.contains(unless)) {
            return false;
        }
        return !text.equals("@") || isMailHost(in, end);
    }

    /** Whether a host's name with a dot in it begins at {@code from}, such as in {@code robot@example.com}. */
    private static boolean isMailHost(String in, int from) {
        int i = from;
        while (i < in.length() && (isLetter(in.charAt(i)) || isDigit(in.charAt(i)) || in.charAt(i) == '-')) {
            i++;
        }
        return i > from
                && isLetter(in.charAt(from))
                && i + 1 < in.length()
                && in.charAt(i) == '.'
                && isLetter(in.charAt(i + 1));
    }

    static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
