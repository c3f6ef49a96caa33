package app.grapevine.links;

import app.grapevine.base.CaseFold;
import app.grapevine.base.RefusedException;
import app.grapevine.brought.LinkAliases;
import app.grapevine.brought.OpeningBalance;
import app.grapevine.brought.OpeningBalances;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.LinkChange;
import app.grapevine.storage.LinkKey;
import app.grapevine.tags.LinkTags;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Turns drafts that were checked into rows, in a transaction of the caller's. Safe for use by many threads. */
final class LinkIssuer {
    /** With a tenth of all codes in use, this many in a row are taken once in 10^20 times. */
    private static final int ATTEMPTS = 20;

    private final LinkDao links;
    private final ChannelCatalogue channels;
    private final Codes codes;
    private final Ids ids;
    private final Clock clock;

    LinkIssuer(LinkDao links, ChannelCatalogue channels, Codes codes, Clock clock) {
        this.links = links;
        this.channels = channels;
        this.codes = codes;
        this.ids = new Ids(clock);
        this.clock = clock;
    }

    /**
     * A draft that was checked, and how it becomes a link.
     *
     * @param createdAt null for now
     * @param balance what was counted of it before
     * @param asTyped of its chosen code and its aliases those that are found in this case of their letters alone
     */
    record Wish(
            LinkDraft draft,
            @Nullable Instant createdAt,
            @Nullable OpeningBalance balance,
            Set<String> asTyped) {
        Wish(LinkDraft draft) {
            this(draft, null, null, Set.of());
        }
    }

    /** What became of a draft: a link, or what of it is taken. */
    record Issued(@Nullable Link link, @Nullable RefusedException refusal) {}

    /**
     * Makes links of drafts that were checked, with ids that rise in their order, as far as their codes and aliases are nobody's.
     *
     * <p>Rows are written in the order of their chosen codes, folded, so that two nodes that are given the same codes do
     * not wait for each other in a ring.
     */
    List<Issued> issue(
            Handle handle,
            ChangeFeed.Changes changes,
            List<LinkDraft> given,
            Link.@Nullable Creator creator,
            @Nullable String shareSet,
            Link.Lineage lineage) {
        List<@Nullable RefusedException> refusals = LinkClaims.claim(handle, given);
        List<LinkDraft> drafts = IntStream.range(0, given.size())
                .filter(i -> refusals.get(i) == null)
                .mapToObj(given::get)
                .toList();
        List<Wish> wishes = written(handle, drafts).stream().map(Wish::new).toList();
        Iterator<@Nullable Link> made = issueClaimed(handle, changes, wishes, creator, shareSet, lineage)
                .iterator();
        List<Issued> issued = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            RefusedException refusal = refusals.get(i);
            Link link = refusal == null ? made.next() : null;
            issued.add(new Issued(link, refusal == null && link == null ? LinkClaims.taken(given.get(i)) : refusal));
        }
        return issued;
    }

    /**
     * As {@link #issue}, of drafts whose codes and aliases the transaction has claimed, and whose tags are {@link #written}.
     *
     * @return a link for each, or null where its chosen code is taken
     */
    List<@Nullable Link> issueClaimed(
            Handle handle,
            ChangeFeed.Changes changes,
            List<Wish> wishes,
            Link.@Nullable Creator creator,
            @Nullable String shareSet,
            Link.Lineage lineage) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Campaigns.ensure(handle, slugs(wishes.stream().map(Wish::draft).toList()), now);
        @Nullable Link[] issued = new Link[wishes.size()];
        List<LinkDao.NewLink> wanted = new ArrayList<>();
        for (Wish wish : wishes) {
            wanted.add(newLink(wish, creator, shareSet, lineage, now));
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
            Set<Integer> inserted = insert(handle, left, wanted);
            List<Integer> again = new ArrayList<>();
            for (int place : left) {
                if (inserted.contains(place)) {
                    issued[place] = wanted.get(place).link();
                    changes.add(wanted.get(place).link().key(), LinkChange.MADE);
                } else if (wishes.get(place).draft.code() == null) {
                    wanted.set(place, newLink(wishes.get(place), creator, shareSet, lineage, now));
                    again.add(place);
                }
            }
            left = again;
        }
        addWhatIsBeside(handle, changes, wishes, issued);
        return Arrays.asList(issued);
    }

    /** Inserts links that nobody's alias is the code of. @return the places of those whose codes were free */
    private Set<Integer> insert(Handle handle, List<Integer> places, List<LinkDao.NewLink> wanted) {
        LinkKeyDao.Found aliases = LinkKeyDao.aliases(
                handle,
                places.stream().map(place -> wanted.get(place).link().key()).toList());
        List<Integer> free = places.stream()
                .filter(place -> !wanted.get(place).isAmong(aliases))
                .toList();
        boolean[] inserted = links.insert(handle, free.stream().map(wanted::get).toList());
        return IntStream.range(0, inserted.length)
                .filter(i -> inserted[i])
                .mapToObj(free::get)
                .collect(Collectors.toSet());
    }

    /** Aliases and opening balances. */
    private static void addWhatIsBeside(
            Handle handle, ChangeFeed.Changes changes, List<Wish> wishes, @Nullable Link[] issued) {
        List<LinkAliases.Alias> aliases = new ArrayList<>();
        Map<Long, OpeningBalance> balances = new LinkedHashMap<>();
        for (int i = 0; i < issued.length; i++) {
            Link link = issued[i];
            if (link != null) {
                aliases.addAll(aliases(link, link.aliases(), wishes.get(i).asTyped));
                OpeningBalance balance = link.balance();
                if (balance != null) {
                    balances.put(link.id(), balance);
                }
            }
        }
        OpeningBalances.set(handle, balances);
        aliases.forEach(alias -> changes.add(alias.key()));
        LinkAliases.add(handle, aliases);
    }

    /** Codes as further ones of a link. @param asTyped see {@link Wish#asTyped} */
    static List<LinkAliases.Alias> aliases(Link link, List<String> codes, Set<String> asTyped) {
        return codes.stream()
                .map(code -> new LinkAliases.Alias(
                        new LinkKey(link.domain(), code),
                        asTyped.contains(code) ? null : CaseFold.fold(code),
                        link.id()))
                .toList();
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

    /**
     * Writes {@code old}, which the transaction has locked, as {@code draft} says.
     *
     * @throws RefusedException INVALID or TAKEN where it asks for an alias that it cannot have
     */
    Link changed(Handle handle, ChangeFeed.Changes changes, Link old, LinkDraft draft) {
        changeAliases(handle, changes, old, draft.aliases());
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
                now,
                old.balance());
        if (!Objects.equals(draft.campaign(), old.campaign())) {
            Campaigns.ensure(handle, slugs(List.of(draft)), now);
        }
        links.update(handle, changed);
        if (!draft.tags().equals(old.tags())) {
            links.replaceTags(handle, changed);
        }
        return changed;
    }

    private void changeAliases(Handle handle, ChangeFeed.Changes changes, Link old, List<String> aliases) {
        List<String> added = without(aliases, old.aliases());
        List<String> removed = without(old.aliases(), aliases);
        if (!added.isEmpty()) {
            LinkClaims.claimFurther(handle, old, added);
            LinkAliases.add(handle, aliases(old, added, Set.of()));
        }
        List<LinkKey> gone =
                removed.stream().map(code -> new LinkKey(old.domain(), code)).toList();
        LinkAliases.remove(handle, old.id(), gone, clock.millis());
        gone.forEach(changes::add);
        added.forEach(code -> changes.add(new LinkKey(old.domain(), code)));
    }

    private static List<String> without(List<String> some, List<String> others) {
        return some.stream().filter(one -> !others.contains(one)).toList();
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
            Wish wish, Link.@Nullable Creator creator, @Nullable String shareSet, Link.Lineage lineage, Instant now) {
        LinkDraft draft = wish.draft;
        String chosen = draft.code();
        LinkDraft coded = chosen == null ? draft.but().code(codes.next()).draft() : draft;
        Instant createdAt = wish.createdAt == null ? now : wish.createdAt.truncatedTo(ChronoUnit.MILLIS);
        return new LinkDao.NewLink(
                new Link(
                        ids.next(),
                        coded,
                        coded.visibility(channels),
                        shareSet,
                        lineage,
                        creator,
                        0,
                        createdAt,
                        now,
                        wish.balance),
                chosen == null || wish.asTyped.contains(chosen) ? null : CaseFold.fold(chosen));
    }
}
