package app.grapevine.base;

import org.jspecify.annotations.Nullable;

/**
 * The word by which a filter of reports asks for what has no value there: no channel, no campaign, no tag. So nothing
 * that reports can be filtered by may be called so.
 */
public final class NoValue {
    public static final String WORD = "none";

    private NoValue() {}

    public static boolean is(@Nullable String word) {
        return WORD.equals(word);
    }
}
