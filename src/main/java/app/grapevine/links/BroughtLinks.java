package app.grapevine.links;

import app.grapevine.base.CaseFold;
import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import app.grapevine.brought.LinkAliases;
import app.grapevine.brought.OpeningBalance;
import app.grapevine.brought.OpeningBalances;
import app.grapevine.links.BroughtLink.Outcome;
import app.grapevine.links.BroughtLink.Result;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.LinkChange;
import app.grapevine.storage.LinkKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Links that are elsewhere, made here as they are: with the codes that are printed already, their time of making, and what was
 * counted of them. Had from {@link Links#brought}. No budget is asked; so it is for admins. Safe for use by many threads.
 * Every method may throw DatabaseUnavailableException.
 *
 * <p>It first makes a plan, which only reads, and is the whole of a rehearsal: so what is rehearsed and what is done cannot
 * differ. Again it takes what is new: a code that leads to the same destination already is the same link.
 */
public final class BroughtLinks {
    /** How many are made at once, in one transaction; on H2 nobody else writes meanwhile. */
    public static final int MOST_AT_ONCE = 5_000;

    private static final int READ_AT_ONCE = 1_000;

    private final Database database;
    private final ChangeFeed feed;
    private final LinkCheck check;
    private final LinkDao links;
    private final LinkIssuer issuer;

    BroughtLinks(Database database, ChangeFeed feed, LinkCheck check, LinkDao links, LinkIssuer issuer) {
        this.database = database;
        this.feed = feed;
        this.check = check;
        this.links = links;
        this.issuer = issuer;
    }

    /**
     * What {@link #makeAll} would come to at this moment, of any number, in their order. Makes nothing and keeps nobody from writing.
     */
    public List<Result> rehearse(List<BroughtLink> brought, Maker maker) {
        Seen seen = new Seen();
        List<Result> results = new ArrayList<>(brought.size());
        for (int from = 0; from < brought.size(); from += READ_AT_ONCE) {
            List<BroughtLink> some = brought.subList(from, Math.min(from + READ_AT_ONCE, brought.size()));
            List<Plan> plans = database.read(handle -> plan(handle, some, maker, seen));
            plans.forEach(plan -> results.add(plan.result(plan.there)));
        }
        return results;
    }

    /**
     * Makes what can be made, in one transaction, and answers in their order.
     *
     * @throws RefusedException INVALID if there are more than {@link #MOST_AT_ONCE}
     */
    public List<Result> makeAll(List<BroughtLink> brought, Maker maker) {
        if (brought.size() > MOST_AT_ONCE) {
            throw RefusedException.invalid("", FaultCode.TOO_MANY, Map.of("most", MOST_AT_ONCE));
        }
        return feed.write((handle, changes) -> {
            LinkAliases.beforeAliases(handle);
            return make(handle, changes, plan(handle, brought, maker, new Seen()), maker);
        });
    }

    private List<Result> make(Handle handle, ChangeFeed.Changes changes, List<Plan> plans, Maker maker) {
        List<Plan> making =
                plans.stream().filter(plan -> plan.outcome == Outcome.MADE).toList();
        List<LinkDraft> written = LinkIssuer.written(
                handle, making.stream().map(plan -> plan.draft()).toList());
        List<LinkIssuer.Wish> wishes = new ArrayList<>();
        for (int i = 0; i < making.size(); i++) {
            BroughtLink given = making.get(i).given;
            wishes.add(new LinkIssuer.Wish(written.get(i), given.createdAt(), given.balance(), making.get(i).asTyped));
        }
        Iterator<@Nullable Link> made = issuer.issueClaimed(
                        handle, changes, wishes, maker.creator(), null, Link.Lineage.ISSUED)
                .iterator();
        Map<LinkKey, Link> byKey = new HashMap<>();
        List<Result> results = new ArrayList<>();
        for (Plan plan : plans) {
            @Nullable Link link = plan.outcome == Outcome.MADE ? made.next() : plan.there;
            if (plan.outcome == Outcome.RENEWED && link != null) {
                link = renewed(handle, changes, plan, link);
            }
            if (link != null) {
                byKey.put(plan.key(), link);
            }
            results.add(plan.result(link == null ? byKey.get(plan.key()) : link));
        }
        return results;
    }

    private Link renewed(Handle handle, ChangeFeed.Changes changes, Plan plan, Link there) {
        OpeningBalance balance = plan.given.balance();
        if (plan.renewsBalance() && balance != null) {
            OpeningBalances.set(handle, Map.of(there.id(), balance));
        }
        List<LinkAliases.Alias> aliases = LinkIssuer.aliases(there, plan.aliases, plan.asTyped);
        LinkAliases.add(handle, aliases);
        aliases.forEach(alias -> changes.add(alias.key()));
        changes.add(there.key(), aliases.isEmpty() ? LinkChange.NONE : LinkChange.CHANGED);
        return links.find(handle, there.key()).orElse(there);
    }

    /** What was planned before, and is not in the database yet. */
    private static final class Seen {
        /** By the keys of codes, where they lead. */
        private final Map<LinkKey, String> destinations = new HashMap<>();

        private final Set<LinkKey> aliases = new HashSet<>();
        private final Set<LinkKey> folded = new HashSet<>();
    }

    /**
     * What is to become of one.
     *
     * @param checked its draft, without code and aliases; null where it is refused
     * @param aliases that it gets, its own code among them where that can be no link's here
     */
    private record Plan(
            BroughtLink given,
            @Nullable LinkDraft checked,
            String domain,
            Outcome outcome,
            @Nullable Link there,
            List<String> aliases,
            Set<String> asTyped,
            List<Fault> faults) {
        LinkKey key() {
            return new LinkKey(domain, given.code());
        }

        LinkDraft draft() {
            return Objects.requireNonNull(checked)
                    .but()
                    .code(CodeShape.isCode(given.code()) ? given.code() : null)
                    .aliases(aliases.stream().sorted().toList())
                    .draft();
        }

        boolean renewsBalance() {
            OpeningBalance balance = given.balance();
            OpeningBalance present = there == null ? null : there.balance();
            return balance != null && (present == null || balance.until().isAfter(present.until()));
        }

        Result result(@Nullable Link link) {
            return new Result(
                    outcome,
                    outcome == Outcome.REFUSED ? null : link,
                    outcome == Outcome.MADE ? draft() : null,
                    faults,
                    asTyped.contains(given.code()));
        }
    }

    /** What the database has of all that some ask for. */
    private record Present(
            Map<LinkKey, LinkKeyDao.Holder> holders, Map<Long, LinkTree.Found> links, Set<LinkKey> folded) {}

    private List<Plan> plan(Handle handle, List<BroughtLink> brought, Maker maker, Seen seen) {
        List<Faults> faults = new ArrayList<>();
        List<LinkDraft> checked = new ArrayList<>();
        List<LinkKey> keys = new ArrayList<>();
        for (BroughtLink one : brought) {
            Faults ofOne = new Faults();
            LinkDraft draft = checked(ofOne, one, maker);
            faults.add(ofOne);
            checked.add(draft);
            all(one).filter(CodeShape::canBeBrought)
                    .forEach(code -> keys.add(new LinkKey(Objects.requireNonNull(draft.domain()), code)));
        }
        Present present = present(handle, keys);
        List<Plan> plans = new ArrayList<>();
        for (int i = 0; i < brought.size(); i++) {
            plans.add(plan(brought.get(i), checked.get(i), faults.get(i), present, seen, maker));
        }
        return plans;
    }

    private static Stream<String> all(BroughtLink one) {
        return Stream.concat(Stream.of(one.code()), one.aliases().stream());
    }

    private LinkDraft checked(Faults faults, BroughtLink one, Maker maker) {
        LinkDraft draft =
                one.draft().withSlug().but().code(null).aliases(List.of()).draft();
        try {
            draft = maker.ofCampaign(draft);
        } catch (RefusedException e) {
            e.faults().forEach(faults::add);
        }
        refuseShape(faults, "code", one.code());
        // To whoever wrote its destination elsewhere, {click} was these seven characters.
        return check.check(faults, draft, null).but().placeholders(false).draft();
    }

    private static boolean refuseShape(Faults faults, String field, String code) {
        if (!CodeShape.canBeBrought(code)) {
            faults.add(field, FaultCode.NOT_A_PATH);
            return true;
        }
        if (CodeShape.wouldHide(code)) {
            faults.add(field, FaultCode.RESERVED);
            return true;
        }
        return false;
    }

    private Present present(Handle handle, List<LinkKey> keys) {
        Map<LinkKey, LinkKeyDao.Holder> holders = LinkKeyDao.holders(handle, keys);
        Set<LinkKey> folded = new HashSet<>(LinkKeyDao.codes(handle, keys).folded());
        folded.addAll(LinkKeyDao.aliases(handle, keys).folded());
        Set<Long> ids = holders.values().stream().map(LinkKeyDao.Holder::link).collect(Collectors.toSet());
        return new Present(holders, links.listEver(handle, ids), folded);
    }

    private static Plan plan(
            BroughtLink one, LinkDraft checked, Faults faults, Present present, Seen seen, Maker maker) {
        String domain = Objects.requireNonNull(checked.domain());
        LinkKey key = new LinkKey(domain, one.code());
        if (faults.all().isEmpty()) {
            String destination = Objects.requireNonNull(checked.destination());
            LinkKeyDao.Holder holder = present.holders.get(key);
            if (holder != null) {
                Link there = same(present.links.get(holder.link()), holder, destination, maker);
                if (there != null) {
                    return there(one, checked, there, present, seen);
                }
            } else if (!seen.aliases.contains(key)) {
                String planned = seen.destinations.putIfAbsent(key, destination);
                if (planned == null) {
                    return made(one, checked, present, seen);
                }
                if (planned.equals(destination)) {
                    return new Plan(one, checked, domain, Outcome.THERE, null, List.of(), Set.of(), List.of());
                }
            }
            faults.add("code", FaultCode.TAKEN_FOR_GOOD);
        }
        return new Plan(one, null, domain, Outcome.REFUSED, null, List.of(), Set.of(), faults.all());
    }

    /** The link that has a code, if it is the one that was brought. */
    private static @Nullable Link same(
            LinkTree.@Nullable Found found, LinkKeyDao.Holder holder, String destination, Maker maker) {
        if (found == null || found.deleted() || holder.removed()) {
            return null;
        }
        Link link = found.link();
        return link.destination().equals(destination) && maker.reach().covers(link.campaign()) ? link : null;
    }

    private static Plan made(BroughtLink one, LinkDraft checked, Present present, Seen seen) {
        Faults faults = new Faults();
        List<String> aliases = furtherAliases(one, checked, null, present, seen, faults);
        boolean isAlias = !CodeShape.isCode(one.code());
        Set<String> asTyped = asTyped(checked, Stream.concat(Stream.of(one.code()), aliases.stream()), present, seen);
        return new Plan(
                one,
                checked,
                Objects.requireNonNull(checked.domain()),
                Outcome.MADE,
                null,
                Stream.concat(isAlias ? Stream.of(one.code()) : Stream.empty(), aliases.stream())
                        .toList(),
                asTyped,
                faults.all());
    }

    private static Plan there(BroughtLink one, LinkDraft checked, Link there, Present present, Seen seen) {
        Faults faults = new Faults();
        List<String> aliases = furtherAliases(one, checked, there, present, seen, faults);
        Set<String> asTyped = asTyped(checked, aliases.stream(), present, seen);
        Plan plan = new Plan(one, checked, there.domain(), Outcome.RENEWED, there, aliases, asTyped, faults.all());
        return aliases.isEmpty() && !plan.renewsBalance()
                ? new Plan(one, checked, there.domain(), Outcome.THERE, there, aliases, asTyped, faults.all())
                : plan;
    }

    /** Of its further codes those that it gets; the others are faults. @param there the link, where it is here already */
    private static List<String> furtherAliases(
            BroughtLink one, LinkDraft checked, @Nullable Link there, Present present, Seen seen, Faults faults) {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < one.aliases().size(); i++) {
            places.putIfAbsent(one.aliases().get(i), i);
        }
        places.remove(one.code());
        List<String> further = new ArrayList<>();
        places.forEach((alias, place) -> {
            String field = "aliases[" + place + "]";
            if (refuseShape(faults, field, alias)) {
                return;
            }
            LinkKey key = new LinkKey(Objects.requireNonNull(checked.domain()), alias);
            LinkKeyDao.Holder holder = present.holders.get(key);
            boolean own = holder != null && there != null && holder.link() == there.id();
            if (holder != null && own && !holder.removed()) {
                return;
            }
            if ((holder != null && !own) || seen.destinations.containsKey(key) || !seen.aliases.add(key)) {
                faults.add(field, FaultCode.TAKEN_FOR_GOOD);
            } else {
                further.add(alias);
            }
        });
        return List.copyOf(further);
    }

    /** Of codes that are yet to be given those that another has in another case of its letters. */
    private static Set<String> asTyped(LinkDraft checked, Stream<String> codes, Present present, Seen seen) {
        return codes.filter(code -> {
                    LinkKey folded = new LinkKey(Objects.requireNonNull(checked.domain()), CaseFold.fold(code));
                    return present.folded.contains(folded) || !seen.folded.add(folded);
                })
                .collect(Collectors.toSet());
    }
}
