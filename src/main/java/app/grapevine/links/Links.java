package app.grapevine.links;

import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.LinkKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The links: made, found, changed, deleted. Safe for use by many threads. Every method may throw
 * DatabaseUnavailableException.
 */
public final class Links {
    public Links(Database database, ChangeFeed feed, LinkSettings settings, ChannelCatalogue channels, Clock clock) {
        throw new UnsupportedOperationException();
    }

    /** @throws LinkRefusedException INVALID with every faulty field, or TAKEN */
    public Link create(LinkDraft draft) {
        throw new UnsupportedOperationException();
    }

    /** One answer to a draft of a bulk: a link, or why not. */
    public record BulkResult(@Nullable Link link, @Nullable LinkRefusedException refusal) {}

    /** Makes what can be made of {@code drafts}, in one transaction, and answers in their order. */
    public List<BulkResult> createAll(List<LinkDraft> drafts) {
        throw new UnsupportedOperationException();
    }

    /** The link, unless it is unknown or deleted. */
    public Optional<Link> find(LinkKey key) {
        throw new UnsupportedOperationException();
    }

    /** @throws LinkRefusedException NOT_FOUND */
    public Link get(LinkKey key) {
        throw new UnsupportedOperationException();
    }

    /** Newest first. @throws LinkRefusedException INVALID for a cursor that is not ours or a limit out of 1…500 */
    public Page<Link> list(LinkFilter filter, int limit, @Nullable String cursor) {
        throw new UnsupportedOperationException();
    }

    /**
     * Changes a link to what {@code change} makes of the present one, read and written in one transaction.
     * Code and domain stay. @throws LinkRefusedException NOT_FOUND or INVALID
     */
    public Link change(LinkKey key, java.util.function.UnaryOperator<LinkDraft> change) {
        throw new UnsupportedOperationException();
    }

    /** Deletes a link; its code is never issued again. @throws LinkRefusedException NOT_FOUND */
    public void delete(LinkKey key) {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes one use of a link with {@code maxClicks}; exact under concurrency, across restarts and nodes.
     *
     * @return whether there was one left
     */
    public boolean takeUse(long linkId) {
        throw new UnsupportedOperationException();
    }
}
