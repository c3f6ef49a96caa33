package app.grapevine.links;

import org.jspecify.annotations.Nullable;

/** What a preview shows; all null where the destination's own card is to be shown. */
public record Card(
        @Nullable String title,
        @Nullable String description,
        @Nullable String image) {
    public static final Card NONE = new Card(null, null, null);

    public boolean isEmpty() {
        return title == null && description == null && image == null;
    }
}
