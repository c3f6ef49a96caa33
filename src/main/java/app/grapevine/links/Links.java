package app.grapevine.links;

import app.grapevine.base.CaseFold;
import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.HostName;
import app.grapevine.base.Page;
import app.grapevine.base.Paging;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.base.UnicodeHost;
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
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The links: made, found, changed, deleted. Safe for use by many threads. Every method may throw
 * DatabaseUnavailableException.
 */
public final class Links {
    /** How many links a bulk may have. */
    public static final int MAX_BULK = 10_000;
    /** How many links can be made at once. */
    public static final int MOST_AT_ONCE = 50_000;

    private final Database database;
    private final ChangeFeed feed;
    private final Clock clock;
    private final LinkCheck check;
    private final LinkDao links;
    private final LinkIssuer issuer;
    private final LinkBudget budget;

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
    }

    /** {@link #create(LinkDraft, Maker)} of the service itself. */
    public Link create(LinkDraft draft) {
        return create(draft, Maker.NOBODY);
    }

    /** @throws RefusedException INVALID with every faulty field, TAKEN, or LIMITED */
    public Link create(LinkDraft draft, Maker maker) {
        LinkDraft checked = check.check(maker.ofCampaign(draft), null);
        return feed.write((handle, changes) -> {
            @Nullable
            Link link = issue(handle, changes, List.of(checked), maker.creator(), null, Link.Lineage.ISSUED)
                    .get(0);
            if (link == null) {
                throw taken(checked);
            }
            return link;
        });
    }

    /** One answer to a draft of a bulk: a link, or why not. */
    public record BulkResult(@Nullable Link link, @Nullable RefusedException refusal) {}

    /** {@link #createAll(List, Maker)} of the service itself. */
    public List<BulkResult> createAll(List<LinkDraft> drafts) {
        return createAll(drafts, Maker.NOBODY);
    }

    /**
     * Makes what can be made of {@code drafts}, in one transaction, and answers in their order. Of two drafts
     * with one code the first has it. Campaigns may be given by a name ({@link LinkDraft#withSlug}). What is more than {@code maker} may make now is refused as LIMITED.
     *
     * @throws RefusedException INVALID if there are more than {@link #MOST_AT_ONCE}
     */
    public List<BulkResult> createAll(List<LinkDraft> drafts, Maker maker) {
        if (drafts.size() > MOST_AT_ONCE) {
            throw RefusedException.invalid("", FaultCode.TOO_MANY, Map.of("most", MOST_AT_ONCE));
        }
        BulkResult[] results = new BulkResult[drafts.size()];
        List<Integer> places = new ArrayList<>();
        List<LinkDraft> checked = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            try {
                checked.add(check.check(maker.ofCampaign(drafts.get(i).withSlug()), null));
                places.add(i);
            } catch (RefusedException e) {
                results[i] = new BulkResult(null, e);
            }
        }
        List<@Nullable Link> made = checked.isEmpty() ? List.of() : issueSome(checked, maker);
        for (int i = 0; i < checked.size(); i++) {
            results[places.get(i)] = i < made.size() ? result(checked.get(i), made.get(i)) : surplus();
        }
        return Arrays.asList(results);
    }

    /** What would become of a draft: how it would be stored, its code null where one is to be made; or why not. */
    public record Rehearsed(
            @Nullable LinkDraft draft, @Nullable RefusedException refusal) {}

    /** What {@link #createAll(List, Maker)} would come to at this moment. Makes nothing. */
    public List<Rehearsed> rehearse(List<LinkDraft> drafts, Maker maker) {
        Rehearsed[] results = new Rehearsed[drafts.size()];
        Set<LinkKey> keys = new HashSet<>();
        for (int i = 0; i < results.length; i++) {
            try {
                LinkDraft draft = check.check(maker.ofCampaign(drafts.get(i).withSlug()), null);
                results[i] = new Rehearsed(draft, null);
                key(draft).ifPresent(keys::add);
            } catch (RefusedException e) {
                results[i] = new Rehearsed(null, e);
            }
        }
        Set<LinkKey> taken = database.read(handle -> LinkDao.taken(handle, keys));
        int left = database.write(handle -> budget.left(handle, maker.creator()));
        for (int i = 0; i < results.length; i++) {
            LinkDraft draft = results[i].draft();
            if (draft != null && left-- <= 0) {
                results[i] = new Rehearsed(null, budget.spent());
            } else if (draft != null
                    && !key(draft).map(Links::folded).map(taken::add).orElse(true)) {
                results[i] = new Rehearsed(null, taken(draft));
            }
        }
        return Arrays.asList(results);
    }

    /** What is wrong with a draft by itself, whoever else has links; nothing where it could be made. */
    public List<Fault> faults(LinkDraft draft, Maker maker) {
        try {
            check.check(maker.ofCampaign(draft.withSlug()), null);
            return List.of();
        } catch (RefusedException e) {
            return e.faults();
        }
    }

    private static Optional<LinkKey> key(LinkDraft draft) {
        String domain = draft.domain();
        String code = draft.code();
        return domain == null || code == null ? Optional.empty() : Optional.of(new LinkKey(domain, code));
    }

    private static LinkKey folded(LinkKey key) {
        return new LinkKey(key.domain(), CaseFold.fold(key.code()));
    }

    private static BulkResult result(LinkDraft draft, @Nullable Link made) {
        return new BulkResult(made, made == null ? taken(draft) : null);
    }

    private BulkResult surplus() {
        return new BulkResult(null, budget.spent());
    }

    /** Issues the first of {@code drafts}, as many as their maker may make now. */
    private List<@Nullable Link> issueSome(List<LinkDraft> drafts, Maker maker) {
        return feed.write((handle, changes) -> {
            List<LinkDraft> some = drafts.subList(0, Math.min(drafts.size(), budget.left(handle, maker.creator())));
            List<@Nullable Link> made = issuer.issue(handle, changes, some, maker.creator(), null, Link.Lineage.ISSUED);
            budget.spend(handle, maker.creator(), (int)
                    made.stream().filter(Objects::nonNull).count());
            return made;
        });
    }

    private static RefusedException taken(LinkDraft draft) {
        return new RefusedException(
                RefusedException.Reason.TAKEN,
                "the code " + draft.code() + " is taken, or was once",
                List.of(new Fault("code", FaultCode.TAKEN_FOR_GOOD)));
    }

    /**
     * Makes links of drafts that were checked, all of them or none, in a transaction of the caller's; see
     * {@link LinkIssuer#issue}.
     *
     * @throws RefusedException LIMITED where {@code creator} may not make so many now
     */
    List<@Nullable Link> issue(
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
        return issuer.issue(handle, changes, drafts, creator, shareSet, lineage);
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
        return canExist(key) ? database.read(handle -> links.find(handle, key)) : Optional.empty();
    }

    /** As {@link #find(LinkKey)}, with what its campaign says of its destination. */
    public Optional<Link.Found> findWithUtm(LinkKey key) {
        return canExist(key) ? database.read(handle -> links.findWithUtm(handle, key)) : Optional.empty();
    }

    /**
     * The key of the link whose code was chosen and differs from that of {@code folded} in case alone.
     *
     * @param folded with a code as {@link CaseFold} gives it
     */
    public Optional<LinkKey> findFolded(LinkKey folded) {
        return canExist(folded) ? database.read(handle -> links.findFolded(handle, folded)) : Optional.empty();
    }

    /** The key of each link of {@code campaign} that is not deleted, for {@link Campaigns}. */
    public static void eachKeyOf(Handle handle, String campaign, Consumer<LinkKey> to) {
        LinkDao.eachKey(handle, campaign, to);
    }

    /** How many keys {@link #eachKey} hands on. */
    public long countKeys() {
        return database.read(LinkDao::countKeys);
    }

    /**
     * Hands on the key of each link, those that were deleted included, and of one whose code was chosen that of its folded
     * code besides, in no order.
     */
    public void eachKey(Consumer<LinkKey> to) {
        database.read(handle -> {
            LinkDao.eachKey(handle, to);
            return true;
        });
    }

    /** Whether somebody has made links or campaigns here, ever. */
    public static boolean areAny(Handle handle) {
        return LinkDao.areAny(handle);
    }

    /** Spares the database what is in no table, some of which it could not even be asked. */
    private static boolean canExist(LinkKey key) {
        return CodeShape.isCode(key.code())
                && key.domain().chars().allMatch(character -> character > ' ' && character < 0x7f);
    }

    /** @throws RefusedException NOT_FOUND */
    public Link get(LinkKey key) {
        return get(key, Reach.ALL);
    }

    /** @throws RefusedException NOT_FOUND, for a link that is not within {@code reach} too */
    public Link get(LinkKey key, Reach reach) {
        if (!canExist(key)) {
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

    /** {@link #list(LinkFilter, LinkSort, int, String)}, newest first. */
    public Page<Link> list(LinkFilter filter, int limit, @Nullable String cursor) {
        return list(filter, LinkSort.NEWEST, limit, cursor);
    }

    /**
     * A page costs the same wherever it is in the list.
     *
     * @throws RefusedException INVALID for a cursor that is not of this list with these filters, a limit out
     *     of 1…500, or a filter that no link can match
     */
    public Page<Link> list(LinkFilter filter, LinkSort sort, int limit, @Nullable String cursor) {
        return list(filter, Reach.ALL, sort, limit, cursor);
    }

    /**
     * As {@link #list(LinkFilter, LinkSort, int, String)}, of the links within {@code reach}.
     *
     * @param given names the campaign that {@code reach} is limited to
     */
    public Page<Link> list(LinkFilter given, Reach reach, LinkSort sort, int limit, @Nullable String cursor) {
        reach.require(given.campaign());
        Paging paging = new Paging("links " + sort + " " + given, limit);
        LinkSort.Position after = paging.position(cursor, sort.start(), sort::position);
        LinkFilter filter = checked(given);
        List<Link> read = database.read(handle -> {
            @Nullable Long parent = filter.parent() == null ? null : parentId(handle, filter);
            return filter.parent() != null && parent == null
                    ? List.<Link>of()
                    : inOrder(
                            handle,
                            reach,
                            new LinkListDao(handle, filter, parent, sort, after, clock.instant()).ids(paging.toRead()));
        });
        return paging.page(read, sort::after);
    }

    /**
     * Those of some links that fit, in no order.
     *
     * @param given names the campaign that {@code reach} is limited to
     * @throws RefusedException INVALID for a filter that no link can match
     */
    public List<Link> listAmong(LinkFilter given, Reach reach, List<Long> ids) {
        LinkFilter filter = checked(given);
        return database.read(handle -> {
            LinkSort.Position start = LinkSort.NEWEST.start();
            return inOrder(
                    handle,
                    reach,
                    found(handle, filter, start)
                            .map(dao -> dao.among(ids).ids(ids.size()))
                            .orElse(List.of()));
        });
    }

    /** The newest links that fit, of those whose id is below one; as with {@link #listAmong}. */
    public List<Link> listBefore(LinkFilter given, Reach reach, long id, int limit) {
        LinkFilter filter = checked(given);
        return database.read(handle -> inOrder(
                handle,
                reach,
                found(handle, filter, new LinkSort.Position(id, id))
                        .map(dao -> dao.ids(limit))
                        .orElse(List.of())));
    }

    private Optional<LinkListDao> found(Handle handle, LinkFilter filter, LinkSort.Position after) {
        @Nullable Long parent = filter.parent() == null ? null : parentId(handle, filter);
        return filter.parent() != null && parent == null
                ? Optional.empty()
                : Optional.of(new LinkListDao(handle, filter, parent, LinkSort.NEWEST, after, clock.instant()));
    }

    private List<Link> inOrder(Handle handle, Reach reach, List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, Link> found = new HashMap<>();
        links.listByIds(handle, ids).forEach(link -> found.put(link.id(), link));
        return links.shown(
                handle,
                reach,
                ids.stream().flatMap(id -> Stream.ofNullable(found.get(id))).toList());
    }

    /** The id of the filter's parent; null where there is none of the kind. */
    @Nullable
    Long parentId(Handle handle, LinkFilter filter) {
        LinkKey key = new LinkKey(
                filter.domain() == null ? check.defaultDomain() : filter.domain(), String.valueOf(filter.parent()));
        return canExist(key) ? links.findId(handle, key).orElse(null) : null;
    }

    /** A filter as it is looked for. @throws RefusedException INVALID for what no link can match */
    static LinkFilter checked(LinkFilter filter) {
        Faults faults = new Faults();
        faults.line("domain", filter.domain(), 253);
        faults.line("channel", filter.channel(), 40);
        faults.line("campaign", filter.campaign(), 64);
        faults.line("tag", filter.tag(), 64);
        String search = faults.line("search", filter.search(), 2048);
        faults.line("shareSet", filter.shareSet(), 32);
        faults.line("parent", filter.parent(), 64);
        LinkFilter.Trace trace = filter.trace();
        faults.line("createdBy", trace.createdBy(), 32);
        String host = trace.host() == null ? null : host(faults, trace.host());
        faults.refuseIfAny();
        return filter.searched(search)
                .traced(new LinkFilter.Trace(
                        host, trace.createdBy(), trace.createdFrom(), trace.createdTo(), trace.changedAt()));
    }

    private static @Nullable String host(Faults faults, String given) {
        String host = UnicodeHost.toAscii(HostName.withoutFinalDot(given)).orElse("");
        if (host.isEmpty() || host.length() > 253 || !host.matches("[a-z0-9._-]+|\\[[0-9a-f:.]+]")) {
            faults.add("host", FaultCode.NOT_A_HOST);
            return null;
        }
        return host;
    }

    /** Links by id, the deleted ones too. */
    public List<Link> listByIds(Collection<Long> ids) {
        return ids.isEmpty() ? List.of() : database.read(handle -> links.listByIds(handle, ids));
    }

    /**
     * Changes a link to what {@code change} asks it to be, being told what it is: read and written in one transaction.
     * Code and domain stay. A change to what it is already writes nothing.
     *
     * @throws RefusedException NOT_FOUND or INVALID
     */
    public Link change(LinkKey key, Function<Link, LinkDraft> change) {
        return change(key, Reach.ALL, change);
    }

    /** As {@link #change(LinkKey, Function)}, of a link that is within {@code reach} and is to stay there. */
    public Link change(LinkKey key, Reach reach, Function<Link, LinkDraft> change) {
        if (!canExist(key)) {
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
            return issuer.changed(handle, present, after);
        });
    }

    /** {@link #delete(LinkKey, Reach)} of any campaign. */
    public void delete(LinkKey key) {
        delete(key, Reach.ALL);
    }

    /** Deletes a link; its code is never issued again. @throws RefusedException NOT_FOUND */
    public void delete(LinkKey key, Reach reach) {
        boolean deleted = canExist(key)
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
        if (!canExist(key)) {
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
