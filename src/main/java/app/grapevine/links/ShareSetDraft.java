package app.grapevine.links;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks a share set to be, unchecked: {@link ShareSets#create} checks it.
 *
 * @param common what all its links are to be; its code, channel and audience count for nothing
 * @param audiences empty for one link per channel, else one per channel and audience
 * @param text what is said when sharing; {@code {url}} in it stands for the short URL, else that is appended
 * @param name what its owners call it
 */
public record ShareSetDraft(
        LinkDraft common,
        List<String> channels,
        List<String> audiences,
        @Nullable String text,
        @Nullable String name) {
    /** How many links a set can have. */
    public static final int MAX_LINKS = 500;

    /** What can be changed of a set. */
    public record Changeable(
            @Nullable String name, @Nullable String text, boolean archived) {
        /** Of one that is not archived. */
        public Changeable(@Nullable String name, @Nullable String text) {
            this(name, text, false);
        }
    }

    /** One without a name. */
    public ShareSetDraft(LinkDraft common, List<String> channels, List<String> audiences, @Nullable String text) {
        this(common, channels, audiences, text, null);
    }

    /** The same for links that are to be so. */
    ShareSetDraft of(LinkDraft links) {
        return new ShareSetDraft(links, channels, audiences, text, name);
    }

    public ShareSetDraft {
        channels = List.copyOf(channels);
        audiences = List.copyOf(audiences);
    }
}
