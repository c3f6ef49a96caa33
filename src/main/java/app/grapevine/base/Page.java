package app.grapevine.base;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, of {@link #USUAL} items where nobody says how many, and at most {@link #MOST}.
 *
 * @param next the cursor of the next page; null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {
    public static final int USUAL = 50;
    public static final int MOST = 500;

    public Page {
        items = List.copyOf(items);
    }
}
