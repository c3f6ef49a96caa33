package app.grapevine.moving;

import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.links.LinkSettings;
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
    private final LinkMaker maker;
    private final Planner planner;
    private final LinkSettings domains;
    private final MoveSettings settings;
    /** Codes that would be given, in a rehearsal, which gives none. */
    private final Set<LinkKey> given = new HashSet<>();

    LinkStep(LinkMaker maker, Planner planner, LinkSettings domains, MoveSettings settings) {
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

    /** @param links those that were made, by our ids */
    record Made(List<Planned> planned, Map<Long, ForeignLink> links) {}

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
                answer = new Planned(link.place(), Outcome.THERE, null, link.destination(), List.of(), null);
                if (link.visits() != null && !link.visits().equals(row.told())) {
                    told.put(link.key(), link.visits());
                }
            } else if (!keys.add(link.key())) {
                answer = refused(link, "its code stands in the source twice, and the first has it");
            }
            decided.add(answer);
            plans.add(answer == null ? planner.plan(link) : null);
        }
        return new Prepared(page.links(), plans, decided, told);
    }

    List<Planned> rehearse(LinkPage page, Map<String, ImportDao.Row> known) {
        return answered(prepare(page, known), this::rehearsed).planned;
    }

    private List<LinkMaker.Answer> rehearsed(List<Wanted> wanted) {
        List<LinkMaker.Answer> answers = new ArrayList<>();
        for (LinkMaker.Answer answer : maker.rehearse(wanted)) {
            LinkKey key = answer.key();
            boolean isTwice = key != null && answer.refusal() == null && !given.add(key);
            answers.add(isTwice ? new LinkMaker.Answer(0, null, taken(key)) : answer);
        }
        return answers;
    }

    private static RefusedException taken(LinkKey key) {
        return new RefusedException(
                RefusedException.Reason.TAKEN,
                "the code " + key.code() + " would be given twice",
                List.of(new Fault("code", FaultCode.TAKEN_FOR_GOOD)));
    }

    /** In the transaction of the caller. */
    Made make(Prepared prepared) {
        return answered(prepared, maker::makeAll);
    }

    private Made answered(Prepared prepared, Function<List<Wanted>, List<LinkMaker.Answer>> maker) {
        List<Integer> places = new ArrayList<>();
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < prepared.plans.size(); i++) {
            Planner.Plan plan = prepared.plans.get(i);
            if (plan != null) {
                places.add(i);
                wanted.add(plan.wanted());
            }
        }
        List<LinkMaker.Answer> answers = wanted.isEmpty() ? List.of() : new ArrayList<>(maker.apply(wanted));
        Set<Integer> renamed = renamed(wanted, answers, maker);
        @Nullable Planned[] planned = prepared.decided.toArray(Planned[]::new);
        Map<Long, ForeignLink> made = new LinkedHashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            int place = places.get(i);
            ForeignLink link = prepared.links.get(place);
            LinkMaker.Answer answer = answers.get(i);
            Planner.Plan plan = prepared.plans.get(place);
            List<String> notes = new ArrayList<>(plan == null ? List.of() : plan.notes());
            if (renamed.contains(i)) {
                notes.add("its code was taken or reserved here, and has " + settings.prefix() + " before it");
            }
            planned[place] = planned(link, wanted.get(i), answer, notes);
            if (answer.id() != 0) {
                made.put(answer.id(), link);
            }
        }
        List<Planned> all = new ArrayList<>();
        for (Planned one : planned) {
            if (one != null) {
                all.add(one);
            }
        }
        return new Made(all, made);
    }

    /** Tries once more, with the prefix, what was refused for its code; which those are. */
    private Set<Integer> renamed(
            List<Wanted> wanted, List<LinkMaker.Answer> answers, Function<List<Wanted>, List<LinkMaker.Answer>> maker) {
        String prefix = settings.prefix();
        if (prefix == null) {
            return Set.of();
        }
        List<Integer> again = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (isForItsCode(answers.get(i).refusal())) {
                again.add(i);
            }
        }
        if (again.isEmpty()) {
            return Set.of();
        }
        List<LinkMaker.Answer> second = maker.apply(
                again.stream().map(i -> wanted.get(i).prefixed(prefix)).toList());
        Set<Integer> renamed = new HashSet<>();
        for (int i = 0; i < second.size(); i++) {
            if (second.get(i).refusal() == null) {
                answers.set(again.get(i), second.get(i));
                renamed.add(again.get(i));
            }
        }
        return renamed;
    }

    private static boolean isForItsCode(@Nullable RefusedException refusal) {
        return refusal != null
                && (refusal.reason() == RefusedException.Reason.TAKEN
                        || refusal.faults().stream().anyMatch(fault -> fault.code() == FaultCode.RESERVED));
    }

    private Planned planned(ForeignLink link, Wanted wanted, LinkMaker.Answer answer, List<String> notes) {
        RefusedException refusal = answer.refusal();
        if (refusal != null) {
            return refused(link, refusal.getMessage() + (isForItsCode(refusal) ? waysOut(link, wanted) : ""));
        }
        LinkKey key = answer.key();
        return new Planned(
                link.place(),
                notes.isEmpty() ? Outcome.MADE : Outcome.CHANGED,
                key == null ? null : domains.shortUrl(key.domain(), key.code()),
                link.destination(),
                notes,
                null);
    }

    private String waysOut(ForeignLink link, Wanted wanted) {
        String host = link.domain() == null ? "" : link.domain() + "=";
        String others = domains.domains().isEmpty() ? "another domain of the settings" : "another domain";
        return " on " + wanted.domain() + ": --prefix TEXT puts something before such codes, --domain " + host
                + "HOST brings them to " + others;
    }

    private static Planned refused(ForeignLink link, @Nullable String why) {
        return new Planned(link.place(), Outcome.REFUSED, null, link.destination(), List.of(), why == null ? "" : why);
    }
}
