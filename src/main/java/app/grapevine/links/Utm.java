package app.grapevine.links;

import org.jspecify.annotations.Nullable;

/** Tags of Google's Urchin scheme, added to the destination; each null where the default holds. */
public record Utm(
        @Nullable String source,
        @Nullable String medium,
        @Nullable String campaign,
        @Nullable String term,
        @Nullable String content) {
    public static final Utm NONE = new Utm(null, null, null, null, null);
}
