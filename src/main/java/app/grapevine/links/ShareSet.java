package app.grapevine.links;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One destination issued at once as one link per channel, or per channel and audience.
 *
 * @param name what its owners call it; null where it has no name of its own
 * @param archived whether it is kept out of lists, while its links lead on
 */
public record ShareSet(
        String id,
        @Nullable String name,
        String destination,
        @Nullable String text,
        List<Item> items,
        boolean archived,
        Instant createdAt) {
    public ShareSet {
        items = List.copyOf(items);
    }

    /**
     * @param shareText the text with the short link in it
     * @param shareUri what opens the app to share it; null where the app has none
     */
    public record Item(
            String channel,
            @Nullable String audience,
            Link link,
            String shareText,
            @Nullable String shareUri) {}
}
