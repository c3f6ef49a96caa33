package app.grapevine.links;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks a share set to be, unchecked: {@link ShareSets#create} checks it.
 *
 * @param audiences empty for one link per channel, else one per channel and audience
 * @param text what is said when sharing; {@code {url}} in it stands for the short URL, else that is appended
 */
public record ShareSetDraft(
        @Nullable String destination,
        List<String> channels,
        List<String> audiences,
        @Nullable String text,
        @Nullable String campaign,
        List<String> tags) {
    public ShareSetDraft {
        channels = List.copyOf(channels);
        audiences = List.copyOf(audiences);
        tags = List.copyOf(tags);
    }
}
