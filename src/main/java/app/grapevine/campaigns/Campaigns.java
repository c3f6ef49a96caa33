package app.grapevine.campaigns;

import static java.util.Objects.requireNonNull;

import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Page;
import app.grapevine.base.Paging;
import app.grapevine.base.RefusedException;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.LinkKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The campaigns. A link that names a campaign not yet known makes it, with its slug as its name; here it is
 * given a name, dates and costs. Safe for use by many threads. Every method may throw
 * DatabaseUnavailableException.
 */
public final class Campaigns {
    private final Database database;
    private final ChangeFeed feed;
    private final Clock clock;
    private final CampaignCheck check;
    private final KeysOfLinks links;
    private final CampaignDao campaigns = new CampaignDao();

    /** Which links a campaign has. They stand above campaigns, and so are handed in. */
    @FunctionalInterface
    public interface KeysOfLinks {
        /** Tells {@code to} the key of each link of {@code campaign} that is there, read in this transaction. */
        void each(Handle handle, String campaign, Consumer<LinkKey> to);
    }

    /** @param links which are told of when the utm parameters of their campaign change */
    public Campaigns(Database database, ChangeFeed feed, ChannelCatalogue channels, KeysOfLinks links, Clock clock) {
        this.database = database;
        this.feed = feed;
        this.clock = clock;
        this.links = links;
        this.check = new CampaignCheck(channels);
    }

    /** @throws RefusedException INVALID with every faulty field, or TAKEN */
    public Campaign create(CampaignDraft draft) {
        CampaignDraft checked = check.check(draft, null);
        Instant now = now();
        Campaign campaign = campaign(checked, now, now);
        if (!database.write(handle -> campaigns.insert(handle, campaign))) {
            throw new RefusedException(
                    RefusedException.Reason.TAKEN,
                    "there is a campaign " + campaign.slug() + " already",
                    List.of(new Fault("slug", FaultCode.TAKEN)));
        }
        return campaign;
    }

    private static Campaign campaign(CampaignDraft checked, Instant createdAt, Instant updatedAt) {
        return new Campaign(
                requireNonNull(checked.slug()),
                requireNonNull(checked.name()),
                checked.startsOn(),
                checked.endsOn(),
                checked.costs(),
                checked.utm(),
                checked.terms(),
                checked.archived(),
                createdAt,
                updatedAt);
    }

    /** Whether there is such a campaign, for who needs nothing else of it. */
    public static boolean isThere(Handle handle, String slug) {
        return Labels.isSlug(slug) && new CampaignDao().find(handle, slug).isPresent();
    }

    /**
     * Makes the campaigns of {@code slugs} that are not there yet.
     *
     * @param slugs in one order everywhere, so that two nodes do not wait for each other in a ring
     */
    public static void ensure(Handle handle, Collection<String> slugs, Instant now) {
        new CampaignDao().ensure(handle, slugs, now);
    }

    /** Erases a campaign that no link names, in the transaction that has seen so. */
    public static void erase(Handle handle, String slug) {
        new CampaignDao().delete(handle, slug);
    }

    /**
     * Which conversions are those of each campaign of {@code slugs}, read in this transaction; of one that is not there, or says
     * nothing, {@link ConversionTerms#DEFAULT}.
     */
    public static Map<String, ConversionTerms> conversionTerms(Handle handle, Collection<String> slugs) {
        Map<String, ConversionTerms> terms = new HashMap<>();
        slugs.forEach(slug -> terms.put(slug, ConversionTerms.DEFAULT));
        new CampaignDao().terms(handle, terms.keySet()).forEach((slug, said) -> terms.put(slug, said.conversions()));
        return terms;
    }

    public Optional<Campaign> find(String slug) {
        return Labels.isSlug(slug) ? database.read(handle -> campaigns.find(handle, slug)) : Optional.empty();
    }

    /** @throws RefusedException NOT_FOUND */
    public Campaign get(String slug) {
        return find(slug).orElseThrow(() -> unknown(slug));
    }

    private static RefusedException unknown(String slug) {
        return RefusedException.notFound("there is no campaign " + slug);
    }

    /** Newest first. @throws RefusedException INVALID for a cursor that is not ours or a limit out of 1…500 */
    public Page<Campaign> list(int limit, @Nullable String cursor) {
        return list(null, limit, cursor);
    }

    /** The same. @param archived whether those that are or those that are not; null for both */
    public Page<Campaign> list(@Nullable Boolean archived, int limit, @Nullable String cursor) {
        Paging paging = new Paging("campaigns" + (archived == null ? "" : " " + archived), limit);
        Position before = paging.position(cursor, Position.START, Position::parse);
        List<Campaign> read = database.read(
                handle -> campaigns.list(handle, archived, before.createdAt(), before.slug(), paging.toRead()));
        return paging.page(read, campaign -> Position.of(campaign).text());
    }

    /** Where a campaign stands in the list. */
    private record Position(long createdAt, String slug) {
        static final Position START = new Position(Long.MAX_VALUE, "");

        static Position of(Campaign campaign) {
            return new Position(campaign.createdAt().toEpochMilli(), campaign.slug());
        }

        static Position parse(String text) {
            String[] parts = text.split(" ", 2);
            if (parts.length != 2 || !Labels.isSlug(parts[1])) {
                throw new IllegalArgumentException("not a position");
            }
            return new Position(Long.parseLong(parts[0]), parts[1]);
        }

        String text() {
            return createdAt + " " + slug;
        }
    }

    /**
     * Changes a campaign to what {@code change} makes of the present one, read and written in one transaction.
     * The slug stays; the costs are those of the result. Where its utm parameters change, so do the destinations of its links.
     *
     * @throws RefusedException NOT_FOUND or INVALID
     */
    public Campaign change(String slug, UnaryOperator<CampaignDraft> change) {
        if (!Labels.isSlug(slug)) {
            throw unknown(slug);
        }
        return feed.write((handle, changes) -> {
            Campaign present = campaigns.findForChange(handle, slug).orElseThrow(() -> unknown(slug));
            CampaignDraft before = CampaignDraft.of(present);
            CampaignDraft after = check.check(change.apply(before), present);
            if (after.equals(before)) {
                return present;
            }
            Campaign changed = campaign(after, present.createdAt(), now());
            campaigns.update(handle, changed);
            if (!changed.utm().equals(present.utm())) {
                links.each(handle, slug, changes::add);
            }
            return changed;
        });
    }

    /**
     * What would be wrong with what {@code change} makes of a campaign; nothing is changed.
     *
     * @throws RefusedException NOT_FOUND
     */
    public List<Fault> faults(String slug, UnaryOperator<CampaignDraft> change) {
        Campaign present = get(slug);
        try {
            check.check(change.apply(CampaignDraft.of(present)), present);
            return List.of();
        } catch (RefusedException e) {
            return e.faults();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
