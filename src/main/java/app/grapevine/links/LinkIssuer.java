package app.grapevine.links;

import app.grapevine.base.CaseFold;
import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.cards.CardPictures;
import app.grapevine.cards.PictureAddress;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.LinkChange;
import app.grapevine.tags.LinkTags;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Turns drafts that were checked into rows, in a transaction of the caller's. Safe for use by many threads. */
final class LinkIssuer {
    /** With a tenth of all codes in use, this many in a row are taken once in 10^20 times. */
    private static final int ATTEMPTS = 20;

    private final LinkDao links;
    private final LinkSettings settings;
    private final ChannelCatalogue channels;
    private final Codes codes;
    private final Ids ids;
    private final Clock clock;

    LinkIssuer(LinkDao links, LinkSettings settings, ChannelCatalogue channels, Codes codes, Clock clock) {
        this.links = links;
        this.settings = settings;
        this.channels = channels;
        this.codes = codes;
        this.ids = new Ids(clock);
        this.clock = clock;
    }

    /**
     * Makes links of drafts that were checked, with ids that rise in their order.
     *
     * <p>Rows are written in the order of their chosen codes, folded, so that two nodes that are given the same codes do
     * not wait for each other in a ring.
     *
     * @return a link for each draft, or null where its chosen code is taken
     */
    List<@Nullable Link> issue(
            Handle handle,
            ChangeFeed.Changes changes,
            List<LinkDraft> given,
            Link.@Nullable Creator creator,
            @Nullable String shareSet,
            Link.Lineage lineage) {
        List<LinkDraft> drafts = written(handle, given);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Campaigns.ensure(handle, slugs(drafts), now);
        // A copy shows what its link shows, which is there as long as that is.
        if (lineage.equals(Link.Lineage.ISSUED)) {
            takePictures(handle, drafts, now);
        }
        @Nullable Link[] issued = new Link[drafts.size()];
        List<LinkDao.NewLink> wanted = new ArrayList<>();
        for (LinkDraft draft : drafts) {
            wanted.add(newLink(draft, creator, shareSet, lineage, now));
        }
        List<Integer> left = IntStream.range(0, issued.length)
                .boxed()
                .sorted(Comparator.comparing(
                        i -> wanted.get(i).folded(), Comparator.nullsLast(Comparator.<String>naturalOrder())))
                .toList();
        for (int attempt = 0; !left.isEmpty(); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new IllegalStateException("no free code was found");
            }
            boolean[] inserted =
                    links.insert(handle, left.stream().map(wanted::get).toList());
            List<Integer> again = new ArrayList<>();
            for (int i = 0; i < inserted.length; i++) {
                int place = left.get(i);
                if (inserted[i]) {
                    issued[place] = wanted.get(place).link();
                    changes.add(wanted.get(place).link().key(), LinkChange.MADE);
                } else if (drafts.get(place).code() == null) {
                    wanted.set(place, newLink(drafts.get(place), creator, shareSet, lineage, now));
                    again.add(place);
                }
            }
            left = again;
        }
        return Arrays.asList(issued);
    }

    /** That somebody has, or once had, the code of a draft. */
    static RefusedException taken(LinkDraft draft) {
        return new RefusedException(
                RefusedException.Reason.TAKEN,
                "the code " + draft.code() + " is taken, or was once",
                List.of(new Fault("code", FaultCode.TAKEN_FOR_GOOD)));
    }

    /** Drafts with their tags as these are written everywhere. */
    static List<LinkDraft> written(Handle handle, List<LinkDraft> drafts) {
        Set<String> tags = new LinkedHashSet<>();
        drafts.forEach(draft -> tags.addAll(draft.tags()));
        if (tags.isEmpty()) {
            return drafts;
        }
        Map<String, String> written = LinkTags.written(handle, tags);
        return drafts.stream()
                .map(draft -> draft.but()
                        .tags(draft.tags().stream()
                                .map(tag -> written.getOrDefault(tag, tag))
                                .sorted()
                                .toList())
                        .draft())
                .toList();
    }

    /** Writes {@code old}, which the transaction has locked, as {@code draft} says. */
    Link changed(Handle handle, Link old, LinkDraft draft) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Link changed = new Link(
                old.id(),
                draft,
                draft.visibility(channels),
                old.shareSet(),
                old.lineage(),
                old.creator(),
                old.uses(),
                old.createdAt(),
                now);
        if (!Objects.equals(draft.campaign(), old.campaign())) {
            Campaigns.ensure(handle, slugs(List.of(draft)), now);
        }
        if (!Objects.equals(draft.card().image(), old.card().image())) {
            takePictures(handle, List.of(draft), now);
        }
        links.update(handle, changed);
        if (!draft.tags().equals(old.tags())) {
            links.replaceTags(handle, changed);
        }
        return changed;
    }

    /**
     * In the order of their ids, so that two nodes do not wait for each other in a ring.
     *
     * @throws RefusedException INVALID where a card shows a picture of this service that is not there, or not any more
     */
    private void takePictures(Handle handle, List<LinkDraft> drafts, Instant now) {
        TreeSet<String> pictures = new TreeSet<>();
        for (LinkDraft draft : drafts) {
            settings.findPicture(draft.card().image())
                    .flatMap(PictureAddress::idOf)
                    .ifPresent(pictures::add);
        }
        for (String picture : pictures) {
            if (!CardPictures.use(handle, picture, now.toEpochMilli())) {
                throw RefusedException.invalid("card.image", FaultCode.UNKNOWN_PICTURE);
            }
        }
    }

    private static Collection<String> slugs(List<LinkDraft> drafts) {
        TreeSet<String> slugs = new TreeSet<>();
        for (LinkDraft draft : drafts) {
            if (draft.campaign() != null) {
                slugs.add(draft.campaign());
            }
        }
        return slugs;
    }

    private LinkDao.NewLink newLink(
            LinkDraft draft,
            Link.@Nullable Creator creator,
            @Nullable String shareSet,
            Link.Lineage lineage,
            Instant now) {
        String chosen = draft.code();
        LinkDraft coded = chosen == null ? draft.but().code(codes.next()).draft() : draft;
        return new LinkDao.NewLink(
                new Link(ids.next(), coded, coded.visibility(channels), shareSet, lineage, creator, 0, now, now),
                chosen == null ? null : CaseFold.fold(chosen));
    }
}
