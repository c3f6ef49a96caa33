package app.grapevine.moving;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A destination as another program hands it on, read as browsers read it (WHATWG URL Standard, section 4.4): without the blanks
 * around it and the line breaks and tabs within, with slashes for the backslashes of its path, and with blanks and what is not
 * seen in numbers. Nobody can type such a one for a new link, where a person is misled by it; one that is printed already has led
 * to what browsers make of it. A host is not mended.
 */
final class ForeignUrl {
    private static final Pattern SHAPE = Pattern.compile("(?is)(https?://[^/?#\\\\]*)([^?#]*)(.*)");
    private static final Pattern AROUND = Pattern.compile("^[\\x00-\\x20]+|[\\x00-\\x20]+$");
    private static final Pattern DROPPED = Pattern.compile("[\\t\\n\\r]");
    /** All but surrogates, which are half a character where they stand alone. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Z}]");

    /** What would be filled in where a rule leads, and was nothing but its characters. */
    private static final Pattern BRACES = Pattern.compile("\\{(click|code)}");

    private ForeignUrl() {}

    /** As {@link #read}, of where a rule leads. */
    static @Nullable String ofRule(@Nullable String given) {
        String read = read(given);
        return read == null ? null : BRACES.matcher(read).replaceAll("%7B$1%7D");
    }

    /** What is no address of http or https stays as it is, but for what stands around it. */
    static @Nullable String read(@Nullable String given) {
        if (given == null) {
            return null;
        }
        String text = DROPPED.matcher(AROUND.matcher(given).replaceAll("")).replaceAll("");
        Matcher shape = SHAPE.matcher(text);
        return shape.matches()
                ? shape.group(1)
                        + UNSEEN.matcher(shape.group(2).replace('\\', '/') + shape.group(3))
                                .replaceAll(unseen -> inNumbers(unseen.group()))
                : text;
    }

    private static String inNumbers(String character) {
        StringBuilder numbers = new StringBuilder();
        for (byte one : character.getBytes(StandardCharsets.UTF_8)) {
            numbers.append("%%%02X".formatted(one & 0xff));
        }
        return numbers.toString();
    }
}
