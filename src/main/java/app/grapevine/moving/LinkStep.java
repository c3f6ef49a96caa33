package app.grapevine.moving;

import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import app.grapevine.links.BroughtLink;
import app.grapevine.links.BroughtLink.Result;
import app.grapevine.links.BroughtLinks;
import app.grapevine.links.Link;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Maker;
import app.grapevine.moving.Planned.Kind;
import app.grapevine.moving.Planned.Note;
import app.grapevine.moving.Planned.Outcome;
import app.grapevine.storage.LinkKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What becomes of a page of links. Used by one thread. */
final class LinkStep {
    private final BroughtLinks maker;
    private final Planner planner;
    private final LinkSettings domains;
    private final MoveSettings settings;
    /** Codes that would be given, in a rehearsal, which gives none. */
    private final Set<LinkKey> given = new HashSet<>();

    LinkStep(BroughtLinks maker, Planner planner, LinkSettings domains, MoveSettings settings) {
        this.maker = maker;
        this.planner = planner;
        this.domains = domains;
        this.settings = settings;
    }

    /**
     * A page, with what its links are to be.
     *
     * @param plans null for a link that was decided on without
     * @param decided null for one with a plan
     * @param told what the source says now of links that are here already, by their keys
     */
    record Prepared(
            List<ForeignLink> links,
            List<Planner.@Nullable Plan> plans,
            List<@Nullable Planned> decided,
            Map<String, Long> told) {}

    /**
     * What was made of a page.
     *
     * @param links those that are here now, by our ids
     * @param before ids of those that were here before, though this source has not brought them
     */
    record Made(List<Planned> planned, Map<Long, ForeignLink> links, Set<Long> before) {}

    /** @param known those of them that were brought before, by their keys */
    Prepared prepare(LinkPage page, Map<String, ImportDao.Row> known) {
        List<Planner.@Nullable Plan> plans = new ArrayList<>();
        List<@Nullable Planned> decided = new ArrayList<>();
        Map<String, Long> told = new HashMap<>();
        Set<String> keys = new HashSet<>();
        for (ForeignLink link : page.links()) {
            ImportDao.Row row = known.get(link.key());
            Planned answer = null;
            if (link.unreadable() != null) {
                answer = refused(link, link.unreadable());
            } else if (row != null) {
                answer = Planned.of(link, Outcome.THERE, null, List.of());
                if (link.visits() != null && !link.visits().equals(row.told())) {
                    told.put(link.key(), link.visits());
                }
            } else if (link.code() == null) {
                answer = refused(link, "it has no code to be kept; links with new codes are made by the bulk import");
            } else if (!keys.add(link.key())) {
                answer = refused(link, "its code stands in the source twice, and the first has it");
            }
            decided.add(answer);
            String code = link.code();
            plans.add(answer != null || code == null ? null : planner.plan(link, code));
        }
        return new Prepared(page.links(), plans, decided, told);
    }

    List<Planned> rehearse(LinkPage page, Map<String, ImportDao.Row> known) {
        return answered(prepare(page, known), this::rehearsed).planned;
    }

    private List<Result> rehearsed(List<BroughtLink> wanted) {
        List<Result> results = new ArrayList<>();
        List<Result> rehearsed = maker.rehearse(wanted, Maker.NOBODY);
        for (int i = 0; i < rehearsed.size(); i++) {
            Result result = rehearsed.get(i);
            LinkKey key = key(wanted.get(i));
            boolean isTwice = result.outcome() == BroughtLink.Outcome.MADE && !given.add(key);
            results.add(
                    isTwice
                            ? new Result(
                                    BroughtLink.Outcome.REFUSED,
                                    null,
                                    null,
                                    List.of(new Fault("code", FaultCode.TAKEN_FOR_GOOD)),
                                    false)
                            : result);
        }
        return results;
    }

    private LinkKey key(BroughtLink wanted) {
        return new LinkKey(domains.domain(wanted.draft().domain()), wanted.code());
    }

    /** In the transaction of the caller. */
    Made make(Prepared prepared) {
        return answered(prepared, wanted -> maker.makeAll(wanted, Maker.NOBODY));
    }

    private Made answered(Prepared prepared, Function<List<BroughtLink>, List<Result>> maker) {
        List<Integer> places = new ArrayList<>();
        List<BroughtLink> wanted = new ArrayList<>();
        for (int i = 0; i < prepared.plans.size(); i++) {
            Planner.Plan plan = prepared.plans.get(i);
            if (plan != null) {
                places.add(i);
                wanted.add(plan.wanted());
            }
        }
        List<Result> results = wanted.isEmpty() ? List.of() : new ArrayList<>(maker.apply(wanted));
        Set<Integer> renamed = renamed(wanted, results, maker);
        @Nullable Planned[] planned = prepared.decided.toArray(Planned[]::new);
        Map<Long, ForeignLink> links = new LinkedHashMap<>();
        Set<Long> before = new HashSet<>();
        for (int i = 0; i < results.size(); i++) {
            int place = places.get(i);
            ForeignLink link = prepared.links.get(place);
            Result result = results.get(i);
            planned[place] =
                    planned(link, wanted.get(i), result, notes(prepared.plans.get(place), renamed.contains(i)));
            Link here = result.link();
            if (here != null) {
                links.put(here.id(), link);
                if (result.outcome() != BroughtLink.Outcome.MADE) {
                    before.add(here.id());
                }
            }
        }
        List<Planned> all = new ArrayList<>();
        for (Planned one : planned) {
            if (one != null) {
                all.add(one);
            }
        }
        return new Made(all, links, before);
    }

    private List<Note> notes(Planner.@Nullable Plan plan, boolean isRenamed) {
        List<Note> notes = new ArrayList<>(plan == null ? List.of() : plan.notes());
        if (isRenamed) {
            notes.add(Kind.PREFIXED.of("prefix", String.valueOf(settings.prefix())));
        }
        return notes;
    }

    /** Tries once more, with the prefix, what was refused for its code; which those are. */
    private Set<Integer> renamed(
            List<BroughtLink> wanted, List<Result> results, Function<List<BroughtLink>, List<Result>> maker) {
        String prefix = settings.prefix();
        if (prefix == null) {
            return Set.of();
        }
        List<Integer> again = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            if (isForItsCode(results.get(i))) {
                again.add(i);
            }
        }
        if (again.isEmpty()) {
            return Set.of();
        }
        List<BroughtLink> others =
                again.stream().map(i -> prefixed(wanted.get(i), prefix)).toList();
        List<Result> second = maker.apply(others);
        Set<Integer> renamed = new HashSet<>();
        for (int i = 0; i < second.size(); i++) {
            if (second.get(i).outcome() != BroughtLink.Outcome.REFUSED) {
                results.set(again.get(i), second.get(i));
                wanted.set(again.get(i), others.get(i));
                renamed.add(again.get(i));
            }
        }
        return renamed;
    }

    private static BroughtLink prefixed(BroughtLink link, String prefix) {
        return new BroughtLink(link.draft(), prefix + link.code(), link.aliases(), link.createdAt(), link.balance());
    }

    private static boolean isForItsCode(Result result) {
        return result.outcome() == BroughtLink.Outcome.REFUSED
                && result.faults().stream()
                        .anyMatch(fault -> fault.field().equals("code")
                                && (fault.code() == FaultCode.TAKEN_FOR_GOOD || fault.code() == FaultCode.RESERVED));
    }

    private Planned planned(ForeignLink link, BroughtLink wanted, Result result, List<Note> notes) {
        if (result.outcome() == BroughtLink.Outcome.REFUSED) {
            String why =
                    String.valueOf(RefusedException.invalid(result.faults()).getMessage());
            return Planned.refused(link, why, result.faults(), isForItsCode(result) ? waysOut(link, wanted) : null);
        }
        for (Fault fault : result.faults()) {
            notes.add(told(fault, wanted));
        }
        LinkKey key = key(wanted);
        String shortUrl = domains.shortUrl(key.domain(), key.code());
        if (result.outcome() != BroughtLink.Outcome.MADE) {
            notes.add(Kind.LEFT.of());
            return Planned.of(link, Outcome.THERE, shortUrl, notes);
        }
        if (result.asTyped()) {
            notes.add(Kind.CASE.of());
        }
        Outcome outcome = notes.isEmpty() ? Outcome.MADE : Outcome.CHANGED;
        return Planned.of(link, outcome, shortUrl, notes);
    }

    private static Note told(Fault fault, BroughtLink wanted) {
        String field = fault.field();
        String alias = field.replaceFirst("^aliases\\[(\\d+)]$", "$1");
        return alias.equals(field)
                ? Kind.SAID.of("words", field + " " + fault.message())
                : Kind.ALIAS_REFUSED.of(
                        "code", Faults.shown(wanted.aliases().get(Integer.parseInt(alias))), "why", fault.message());
    }

    private String waysOut(ForeignLink link, BroughtLink wanted) {
        String host = link.domain() == null ? "" : link.domain() + "=";
        String others = domains.domains().isEmpty() ? "another domain of the settings" : "another domain";
        return "on " + domains.domain(wanted.draft().domain())
                + ": --prefix TEXT puts something before such codes, --domain " + host + "HOST brings them to "
                + others;
    }

    private static Planned refused(ForeignLink link, @Nullable String why) {
        return Planned.refused(link, why == null ? "" : why, List.of(), null);
    }
}
