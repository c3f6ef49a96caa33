package app.grapevine.links;

import app.grapevine.base.CaseFold;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.LinkChange;
import app.grapevine.storage.LinkKey;
import app.grapevine.tags.LinkTags;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The links: made, found, changed, deleted. Safe for use by many threads. Every method may throw
 * DatabaseUnavailableException.
 */
public final class Links {
    private final Database database;
    private final ChangeFeed feed;
    private final Clock clock;
    private final LinkCheck check;
    private final LinkDao links;
    private final LinkIssuer issuer;
    private final LinkBudget budget;
    private final BulkLinks bulk;
    private final BroughtLinks brought;

    public Links(Database database, ChangeFeed feed, LinkSettings settings, ChannelCatalogue channels, Clock clock) {
        this(database, feed, settings, channels, clock, new Codes(new SecureRandom()));
    }

    Links(
            Database database,
            ChangeFeed feed,
            LinkSettings settings,
            ChannelCatalogue channels,
            Clock clock,
            Codes codes) {
        this.database = database;
        this.feed = feed;
        this.clock = clock;
        this.check = new LinkCheck(settings, channels);
        this.links = new LinkDao(channels);
        this.issuer = new LinkIssuer(links, channels, codes, clock);
        this.budget = new LinkBudget(settings.linksAnHour(), clock);
        this.bulk = new BulkLinks(database, feed, check, issuer, budget);
        this.brought = new BroughtLinks(database, feed, check, links, issuer);
    }

    /** Many of them at once. */
    public BulkLinks bulk() {
        return bulk;
    }

    /** Those that are elsewhere, and are to be here as they are. */
    public BroughtLinks brought() {
        return brought;
    }

    /** {@link #create(LinkDraft, Maker)} of the service itself. */
    public Link create(LinkDraft draft) {
        return create(draft, Maker.NOBODY);
    }

    /** @throws RefusedException INVALID with every faulty field, TAKEN, or LIMITED */
    public Link create(LinkDraft draft, Maker maker) {
        LinkDraft checked = check.check(maker.ofCampaign(draft), null);
        return feed.write((handle, changes) -> {
            return issue(handle, changes, List.of(checked), maker.creator(), null, Link.Lineage.ISSUED)
                    .get(0);
        });
    }

    /**
     * Makes links of drafts that were checked, all of them or none, in a transaction of the caller's; see
     * {@link LinkIssuer#issue}.
     *
     * @throws RefusedException LIMITED where {@code creator} may not make so many now, TAKEN where one has a code or an alias
     *     that is
     */
    List<Link> issue(
            Handle handle,
            ChangeFeed.Changes changes,
            List<LinkDraft> drafts,
            Link.@Nullable Creator creator,
            @Nullable String shareSet,
            Link.Lineage lineage) {
        if (budget.left(handle, creator) < drafts.size()) {
            throw budget.spent();
        }
        budget.spend(handle, creator, drafts.size());
        List<Link> made = new ArrayList<>();
        for (LinkIssuer.Issued one : issuer.issue(handle, changes, drafts, creator, shareSet, lineage)) {
            if (one.refusal() != null) {
                throw one.refusal();
            }
            made.add(Objects.requireNonNull(one.link()));
        }
        return made;
    }

    /** Writes what earlier versions left as it is written now: the spelling of tags, and what is searched of destinations. */
    public void unite() {
        database.writeOnly(handle -> {
            if (LinkTags.unite(handle)) {
                LinkDao.addDestinationWords(handle);
            }
        });
    }

    /** The link, unless it is unknown or deleted. */
    public Optional<Link> find(LinkKey key) {
        return CodeShape.canBe(key) ? database.read(handle -> links.find(handle, key)) : Optional.empty();
    }

    /** As {@link #find(LinkKey)}, with what its campaign says of its destination. */
    public Optional<Link.Found> findWithUtm(LinkKey key) {
        return CodeShape.canBe(key) ? database.read(handle -> links.findWithUtm(handle, key)) : Optional.empty();
    }

    /**
     * The key of the link whose code, or an alias of which, was chosen and differs from that of {@code folded} in case alone.
     *
     * @param folded with a code as {@link CaseFold} gives it
     */
    public Optional<LinkKey> findFolded(LinkKey folded) {
        return CodeShape.canBeAlias(folded)
                ? database.read(handle -> LinkKeyDao.findFolded(handle, folded))
                : Optional.empty();
    }

    /** The key of the link, be it deleted or not, that is found under a further code as well. */
    public Optional<LinkKey> findByAlias(LinkKey alias) {
        return CodeShape.canBeAlias(alias)
                ? database.read(handle -> LinkKeyDao.findByAlias(handle, alias))
                : Optional.empty();
    }

    /** The key of each link of {@code campaign} that is not deleted, for {@link Campaigns}. */
    public static void eachKeyOf(Handle handle, String campaign, Consumer<LinkKey> to) {
        LinkKeyDao.eachKey(handle, campaign, to);
    }

    /** Whether a link has, or had, a further code. */
    public boolean haveAliases() {
        return database.read(LinkKeyDao::areAliases);
    }

    /** How many keys {@link #eachKey} hands on. */
    public long countKeys() {
        return database.read(LinkKeyDao::countKeys);
    }

    /**
     * Hands on the key of each link, those that were deleted included, and of each alias; of one whose code was chosen that of its
     * folded code besides. In no order.
     */
    public void eachKey(Consumer<LinkKey> to) {
        database.read(handle -> {
            LinkKeyDao.eachKey(handle, to);
            return true;
        });
    }

    /** Whether somebody has made links or campaigns here, ever. */
    public static boolean areAny(Handle handle) {
        return LinkDao.areAny(handle);
    }

    /** @throws RefusedException NOT_FOUND */
    public Link get(LinkKey key) {
        return get(key, Reach.ALL);
    }

    /** @throws RefusedException NOT_FOUND, for a link that is not within {@code reach} too */
    public Link get(LinkKey key, Reach reach) {
        if (!CodeShape.canBe(key)) {
            throw unknown(key);
        }
        return database.read(handle -> links.find(handle, key, reach)).orElseThrow(() -> unknown(key));
    }

    /** Whether the link with this id is within {@code reach}, be it deleted or not; one that was erased is not. */
    public boolean isWithin(long id, Reach reach) {
        return database.read(handle -> links.findEver(handle, id))
                .filter(found -> reach.covers(found.link().campaign()))
                .isPresent();
    }

    private static RefusedException unknown(LinkKey key) {
        return RefusedException.notFound("there is no link " + key.code() + " on " + key.domain());
    }

    /** Links by id, the deleted ones too. */
    public List<Link> listByIds(Collection<Long> ids) {
        return ids.isEmpty() ? List.of() : database.read(handle -> links.listByIds(handle, ids));
    }

    /**
     * Changes a link to what {@code change} asks it to be, being told what it is: read and written in one transaction.
     * Code and domain stay. A change to what it is already writes nothing.
     *
     * @throws RefusedException NOT_FOUND, INVALID, or TAKEN where it asks for an alias that is
     */
    public Link change(LinkKey key, Function<Link, LinkDraft> change) {
        return change(key, Reach.ALL, change);
    }

    /** As {@link #change(LinkKey, Function)}, of a link that is within {@code reach} and is to stay there. */
    public Link change(LinkKey key, Reach reach, Function<Link, LinkDraft> change) {
        if (!CodeShape.canBe(key)) {
            throw unknown(key);
        }
        return feed.write((handle, changes) -> {
            Link present = links.findForChange(handle, key, reach).orElseThrow(() -> unknown(key));
            LinkDraft after = LinkIssuer.written(handle, List.of(check.check(change.apply(present), present)))
                    .get(0);
            reach.require(after.campaign());
            if (after.equals(present.draft())) {
                return present;
            }
            changes.add(key, after.disabled() && !present.disabled() ? LinkChange.ENDED : LinkChange.CHANGED);
            return issuer.changed(handle, changes, present, after);
        });
    }

    /** {@link #delete(LinkKey, Reach)} of any campaign. */
    public void delete(LinkKey key) {
        delete(key, Reach.ALL);
    }

    /** Deletes a link; its code is never issued again. @throws RefusedException NOT_FOUND */
    public void delete(LinkKey key, Reach reach) {
        boolean deleted = CodeShape.canBe(key)
                && feed.write((handle, changes) -> {
                    boolean found = links.delete(handle, key, reach, now());
                    if (found) {
                        changes.add(key, LinkChange.ENDED);
                    }
                    return found;
                });
        if (!deleted) {
            throw unknown(key);
        }
    }

    /** {@link #restore(LinkKey, Reach)} of any campaign. */
    public Link restore(LinkKey key) {
        return restore(key, Reach.ALL);
    }

    /**
     * Undoes a deletion: the link is as it was. One that is not deleted stays as it is.
     *
     * @throws RefusedException NOT_FOUND where there was never such a link
     */
    public Link restore(LinkKey key, Reach reach) {
        if (!CodeShape.canBe(key)) {
            throw unknown(key);
        }
        return feed.write((handle, changes) -> {
            if (links.restore(handle, key, reach)) {
                changes.add(key, LinkChange.CHANGED);
            }
            return links.find(handle, key, reach).orElseThrow(() -> unknown(key));
        });
    }

    /**
     * Takes one use of a link with {@code maxClicks}; exact under concurrency, across restarts and nodes. The
     * feed of changes does not tell of it: who remembers a link asks here at each click.
     *
     * @return whether there was one left
     */
    public boolean takeUse(long linkId) {
        return database.write(handle -> links.takeUse(handle, linkId));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
