package app.grapevine.base;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a list, and the cursor of the next, or null at the end. */
public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }
}
