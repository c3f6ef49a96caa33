package app.grapevine.links;

import org.jspecify.annotations.Nullable;

/** Which links are listed; null stands for any. {@code search} looks in code, title and destination. */
public record LinkFilter(
        @Nullable String domain,
        @Nullable String channel,
        @Nullable String campaign,
        @Nullable String tag,
        @Nullable String search,
        @Nullable String shareSet,
        Link.@Nullable Status status) {
    public static final LinkFilter ANY = new LinkFilter(null, null, null, null, null, null, null);
}
