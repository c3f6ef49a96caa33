package app.grapevine.audit;

import org.jspecify.annotations.Nullable;

/**
 * A field that was set or changed.
 *
 * @param field its name, of letters, digits and dots; it stays when the values are taken away
 * @param before null where there was nothing, or it is not told
 * @param after as {@code before}; cut off after {@value #MOST} characters
 */
public record Change(
        String field, @Nullable String before, @Nullable String after) {
    static final int MOST = 300;

    public Change {
        if (!isName(field)) {
            throw new IllegalArgumentException("not the name of a field: " + field);
        }
        before = shortened(before);
        after = shortened(after);
    }

    static boolean isName(String field) {
        return field.matches("[A-Za-z0-9.]{1,60}");
    }

    /** That a field was changed, and not to what. */
    public static Change untold(String field) {
        return new Change(field, null, null);
    }

    /** What something is like that is new, or was never otherwise. */
    public static Change to(String field, @Nullable Object value) {
        return new Change(field, null, value == null ? null : value.toString());
    }

    /** Whether there is a value. */
    public boolean isTold() {
        return before != null || after != null;
    }

    private static @Nullable String shortened(@Nullable String value) {
        if (value == null || value.length() <= MOST) {
            return value;
        }
        int end = Character.isHighSurrogate(value.charAt(MOST - 2)) ? MOST - 2 : MOST - 1;
        return value.substring(0, end) + "…";
    }
}
