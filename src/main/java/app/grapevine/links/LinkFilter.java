package app.grapevine.links;

import org.jspecify.annotations.Nullable;

/**
 * Which links are listed; null stands for any. {@code search} looks in code, title and destination; {@code parent}
 * is the code of the link that they were passed on from, on {@code domain} or else the default one.
 */
public record LinkFilter(
        @Nullable String domain,
        @Nullable String channel,
        @Nullable String campaign,
        @Nullable String tag,
        @Nullable String search,
        @Nullable String shareSet,
        Link.@Nullable Status status,
        @Nullable Integer generation,
        @Nullable String parent) {
    public static final LinkFilter ANY = new LinkFilter(null, null, null, null, null, null, null, null, null);
}
