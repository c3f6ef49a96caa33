package app.grapevine.links;

import static java.util.Objects.requireNonNull;

import app.grapevine.attribution.Channel;
import app.grapevine.base.Faults;
import app.grapevine.base.Page;
import app.grapevine.base.Paging;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.LinkChange;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The share sets: one destination issued at once as one link per channel, or per channel and audience. Safe
 * for use by many threads. Every method may throw DatabaseUnavailableException.
 */
public final class ShareSets {

    private static final int MAX_SEARCH = 200;

    /** A page ends early rather than hold more links than this. */
    private static final int MAX_LINKS_OF_A_PAGE = 5000;

    private static final Pattern ID = Pattern.compile("[0-9a-z]{13}");
    private static final String AFTER_ALL_IDS = "z".repeat(14);

    private final Database database;
    private final ChangeFeed feed;
    private final LinkSettings settings;
    private final ChannelCatalogue channels;
    private final Links links;
    private final Clock clock;
    private final Ids ids;
    private final ShareSetCheck check;
    private final ShareSetDao shareSets = new ShareSetDao();
    private final LinkDao linkDao;

    public ShareSets(
            Database database,
            ChangeFeed feed,
            LinkSettings settings,
            ChannelCatalogue channels,
            Links links,
            Clock clock) {
        this.database = database;
        this.feed = feed;
        this.settings = settings;
        this.channels = channels;
        this.links = links;
        this.clock = clock;
        this.ids = new Ids(clock);
        this.check = new ShareSetCheck(settings, channels);
        this.linkDao = new LinkDao(channels);
    }

    /** {@link #create(ShareSetDraft, Maker)} of the service itself. */
    public ShareSet create(ShareSetDraft draft) {
        return create(draft, Maker.NOBODY);
    }

    /**
     * Makes the set and all its links, or nothing. Its links come in the order of the channels, and for each
     * channel in the order of the audiences; what is named twice counts once.
     *
     * @throws RefusedException INVALID with every faulty field, or LIMITED
     */
    public ShareSet create(ShareSetDraft draft, Maker maker) {
        ShareSetCheck.Checked checked = check.check(draft.of(maker.ofCampaign(draft.common())));
        ShareSetDao.Row row = new ShareSetDao.Row(
                ids.nextText(),
                checked.own().name(),
                checked.destination(),
                checked.own().text(),
                checked.links().size(),
                checked.own().archived(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return feed.write((handle, changes) -> {
            shareSets.insert(handle, row);
            List<Link> issued =
                    links.issue(handle, changes, checked.links(), maker.creator(), row.id(), Link.Lineage.ISSUED);
            return shareSet(row, issued);
        });
    }

    private ShareSet shareSet(ShareSetDao.Row row, List<Link> issued) {
        return new ShareSet(
                row.id(),
                row.name(),
                row.destination(),
                row.text(),
                issued.stream().map(link -> item(row.text(), link)).toList(),
                row.archived(),
                row.createdAt());
    }

    private ShareSet.Item item(@Nullable String text, Link link) {
        Share share = share(text, link);
        return new ShareSet.Item(requireNonNull(link.channel()), link.audience(), link, share.text(), share.uri());
    }

    private Share share(@Nullable String text, Link link) {
        ShareText words = new ShareText(text, settings.shortUrl(link.domain(), link.code()));
        Optional<Channel> channel = Optional.ofNullable(link.channel()).flatMap(channels::find);
        return new Share(
                words.withUrl(), words.shareUri(channel.map(Channel::shareUri).orElse(null)));
    }

    /**
     * How a link is shared, of a set or not.
     *
     * @param text what is said, as in {@link ShareSetDraft}; null for what its set says, if it is of one
     * @throws RefusedException INVALID for a text that is too long
     */
    public Share share(Link link, @Nullable String text) {
        Faults faults = new Faults();
        String words = faults.prose("text", text, ShareSetCheck.MAX_TEXT);
        faults.refuseIfAny();
        return share(words == null ? textOf(link.shareSet()) : words, link);
    }

    /** What a set says; null where it says nothing, or there is none. */
    @Nullable
    String textOf(@Nullable String shareSet) {
        return shareSet == null
                ? null
                : database.read(handle -> shareSets.findEver(handle, shareSet))
                        .map(ShareSetDao.Row::text)
                        .orElse(null);
    }

    /** The set with those of its links that are not deleted; what recipients passed on is not among them. */
    public Optional<ShareSet> find(String id) {
        return find(id, Reach.ALL);
    }

    private Optional<ShareSet> find(String id, Reach reach) {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        return database.read(handle -> shareSets
                .find(handle, id)
                .filter(row -> shareSets.isWithin(handle, id, reach))
                .map(row -> withLinks(handle, List.of(row)).get(0)));
    }

    private List<ShareSet> withLinks(Handle handle, List<ShareSetDao.Row> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<String> wanted = rows.stream().map(ShareSetDao.Row::id).toList();
        Map<String, List<Link>> bySet = linkDao.listByShareSets(handle, wanted).stream()
                .collect(Collectors.groupingBy(link -> requireNonNull(link.shareSet())));
        return rows.stream()
                .map(row -> shareSet(row, bySet.getOrDefault(row.id(), List.of())))
                .toList();
    }

    /** @throws RefusedException NOT_FOUND */
    public ShareSet get(String id) {
        return get(id, Reach.ALL);
    }

    /** @throws RefusedException NOT_FOUND, for a set that is not within {@code reach} too */
    public ShareSet get(String id, Reach reach) {
        return find(id, reach).orElseThrow(() -> unknown(id));
    }

    /**
     * Changes name and words, and whether it is archived with its links, to what {@code change} makes of the present ones, read and written in one transaction.
     *
     * @throws RefusedException NOT_FOUND or INVALID
     */
    public ShareSet change(String id, UnaryOperator<ShareSetDraft.Changeable> change) {
        return change(id, Reach.ALL, change);
    }

    /** As {@link #change(String, UnaryOperator)}, of a set that is within {@code reach}. */
    public ShareSet change(String id, Reach reach, UnaryOperator<ShareSetDraft.Changeable> change) {
        requireId(id);
        return database.write(handle -> {
            ShareSetDao.Row row = shareSets
                    .findForChange(handle, id)
                    .filter(found -> shareSets.isWithin(handle, id, reach))
                    .orElseThrow(() -> unknown(id));
            ShareSetDraft.Changeable present = new ShareSetDraft.Changeable(row.name(), row.text(), row.archived());
            ShareSetDraft.Changeable after = check.check(change.apply(present));
            shareSets.change(handle, id, after);
            if (after.archived() != row.archived()) {
                shareSets.archiveLinks(handle, id, after.archived());
            }
            return withLinks(handle, List.of(shareSets.find(handle, id).orElseThrow(() -> unknown(id))))
                    .get(0);
        });
    }

    /** {@link #delete(String, Reach)} of any campaign. */
    public void delete(String id) {
        delete(id, Reach.ALL);
    }

    /**
     * Deletes a set with the links that it was issued with; what recipients passed on from these stays, as when such a
     * link is deleted alone.
     *
     * @throws RefusedException NOT_FOUND
     */
    public void delete(String id, Reach reach) {
        requireId(id);
        feed.writeOnly((handle, changes) -> {
            if (shareSets.findForChange(handle, id).isEmpty() || !shareSets.isWithin(handle, id, reach)) {
                throw unknown(id);
            }
            shareSets
                    .delete(handle, id, clock.instant().truncatedTo(ChronoUnit.MILLIS))
                    .forEach(key -> changes.add(key, LinkChange.ENDED));
        });
    }

    /** {@link #restore(String, Reach)} of any campaign. */
    public ShareSet restore(String id) {
        return restore(id, Reach.ALL);
    }

    /**
     * Undoes a deletion: the set is back, and so are the links that were deleted with it; not those that were deleted
     * before. One that is not deleted stays as it is.
     *
     * @throws RefusedException NOT_FOUND where there was never such a set
     */
    public ShareSet restore(String id, Reach reach) {
        requireId(id);
        return feed.write((handle, changes) -> {
            if (!shareSets.isWithin(handle, id, reach)) {
                throw unknown(id);
            }
            shareSets
                    .deletedAt(handle, id)
                    .ifPresent(at ->
                            shareSets.restore(handle, id, at).forEach(key -> changes.add(key, LinkChange.CHANGED)));
            return withLinks(handle, List.of(shareSets.find(handle, id).orElseThrow(() -> unknown(id))))
                    .get(0);
        });
    }

    private static void requireId(String id) {
        if (!ID.matcher(id).matches()) {
            throw unknown(id);
        }
    }

    private static RefusedException unknown(String id) {
        return RefusedException.notFound("there is no share set " + id);
    }

    /** {@link #list(String, Reach, int, String)} of all. */
    public Page<ShareSet> list(int limit, @Nullable String cursor) {
        return list(null, Reach.ALL, limit, cursor);
    }

    /**
     * Newest first; a page of large sets may hold fewer than {@code limit} and still not be the last.
     *
     * @param search a text in the name, the words or the destination, or in what a link of the set is called; null
     *     for all sets
     * @throws RefusedException INVALID for a cursor that is not of this list with this search, a limit out of
     *     1…500, or a text that is too long
     */
    public Page<ShareSet> list(@Nullable String search, Reach reach, int limit, @Nullable String cursor) {
        return list(search, reach, null, limit, cursor);
    }

    /** The same. @param archived whether those that are or those that are not; null for both */
    public Page<ShareSet> list(
            @Nullable String search, Reach reach, @Nullable Boolean archived, int limit, @Nullable String cursor) {
        Faults faults = new Faults();
        String wanted = faults.line("search", search, MAX_SEARCH);
        faults.refuseIfAny();
        String pattern = wanted == null ? null : LinkListDao.containing(wanted);
        String list = "share-sets" + (archived == null ? "" : " " + archived);
        Paging paging = new Paging(wanted == null ? list : list + " " + wanted, limit);
        String before = paging.position(cursor, AFTER_ALL_IDS, ShareSets::checkedId);
        return database.read(handle -> {
            List<ShareSetDao.Row> rows = shareSets.list(handle, pattern, reach, archived, before, paging.toRead());
            int fitting = fitting(rows);
            Page<ShareSetDao.Row> page = fitting < rows.size()
                    ? paging.cut(rows, Math.min(fitting, limit), ShareSetDao.Row::id)
                    : paging.page(rows, ShareSetDao.Row::id);
            return new Page<>(withLinks(handle, page.items()), page.next());
        });
    }

    private static String checkedId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not an id");
        }
        return id;
    }

    /** How many of {@code rows}, from the first, have few enough links for one page; at least one, if there is one. */
    private static int fitting(List<ShareSetDao.Row> rows) {
        int count = 0;
        int issued = 0;
        while (count < rows.size() && (count == 0 || issued + rows.get(count).issued() <= MAX_LINKS_OF_A_PAGE)) {
            issued += rows.get(count).issued();
            count++;
        }
        return count;
    }
}
