package app.grapevine.search;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a search found.
 *
 * @param id what it is known by among its kind: the code of a link, the slug of a campaign, the id of a share set or a view, a
 *     tag or an audience itself
 * @param domain of a link; null of all else
 * @param channel that a link was made for; null of all else
 * @param audience whom a link is for; null of all else
 * @param name what it is called
 * @param detail what tells it from others of that name, such as a destination or the question of a view; null where nothing does
 */
public record Hit(
        Kind kind,
        String id,
        @Nullable String domain,
        @Nullable String channel,
        @Nullable String audience,
        String name,
        @Nullable String detail,
        Fit fit) {
    /** Of what is known by itself alone. */
    public static Hit of(Kind kind, String id, String name, @Nullable String detail, Fit fit) {
        return new Hit(kind, id, null, null, null, name, detail, fit);
    }
}
