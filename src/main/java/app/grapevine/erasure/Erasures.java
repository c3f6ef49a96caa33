package app.grapevine.erasure;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import app.grapevine.clicks.ClickIds;
import app.grapevine.clicks.ClickSink;
import app.grapevine.clicks.VisitErasure;
import app.grapevine.conversions.Conversions;
import app.grapevine.erasure.Erasure.Scope;
import app.grapevine.links.LinkErasure;
import app.grapevine.notices.Notices;
import app.grapevine.sharing.SharedReports;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.LinkKey;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitKey;
import app.grapevine.webhooks.HookErasure;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Takes away what was recorded, on demand, with what clicks led to: entered here, and done in short units of work by
 * {@link #run} or {@link #runSome}; what was cut off is gone on with. What comes in late, as from a node that was stopped,
 * goes as well: a finished erasure is looked at again for a day, and in the first hour after a start.
 *
 * <p>What was only counted by then, for retention had deleted the visits, goes with whole links; of a stretch of time, and of
 * a visit, such sums stay: they tell nobody apart. User agents that no other visit has are left to
 * {@link app.grapevine.clicks.AgentSweep}, bytes in the embedded file to
 * {@link app.grapevine.storage.DatabaseFile#wipeDeleted}. Safe for use by many threads and nodes. Every method may throw
 * DatabaseUnavailableException.
 */
public final class Erasures {
    /** How many are listed. */
    public static final int LISTED = 200;

    private static final Duration SLICE = Duration.ofMillis(500);
    private static final long LATE_MILLIS = Duration.ofHours(25).toMillis();
    private static final long AFTER_START_MILLIS = Duration.ofHours(1).toMillis();
    private static final long LOOK_EVERY_MILLIS = Duration.ofMinutes(1).toMillis();
    /** How long it takes until a visit is asked for again that has not come out of its journal yet. */
    private static final long WAIT_MILLIS = Duration.ofSeconds(1).toMillis();

    private final Database database;
    private final ClickIds ids;
    private final LinkErasure links;
    private final VisitErasure visits;
    private final HookErasure hooks;
    private final Clock clock;
    private final long startedAt;
    /** Those whose links were taken down by this process. */
    private final Set<String> takenDown = ConcurrentHashMap.newKeySet();

    private final SecureRandom random = new SecureRandom();

    /**
     * @param sink the rollups
     * @param hooks what is yet to be told of what happened
     */
    public Erasures(Database database, ChangeFeed feed, ClickIds ids, ClickSink sink, HookErasure hooks, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.links = new LinkErasure(database, feed, clock);
        this.visits = new VisitErasure(database, sink);
        this.hooks = hooks;
        this.clock = clock;
        this.startedAt = clock.millis();
    }

    /**
     * Enters an erasure to be done.
     *
     * @throws RefusedException INVALID where it does not say one thing, or names a visit that is not known here; NOT_FOUND
     *     for a link or a campaign of which there is none
     */
    public Erasure enter(ErasureDraft draft) {
        check(draft);
        ErasureRow row = row(draft);
        database.writeOnly(handle -> ErasureDao.insert(handle, row));
        return described(row);
    }

    private void check(ErasureDraft draft) {
        Faults faults = new Faults();
        if (draft.link() == null && draft.campaign() == null && draft.clickId() == null && !draft.isOfTime()) {
            faults.add("link", FaultCode.ONE_OF_THESE, Map.of("known", "campaign, clickId, from, to"));
        }
        if (draft.link() != null && draft.campaign() != null) {
            faults.add("campaign", FaultCode.NOT_WITH, Map.of("other", "link"));
        }
        if (draft.clickId() != null && (draft.link() != null || draft.campaign() != null || draft.isOfTime())) {
            faults.add("clickId", FaultCode.NOT_ALONE);
        }
        if (draft.linksToo() && (draft.clickId() != null || draft.isOfTime())) {
            faults.add("linksToo", FaultCode.NOT_WITH, Map.of("other", draft.isOfTime() ? "from, to" : "clickId"));
        }
        Instant now = Instant.ofEpochMilli(clock.millis());
        Instant to = draft.to() == null ? now : draft.to();
        if (to.isAfter(now)) {
            faults.add("to", FaultCode.IN_THE_FUTURE);
        } else if (draft.from() != null && !draft.from().isBefore(to)) {
            faults.add("from", FaultCode.NOT_PAST);
        }
        faults.refuseIfAny();
    }

    private ErasureRow row(ErasureDraft draft) {
        Instant from = draft.from();
        Instant to = draft.to();
        LinkKey link = draft.link();
        String campaign = draft.campaign();
        Scope scope = draft.clickId() != null
                ? Scope.VISIT
                : link != null ? Scope.LINK : campaign != null ? Scope.CAMPAIGN : Scope.TIME;
        return new ErasureRow(
                Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX),
                scope,
                link == null ? campaign : link.domain() + "/" + link.code(),
                from == null ? null : from.toEpochMilli(),
                to == null ? null : to.toEpochMilli(),
                draft.clickId() == null ? null : visit(draft.clickId()),
                draft.linksToo(),
                draft.requestedBy(),
                clock.millis(),
                null,
                0,
                0,
                links(link, campaign));
    }

    private VisitKey visit(String clickId) {
        return ids.decode(clickId)
                .map(click -> new VisitKey(click.node(), click.sequence()))
                .filter(visits::isKnown)
                .orElseThrow(() -> RefusedException.invalid("clickId", FaultCode.UNKNOWN_CLICK));
    }

    private Set<Long> links(@Nullable LinkKey link, @Nullable String campaign) {
        if (link != null) {
            return Set.of(links.find(link)
                    .orElseThrow(() ->
                            RefusedException.notFound("there is no link " + link.code() + " on " + link.domain())));
        }
        if (campaign != null) {
            List<Long> found = links.ofCampaign(campaign);
            if (found.isEmpty()) {
                throw RefusedException.notFound("there is no link of a campaign " + campaign);
            }
            return new HashSet<>(found);
        }
        return Set.of();
    }

    public Optional<Erasure> find(String id) {
        return database.read(handle -> ErasureDao.find(handle, id)).map(Erasures::described);
    }

    /** The newest {@link #LISTED}, newest first. */
    public List<Erasure> list() {
        return database.read(handle -> ErasureDao.list(handle, LISTED)).stream()
                .map(Erasures::described)
                .toList();
    }

    private static Erasure described(ErasureRow row) {
        return new Erasure(
                row.id(),
                row.scope(),
                row.name(),
                instant(row.from()),
                instant(row.to()),
                row.linksToo(),
                row.requestedBy(),
                Instant.ofEpochMilli(row.requestedAt()),
                instant(row.finishedAt()),
                row.visits(),
                row.links());
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /**
     * Does all there is to do at once, on this thread.
     *
     * @param progress told now and then how many visits are erased
     */
    public void run(LongConsumer progress) {
        AtomicLong erased = new AtomicLong();
        Optional<ErasureRow> next = next();
        while (next.isPresent()) {
            int some = step(next.get());
            if (some > 0) {
                progress.accept(erased.addAndGet(some));
            }
            next = next();
        }
    }

    /** Some of what there is to do, for half a second; to be called again and again by one thread. */
    public void runSome() {
        long began = System.nanoTime();
        Optional<ErasureRow> next = next();
        while (next.isPresent() && System.nanoTime() - began < SLICE.toNanos()) {
            step(next.get());
            next = next();
        }
    }

    private Optional<ErasureRow> next() {
        long now = clock.millis();
        long since = now - startedAt < AFTER_START_MILLIS ? 0 : now - LATE_MILLIS;
        return database.read(handle -> ErasureDao.findUnfinished(handle, now - WAIT_MILLIS)
                .or(() -> ErasureDao.findToLookAt(handle, since, now - LOOK_EVERY_MILLIS)));
    }

    /** A unit of work on one; with the last of them it is finished. @return how many visits it erased */
    private int step(ErasureRow row) {
        takeDown(row);
        int some = database.<Integer>together(() -> counted(row, erase(row)));
        if (some == 0) {
            end(row);
        }
        return some;
    }

    private void takeDown(ErasureRow row) {
        if (row.linksToo() && row.finishedAt() == null && takenDown.add(row.id())) {
            links.takeDown(row.linkIds());
        }
    }

    private int erase(ErasureRow row) {
        if (row.scope() != Scope.VISIT) {
            return visits.eraseSome(row.range(), this::eraseBeside);
        }
        VisitKey visit = row.visit();
        return visit != null && visits.erase(visit, this::eraseBeside) ? 1 : 0;
    }

    private void eraseBeside(Handle handle, List<Click> gone) {
        hooks.eraseOf(handle, gone);
        Conversions.eraseOf(handle, gone);
        Notices.eraseOf(handle, gone.stream().map(Click::linkId).collect(Collectors.toSet()));
    }

    private int counted(ErasureRow row, int some) {
        if (some > 0) {
            database.writeOnly(handle -> ErasureDao.count(handle, row.id(), some, 0));
        }
        return some;
    }

    /** In one transaction with the erasing, so that who goes on where it was cut off counts no link twice. */
    private boolean counted(ErasureRow row, boolean linkErased) {
        if (linkErased) {
            database.writeOnly(handle -> ErasureDao.count(handle, row.id(), 0, 1));
        }
        return linkErased;
    }

    private void end(ErasureRow row) {
        VisitKey visit = row.visit();
        if (row.scope() != Scope.VISIT) {
            visits.eraseDeadLetters(row.range());
        }
        if (row.isOfWholeLinks() && row.finishedAt() == null) {
            forgetLinks(row);
        }
        boolean waits = visit != null && visits.mayCome(visit);
        long now = clock.millis();
        database.writeOnly(handle -> {
            ErasureDao.looked(handle, row.id(), now);
            if (!waits) {
                ErasureDao.finish(handle, row.id(), now);
            }
        });
    }

    /** What is counted of whole links, and the links themselves where they are to go. */
    private void forgetLinks(ErasureRow row) {
        for (long link : row.linkIds()) {
            if (row.linksToo()) {
                hooks.eraseLink(link);
            } else {
                hooks.eraseVisits(link);
            }
            Conversions.erase(database, link);
            Notices.erase(database, link);
            while (counted(row, visits.eraseSome(link)) > 0) {
                // Visits that came since it was asked for.
            }
        }
        if (row.scope() == Scope.CAMPAIGN && row.name() != null) {
            hooks.eraseUntied(row.name());
            Conversions.erase(database, row.name());
        }
        if (row.linksToo()) {
            row.linkIds().forEach(link -> database.together(() -> counted(row, links.erase(link))));
            if (row.scope() == Scope.CAMPAIGN && row.name() != null) {
                links.eraseCampaigns(List.of(row.name()));
                hooks.eraseCampaign(row.name());
                SharedReports.erase(database, row.name());
            }
        }
        hooks.renewSummaries();
    }
}
