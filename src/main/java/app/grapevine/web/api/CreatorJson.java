package app.grapevine.web.api;

import app.grapevine.links.Link;
import app.grapevine.security.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Who made a link.
 *
 * @param type {@code key} or {@code account}
 * @param name null for a viewer who is limited to a campaign, unless it is the viewer's own: names of keys and accounts are of
 *     the whole installation
 */
record CreatorJson(String type, String id, @Nullable String name) {
    static @Nullable CreatorJson of(Link.@Nullable Creator creator, Caller viewer) {
        if (creator == null) {
            return null;
        }
        boolean named = viewer.reach().isAll() || creator.id().equals(viewer.id());
        return new CreatorJson(creator.kind(), creator.id(), named ? creator.name() : null);
    }
}
