package app.grapevine.links;

import app.grapevine.storage.Database;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The campaigns. A link that names a campaign not yet known makes it, with its slug as its name; here it is
 * given a name, dates and costs. Safe for use by many threads. Every method may throw
 * DatabaseUnavailableException.
 */
public final class Campaigns {
    public Campaigns(Database database, ChannelCatalogue channels, Clock clock) {
        throw new UnsupportedOperationException();
    }

    /** @throws LinkRefusedException INVALID with every faulty field, or TAKEN */
    public Campaign create(CampaignDraft draft) {
        throw new UnsupportedOperationException();
    }

    public Optional<Campaign> find(String slug) {
        throw new UnsupportedOperationException();
    }

    /** @throws LinkRefusedException NOT_FOUND */
    public Campaign get(String slug) {
        throw new UnsupportedOperationException();
    }

    /** Newest first. @throws LinkRefusedException INVALID for a cursor that is not ours or a limit out of 1…500 */
    public Page<Campaign> list(int limit, @Nullable String cursor) {
        throw new UnsupportedOperationException();
    }

    /**
     * Changes a campaign to what {@code change} makes of the present one, read and written in one transaction.
     * The slug stays; the costs are those of the result. @throws LinkRefusedException NOT_FOUND or INVALID
     */
    public Campaign change(String slug, UnaryOperator<CampaignDraft> change) {
        throw new UnsupportedOperationException();
    }
}
