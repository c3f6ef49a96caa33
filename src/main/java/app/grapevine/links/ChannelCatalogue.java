package app.grapevine.links;

import app.grapevine.attribution.Channel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The channels, read once at the start: those of the program and those of the operator's own file. Immutable. */
public final class ChannelCatalogue {
    /**
     * @param own a CSV file of the operator's with rows that are added or, by id, take the place of ours; or null
     * @throws IllegalArgumentException naming file, line and column of what is wrong
     */
    public static ChannelCatalogue load(@Nullable Path own) {
        throw new UnsupportedOperationException();
    }

    public List<Channel> all() {
        throw new UnsupportedOperationException();
    }

    public Optional<Channel> find(String id) {
        throw new UnsupportedOperationException();
    }
}
