package app.grapevine.links;

import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The share sets: one destination issued at once as one link per channel, or per channel and audience. Safe
 * for use by many threads. Every method may throw DatabaseUnavailableException.
 */
public final class ShareSets {
    public ShareSets(
            Database database,
            ChangeFeed feed,
            LinkSettings settings,
            ChannelCatalogue channels,
            Links links,
            Clock clock) {
        throw new UnsupportedOperationException();
    }

    /** Makes the set and all its links, or nothing. @throws LinkRefusedException INVALID with every faulty field */
    public ShareSet create(ShareSetDraft draft) {
        throw new UnsupportedOperationException();
    }

    public Optional<ShareSet> find(String id) {
        throw new UnsupportedOperationException();
    }

    /** @throws LinkRefusedException NOT_FOUND */
    public ShareSet get(String id) {
        throw new UnsupportedOperationException();
    }

    /** Newest first. @throws LinkRefusedException INVALID for a cursor that is not ours or a limit out of 1…500 */
    public Page<ShareSet> list(int limit, @Nullable String cursor) {
        throw new UnsupportedOperationException();
    }
}
