package app.grapevine.links;

import app.grapevine.base.CaseFold;
import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.LinkKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Many links made at once, each by itself: what cannot be made keeps none of the others from it. Had from {@link Links#bulk},
 * whose budgets they are made from. Safe for use by many threads. Every method that looks at what is there already may throw
 * DatabaseUnavailableException.
 */
public final class BulkLinks {
    /** How many links a bulk may have. */
    public static final int MAX_BULK = 10_000;
    /** How many links can be made at once. */
    public static final int MOST_AT_ONCE = 50_000;

    private final Database database;
    private final ChangeFeed feed;
    private final LinkCheck check;
    private final LinkIssuer issuer;
    private final LinkBudget budget;

    BulkLinks(Database database, ChangeFeed feed, LinkCheck check, LinkIssuer issuer, LinkBudget budget) {
        this.database = database;
        this.feed = feed;
        this.check = check;
        this.issuer = issuer;
        this.budget = budget;
    }

    /** One answer to a draft of a bulk: a link, or why not. */
    public record Result(@Nullable Link link, @Nullable RefusedException refusal) {}

    /** {@link #createAll(List, Maker)} of the service itself. */
    public List<Result> createAll(List<LinkDraft> drafts) {
        return createAll(drafts, Maker.NOBODY);
    }

    /**
     * Makes what can be made of {@code drafts}, in one transaction, and answers in their order. Of two drafts with one code
     * the first has it. Campaigns may be given by a name ({@link LinkDraft#withSlug}). What is more than {@code maker} may make
     * now is refused as LIMITED.
     *
     * @throws RefusedException INVALID if there are more than {@link #MOST_AT_ONCE}
     */
    public List<Result> createAll(List<LinkDraft> drafts, Maker maker) {
        if (drafts.size() > MOST_AT_ONCE) {
            throw RefusedException.invalid("", FaultCode.TOO_MANY, Map.of("most", MOST_AT_ONCE));
        }
        Result[] results = new Result[drafts.size()];
        List<Integer> places = new ArrayList<>();
        List<LinkDraft> checked = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            try {
                checked.add(checked(drafts.get(i), maker));
                places.add(i);
            } catch (RefusedException e) {
                results[i] = new Result(null, e);
            }
        }
        List<LinkIssuer.Issued> made = checked.isEmpty() ? List.of() : issueSome(checked, maker);
        for (int i = 0; i < checked.size(); i++) {
            results[places.get(i)] = i < made.size() ? result(made.get(i)) : surplus();
        }
        return Arrays.asList(results);
    }

    /** As it would be made. @throws RefusedException INVALID with every faulty field */
    private LinkDraft checked(LinkDraft draft, Maker maker) {
        return check.check(maker.ofCampaign(draft.withSlug()), null);
    }

    private static Result result(LinkIssuer.Issued made) {
        return new Result(made.link(), made.refusal());
    }

    private Result surplus() {
        return new Result(null, budget.spent());
    }

    /** Issues the first of {@code drafts}, as many as their maker may make now. */
    private List<LinkIssuer.Issued> issueSome(List<LinkDraft> drafts, Maker maker) {
        return feed.write((handle, changes) -> {
            List<LinkDraft> some = drafts.subList(0, Math.min(drafts.size(), budget.left(handle, maker.creator())));
            List<LinkIssuer.Issued> made =
                    issuer.issue(handle, changes, some, maker.creator(), null, Link.Lineage.ISSUED);
            budget.spend(handle, maker.creator(), (int)
                    made.stream().filter(one -> one.link() != null).count());
            return made;
        });
    }

    /** What would become of a draft: how it would be stored, its code null where one is to be made; or why not. */
    public record Rehearsed(
            @Nullable LinkDraft draft, @Nullable RefusedException refusal) {}

    /** What {@link #createAll(List, Maker)} would come to at this moment. Makes nothing. */
    public List<Rehearsed> rehearse(List<LinkDraft> drafts, Maker maker) {
        Rehearsed[] results = new Rehearsed[drafts.size()];
        List<LinkKey> keys = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            try {
                LinkDraft draft = checked(drafts.get(i), maker);
                results[i] = new Rehearsed(draft, null);
                keys.addAll(keys(draft));
            } catch (RefusedException e) {
                results[i] = new Rehearsed(null, e);
            }
        }
        List<LinkKeyDao.Found> taken =
                database.read(handle -> List.of(LinkKeyDao.codes(handle, keys), LinkKeyDao.aliases(handle, keys)));
        Set<LinkKey> asked = new HashSet<>();
        int left = database.write(handle -> budget.left(handle, maker.creator()));
        for (int i = 0; i < results.length; i++) {
            LinkDraft draft = results[i].draft();
            if (draft != null && left-- <= 0) {
                results[i] = new Rehearsed(null, budget.spent());
            } else if (draft != null) {
                List<LinkKey> own = keys(draft);
                boolean isTaken = own.stream().anyMatch(key -> taken.stream().anyMatch(found -> found.has(key)))
                        | !own.stream().map(BulkLinks::folded).allMatch(asked::add);
                results[i] = isTaken ? new Rehearsed(null, LinkClaims.taken(draft)) : results[i];
            }
        }
        return Arrays.asList(results);
    }

    /** Of a draft that was checked: what it is to be found by. */
    private static List<LinkKey> keys(LinkDraft draft) {
        String domain = Objects.requireNonNull(draft.domain());
        return Stream.concat(Stream.ofNullable(draft.code()), draft.aliases().stream())
                .map(code -> new LinkKey(domain, code))
                .toList();
    }

    private static LinkKey folded(LinkKey key) {
        return new LinkKey(key.domain(), CaseFold.fold(key.code()));
    }

    /** What is wrong with a draft by itself, whoever else has links; nothing where it could be made. */
    public List<Fault> faults(LinkDraft draft, Maker maker) {
        try {
            checked(draft, maker);
            return List.of();
        } catch (RefusedException e) {
            return e.faults();
        }
    }
}
