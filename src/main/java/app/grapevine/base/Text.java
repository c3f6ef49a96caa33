package app.grapevine.base;

import org.jspecify.annotations.Nullable;

/** What came from a request, as both databases can hold it: no NUL, and no half of a surrogate pair. */
public final class Text {
    private static final char REPLACEMENT = '\ufffd';

    private Text() {}

    /** The text with what cannot be stored replaced; null for the empty text. */
    public static @Nullable String column(String text) {
        return column(text, text.length());
    }

    /** As {@link #column(String)}, and cut to size. */
    public static @Nullable String column(String text, int maxLength) {
        return text.isEmpty() ? null : clean(text, maxLength, false);
    }

    /** The text on one line: control characters become spaces. */
    public static String line(String text) {
        return clean(text, text.length(), true);
    }

    private static String clean(String text, int maxLength, boolean oneLine) {
        int length = Math.min(text.length(), maxLength);
        StringBuilder changed = null;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            char clean = c;
            if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                clean = REPLACEMENT;
            } else if (oneLine && c < ' ') {
                clean = ' ';
            }
            if (clean != c) {
                changed = changed == null ? new StringBuilder(text.substring(0, length)) : changed;
                changed.setCharAt(i, clean);
            }
        }
        return changed != null ? changed.toString() : length == text.length() ? text : text.substring(0, length);
    }
}
