package app.grapevine.conversions;

import static java.util.Objects.requireNonNull;

import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.clicks.ClickIds;
import app.grapevine.storage.Database;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The door of conversions: takes what clicks led to, each once. Safe for use by many threads and nodes.
 *
 * <p>A conversion may come before its click is in the tables: a click waits in its node's journal for a
 * moment, or for as long as the database was away. An id that names a known node cannot be made up, so the
 * conversion is taken, its link is left open (0), and the link is noted once the click is stored; reports
 * find it by its click meanwhile.
 *
 * <p>One that can be tied to no click is kept as well, with the reason: what a shop sold is not to be asked for twice, and how
 * much of it nobody can attribute belongs into a report.
 */
public final class Conversions {
    private final Database database;
    private final VisitStore store;
    private final Ties ties;
    private final ChannelCatalogue channels;
    private final ConversionMaker maker;
    private final ConversionWitness witness;
    private final Clock clock;
    private final ConversionTally tally = new ConversionTally();

    /**
     * @param channels by whose names people may have heard of something
     * @param witness sees each conversion as it is taken and as it is called off
     */
    public Conversions(
            Database database, ClickIds ids, ChannelCatalogue channels, ConversionWitness witness, Clock clock) {
        this.database = database;
        this.store = VisitStores.of(database.dialect());
        this.ties = new Ties(ids, store);
        this.channels = channels;
        this.maker = new ConversionMaker(ids);
        this.witness = witness;
        this.clock = clock;
    }

    /** @param created false where the external id had been recorded before; then that conversion is given */
    public record Outcome(Conversion conversion, boolean created) {}

    /**
     * What became of one of several; one of the three is there.
     *
     * @param outcome of a conversion that was taken
     * @param cancelled what was called off
     * @param refusal why neither
     */
    public record Result(
            @Nullable Outcome outcome,
            @Nullable Cancelled cancelled,
            @Nullable RefusedException refusal) {}

    /** Whether any was ever recorded. @throws app.grapevine.storage.DatabaseUnavailableException if the database is away */
    public boolean isAny() {
        return database.read(ConversionDao::isAny);
    }

    /**
     * @throws RefusedException INVALID with every fault
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
     */
    public Outcome record(ConversionDraft draft) {
        return record(draft, Reach.ALL);
    }

    /**
     * As {@link #record(ConversionDraft)}, of a click on one of the caller's links: other clicks are unknown to it.
     *
     * @throws RefusedException BUSY for a click that is not stored yet, of which nobody can say whose it is
     */
    public Outcome record(ConversionDraft draft, Reach reach) {
        return requireNonNull(only(draft, reach).outcome());
    }

    /**
     * Notes that a conversion is called off. One that is not known here may be yet to come: what is counted does not depend on which
     * comes first.
     *
     * @param reach whose conversions are the caller's. Who has not all may call off only what is there, and theirs
     * @throws RefusedException INVALID with every fault, or BUSY as above
     */
    public Cancelled cancel(Cancellation cancellation, Reach reach) {
        return requireNonNull(only(cancellation, reach).cancelled());
    }

    private Result only(Reported report, Reach reach) {
        Result result = recordAll(List.of(report), reach).get(0);
        if (result.refusal() != null) {
            throw result.refusal();
        }
        return result;
    }

    /**
     * Records many, in one unit of work: each is taken or refused by itself.
     *
     * @param reach as above
     * @return what became of each, in the order given
     */
    public List<Result> recordAll(List<? extends Reported> reports, Reach reach) {
        Instant now = now();
        @Nullable Result[] results = new @Nullable Result[reports.size()];
        List<@Nullable Reported> checked = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            @Nullable Reported sound = null;
            try {
                sound = checked(reports.get(i), now);
            } catch (RefusedException e) {
                results[i] = new Result(null, null, e);
            }
            checked.add(sound);
        }
        if (checked.stream().anyMatch(Objects::nonNull)) {
            @Nullable
            Result[] taken = database.write(handle -> {
                settle(handle, now);
                @Nullable Intake.Result[] all = new Intake(handle, ties, reach, now).take(checked);
                tell(handle, all);
                return results(handle, all);
            });
            for (int i = 0; i < results.length; i++) {
                results[i] = taken[i] == null ? results[i] : taken[i];
            }
        }
        List<Result> all = Arrays.stream(results).map(Objects::requireNonNull).toList();
        database.afterCommit(() -> all.forEach(this::count));
        return all;
    }

    /** What had been recorded before, and what is refused, is not counted. */
    private void count(Result result) {
        if (result.outcome() != null && result.outcome().created()) {
            tally.recorded(result.outcome().conversion().reason());
        } else if (result.cancelled() != null && result.cancelled().created()) {
            tally.cancelled();
        }
    }

    /**
     * How many this process recorded, by what became of each: {@code attributed} (waiting for their click's being stored among
     * them), the label of an {@link UnattributedReason}, or {@code cancelled} where something was called off.
     */
    public Map<String, Long> tally() {
        return tally.byOutcome();
    }

    private Reported checked(Reported report, Instant now) {
        if (report instanceof Cancellation cancellation) {
            ConversionCheck.check(cancellation, now);
            return cancellation;
        }
        return ConversionCheck.check((ConversionDraft) report, channels, now);
    }

    private @Nullable Result[] results(Handle handle, @Nullable Intake.Result[] taken) {
        Map<ConversionDao.Row, Conversion> conversions = maker.of(
                handle,
                Arrays.stream(taken)
                        .map(one -> one == null ? null : one.row())
                        .filter(Objects::nonNull)
                        .toList());
        @Nullable Result[] results = new @Nullable Result[taken.length];
        for (int i = 0; i < results.length; i++) {
            Intake.Result one = taken[i];
            if (one != null) {
                ConversionDao.Row row = one.row();
                results[i] = new Result(
                        row == null ? null : new Outcome(requireNonNull(conversions.get(row)), one.created()),
                        one.cancelled(),
                        one.refusal());
            }
        }
        return results;
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /** Takes away all that clicks on a link led to. */
    public static void erase(Database database, long linkId) {
        database.writeOnly(handle -> {
            ConversionDao.delete(handle, Settlement.listOpenClicks(handle, VisitStores.of(database.dialect()), linkId));
            ConversionDao.delete(handle, linkId);
        });
    }

    /** Takes away what is said to be a campaign's and is tied to no click. */
    public static void erase(Database database, String campaign) {
        database.writeOnly(handle -> ConversionDao.delete(handle, campaign));
    }

    /** Takes away what some visits led to, in the unit of work of whoever takes them away. */
    public static void eraseOf(Handle handle, List<Click> visits) {
        ConversionDao.delete(handle, visits);
    }

    /**
     * Notes the links of conversions that came before their clicks were stored. {@link #record} does so too;
     * to be called now and then where conversions are rare.
     *
     * @return how many
     */
    public int settle() {
        return database.<Integer>write(handle -> settle(handle, now()));
    }

    private int settle(Handle handle, Instant now) {
        List<ConversionDao.Row> settled = Settlement.run(handle, store, now);
        maker.of(handle, settled)
                .forEach((row, conversion) ->
                        witness.recorded(handle, conversion, row.tie().link()));
        return settled.size();
    }

    /** What waits for its click is told of once that is there. */
    private void tell(Handle handle, @Nullable Intake.Result[] all) {
        List<ConversionDao.Row> recorded = new ArrayList<>();
        for (Intake.Result result : all) {
            ConversionDao.Row row = result == null || !result.created() ? null : result.row();
            if (row != null && !row.tie().isWaiting()) {
                recorded.add(row);
            }
        }
        maker.of(handle, recorded)
                .forEach((row, conversion) ->
                        witness.recorded(handle, conversion, row.tie().link()));
        List<Cancellation> cancelled = Arrays.stream(all)
                .map(result -> result == null ? null : result.cancelled())
                .filter(one -> one != null && one.created())
                .map(one -> requireNonNull(one).cancellation())
                .toList();
        Map<String, ConversionDao.Row> known = ConversionDao.findByExternalIds(
                handle, cancelled.stream().map(Cancellation::externalId).toList());
        Map<ConversionDao.Row, Conversion> conversions = maker.of(handle, known.values());
        for (Cancellation cancellation : cancelled) {
            ConversionDao.Row row = known.get(cancellation.externalId());
            witness.cancelled(
                    handle,
                    cancellation,
                    row == null ? null : requireNonNull(conversions.get(row)),
                    row == null ? 0 : row.tie().link());
        }
    }
}
