package app.grapevine.links;

import app.grapevine.attribution.Channel;
import app.grapevine.attribution.Visibility;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.links.LinkTree.Found;
import app.grapevine.links.LinkTree.Node;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.LinkKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The links that recipients pass on: each time one of its own, with the link it comes from as parent and the app
 * as channel, and in all else like its parent. Of who passes on, nothing is known here. Safe for use by many
 * threads. Every method that writes may throw DatabaseUnavailableException.
 */
public final class Forwards {
    /** The apps that most people look for, in this order; then the other chats, then public places. */
    private static final List<String> USUAL =
            List.of("whatsapp", "messenger", "telegram", "viber", "line", "sms", "email");

    private final Database database;
    private final ChangeFeed feed;
    private final ChannelCatalogue channels;
    private final Links links;
    private final Clock clock;
    private final ShareSets shareSets;
    private final LinkDao linkDao;

    public Forwards(
            Database database,
            ChangeFeed feed,
            ChannelCatalogue channels,
            Links links,
            ShareSets shareSets,
            Clock clock) {
        this.database = database;
        this.feed = feed;
        this.channels = channels;
        this.links = links;
        this.shareSets = shareSets;
        this.clock = clock;
        this.linkDao = new LinkDao(channels);
    }

    /** A link that was passed on, and what is said with it: the words of the share set, or the card's title. */
    public record Forwarded(Link link, Share share) {}

    /** The apps that {@code link} can be passed on through, the likeliest first: its own, then the usual ones. */
    public List<Channel> apps(Link link) {
        return channels.all().stream()
                .filter(channel -> channel.shareUri() != null)
                .sorted(Comparator.comparingInt(channel -> rank(link, channel)))
                .toList();
    }

    /** Whether an app of {@link #apps} is the link's own or a usual one. */
    public boolean isLikely(Link link, Channel channel) {
        return rank(link, channel) < USUAL.size();
    }

    private static int rank(Link link, Channel channel) {
        if (channel.id().equals(link.channel())) {
            return -1;
        }
        int usual = USUAL.indexOf(channel.id());
        if (usual >= 0) {
            return usual;
        }
        return channel.visibility() == Visibility.PRIVATE ? USUAL.size() : USUAL.size() + 1;
    }

    /**
     * Passes a link on.
     *
     * @param app the id of one of {@link #apps}, or null where the app is not known
     * @throws RefusedException NOT_FOUND where there is no such link, or it cannot be passed on now, as
     *     {@link #isOpen} says; INVALID for an app that is not of those
     */
    public Forwarded forward(LinkKey key, @Nullable String app) {
        if (app != null && channels.find(app).map(Channel::shareUri).isEmpty()) {
            throw RefusedException.invalid("channel", FaultCode.UNKNOWN_APP);
        }
        Link made = feed.write((handle, changes) -> {
            Link parent = linkDao.find(handle, key)
                    .filter(Link::isForwardable)
                    .filter(found -> found.status(clock.instant()) == Link.Status.ACTIVE)
                    .filter(found -> ancestorsAllowIt(handle, found))
                    .orElseThrow(() -> RefusedException.notFound("there is no link to pass on: " + key.code()));
            Link.Lineage lineage = new Link.Lineage(
                    parent.id(), parent.code(), parent.lineage().generation() + 1);
            return links.issue(handle, changes, List.of(draft(parent, app)), null, parent.shareSet(), lineage)
                    .get(0);
        });
        @Nullable String text = shareSets.textOf(made.shareSet());
        return new Forwarded(made, shareSets.share(made, text == null ? title(made) : text));
    }

    /**
     * Whether the owner lets {@code link} be passed on: it is forwardable, and so is all that it comes from, none of
     * which is disabled or deleted. So an owner's switch ends what has spread from a link already.
     */
    public boolean isOpen(Link link) {
        return link.isForwardable()
                && (link.lineage().parentId() == null || database.read(handle -> ancestorsAllowIt(handle, link)));
    }

    private boolean ancestorsAllowIt(Handle handle, Link link) {
        return ancestors(handle, link).stream()
                .allMatch(found -> !found.deleted()
                        && !found.link().disabled()
                        && found.link().isForwardable());
    }

    /** A tree shows at most this many links, beside the ancestors. */
    public static final int MAX_NODES = 1000;

    /**
     * What was passed on from a link, and what it comes from itself; what is deleted is part of it.
     *
     * @throws RefusedException NOT_FOUND for an unknown link, and for a deleted one
     */
    public LinkTree tree(LinkKey key) {
        return tree(key, Reach.ALL);
    }

    /** As {@link #tree(LinkKey)}, without the links that are not within {@code reach}, and what is below those. */
    public LinkTree tree(LinkKey key, Reach reach) {
        Link link = links.get(key, reach);
        return database.read(handle -> {
            Map<Long, List<Found>> children = new HashMap<>();
            boolean complete = collect(handle, link, reach, children);
            List<Found> ancestors = ancestors(handle, link).stream()
                    .filter(found -> reach.covers(found.link().campaign()))
                    .toList();
            return new LinkTree(ancestors, node(new Found(link, false), children), !complete);
        });
    }

    /** Gathers what is below, generation by generation. @return whether that is all */
    private boolean collect(Handle handle, Link root, Reach reach, Map<Long, List<Found>> children) {
        int room = MAX_NODES - 1;
        List<Long> parents = List.of(root.id());
        while (!parents.isEmpty()) {
            List<Found> found = linkDao.listChildren(handle, parents, reach, room + 1);
            boolean tooMany = found.size() > room;
            List<Found> shown = tooMany ? found.subList(0, room) : found;
            for (Found child : shown) {
                children.computeIfAbsent(child.link().lineage().parentId(), none -> new ArrayList<>())
                        .add(child);
            }
            if (tooMany) {
                return false;
            }
            room -= shown.size();
            parents = shown.stream().map(child -> child.link().id()).toList();
        }
        return true;
    }

    private static Node node(Found found, Map<Long, List<Found>> children) {
        return new Node(
                found,
                children.getOrDefault(found.link().id(), List.of()).stream()
                        .map(child -> node(child, children))
                        .toList());
    }

    /** From the first one on; at most {@link Link#MAX_GENERATION}, and none from before one that was erased. */
    private List<Found> ancestors(Handle handle, Link link) {
        LinkedList<Found> ancestors = new LinkedList<>();
        @Nullable Long parent = link.lineage().parentId();
        while (parent != null) {
            @Nullable Found found = linkDao.findEver(handle, parent).orElse(null);
            if (found == null) {
                break;
            }
            ancestors.addFirst(found);
            parent = found.link().lineage().parentId();
        }
        return ancestors;
    }

    /** Its parent's, but for the code, the channel, and how many people it is sent to, which nobody knows; with another channel, the owner's word on the old is void. */
    private static LinkDraft draft(Link parent, @Nullable String app) {
        LinkDraft draft = parent.draft().but().people(null).draft();
        return draft.issuedFor(app, Objects.equals(app, draft.channel()) ? draft.visibility() : null, draft.audience());
    }

    /** What recipients know the link by: its card's title; null where it has none. The link's own is its owner's. */
    public static @Nullable String title(Link link) {
        return link.card().title();
    }
}
