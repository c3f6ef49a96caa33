package app.grapevine.conversions;

import static java.util.Objects.requireNonNull;

import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.clicks.ClickIds;
import app.grapevine.clicks.ClickIds.ClickKey;
import app.grapevine.clicks.PositionDao;
import app.grapevine.storage.Database;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitKey;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import com.github.f4b6a3.tsid.TsidCreator;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The door of conversions: takes what clicks led to, each once. Safe for use by many threads and nodes.
 *
 * <p>A conversion may come before its click is in the tables: a click waits in its node's journal for a
 * moment, or for as long as the database was away. An id that names a known node cannot be made up, so the
 * conversion is taken, its link is left open (0), and the link is noted once the click is stored; reports
 * find it by its click meanwhile. Should the click never arrive, as its disk was lost, it is in no report.
 */
public final class Conversions {
    private final Database database;
    private final VisitStore store;
    private final ClickIds ids;
    private final Clock clock;

    public Conversions(Database database, ClickIds ids, Clock clock) {
        this.database = database;
        this.store = VisitStores.of(database.dialect());
        this.ids = ids;
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

    /**
     * @throws RefusedException INVALID with every fault
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
     */
    public Outcome record(ConversionDraft draft) {
        return record(draft, link -> true);
    }

    /**
     * As {@link #record(ConversionDraft)}, of a click on one of the caller's links: other clicks are unknown to it.
     *
     * @param isTheirs whether a link is
     * @throws RefusedException BUSY for a click that is not stored yet, of which nobody can say whose it is
     */
    public Outcome record(ConversionDraft draft, LongPredicate isTheirs) {
        Instant now = now();
        ConversionCheck.check(draft, now);
        return database.write(handle -> {
            ConversionDao.settle(handle, store);
            return record(handle, draft, isTheirs, now);
        });
    }

    /**
     * Notes that a conversion is called off. One that is not known here may be yet to come: what is counted does not depend on which
     * comes first.
     *
     * @param isTheirs whether a link is the caller's; null for one who may see all. Others may call off only what is there, and
     *     theirs
     * @throws RefusedException INVALID with every fault, or BUSY as above
     */
    public Cancelled cancel(Cancellation cancellation, @Nullable LongPredicate isTheirs) {
        Instant now = now();
        ConversionCheck.check(cancellation, now);
        return database.write(handle -> {
            ConversionDao.settle(handle, store);
            return cancel(handle, cancellation, isTheirs, now);
        });
    }

    /**
     * Records many, in one unit of work: each is taken or refused by itself.
     *
     * @param isTheirs as above
     * @return what became of each, in the order given
     */
    public List<Result> recordAll(List<Reported> reports, @Nullable LongPredicate isTheirs) {
        Instant now = now();
        @Nullable Result[] results = new @Nullable Result[reports.size()];
        List<Integer> sound = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            results[i] = refusalOf(reports.get(i), now);
            if (results[i] == null) {
                sound.add(i);
            }
        }
        // In one order everywhere, of what is called off too: two that are sent the same would else wait for each
        // other in a ring.
        sound.sort(Comparator.<Integer, String>comparing(i -> key(reports.get(i)))
                .thenComparing(i -> reports.get(i) instanceof Cancellation));
        database.writeOnly(handle -> {
            ConversionDao.settle(handle, store);
            sound.forEach(i -> results[i] = record(handle, reports.get(i), isTheirs, now));
        });
        return Arrays.stream(results).map(Objects::requireNonNull).toList();
    }

    private static @Nullable Result refusalOf(Reported report, Instant now) {
        try {
            if (report instanceof Cancellation cancellation) {
                ConversionCheck.check(cancellation, now);
            } else if (report instanceof ConversionDraft draft) {
                ConversionCheck.check(draft, now);
            }
            return null;
        } catch (RefusedException e) {
            return new Result(null, null, e);
        }
    }

    /** Those that have none, which wait for nobody, first. */
    private static String key(Reported report) {
        String key = report.externalId();
        return key == null ? "" : key;
    }

    private Result record(Handle handle, Reported report, @Nullable LongPredicate isTheirs, Instant now) {
        try {
            if (report instanceof Cancellation cancellation) {
                return new Result(null, cancel(handle, cancellation, isTheirs, now), null);
            }
            LongPredicate any = isTheirs == null ? link -> true : isTheirs;
            return new Result(record(handle, (ConversionDraft) report, any, now), null, null);
        } catch (RefusedException e) {
            return new Result(null, null, e);
        }
    }

    private Cancelled cancel(Handle handle, Cancellation cancellation, @Nullable LongPredicate isTheirs, Instant now) {
        String externalId = cancellation.externalId();
        if (isTheirs != null) {
            long link = ConversionDao.findByExternalId(handle, externalId)
                    .map(ConversionDao.Row::linkId)
                    .orElseThrow(() -> RefusedException.invalid("cancels", FaultCode.UNKNOWN_CONVERSION));
            requireTheirs(link, isTheirs, "cancels", FaultCode.UNKNOWN_CONVERSION);
        }
        Instant given = cancellation.occurredAt();
        Instant occurredAt = given == null ? now : given;
        boolean created = ConversionDao.cancel(handle, externalId, occurredAt.toEpochMilli(), now.toEpochMilli());
        Instant first = created
                ? occurredAt
                : Instant.ofEpochMilli(
                        ConversionDao.findCancel(handle, externalId).orElseThrow());
        return new Cancelled(new Cancellation(externalId, first), created);
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    private Outcome record(Handle handle, ConversionDraft draft, LongPredicate isTheirs, Instant now) {
        ClickKey click = ids.decode(requireNonNull(draft.clickId())).orElseThrow(Conversions::unknownClick);
        Instant occurredAt = draft.occurredAt() == null ? now : draft.occurredAt();
        Optional<ConversionDao.Row> known = find(handle, draft);
        if (known.isPresent()) {
            requireTheirs(known.get().linkId(), isTheirs, "externalId", FaultCode.TAKEN);
            return new Outcome(conversion(known.get()), false);
        }
        long link = link(handle, click, occurredAt);
        requireTheirs(link, isTheirs, "clickId", FaultCode.UNKNOWN_CLICK);
        ConversionDao.Row row = new ConversionDao.Row(
                TsidCreator.getTsid().toLowerCase(),
                click.node(),
                click.sequence(),
                link,
                requireNonNull(draft.event()),
                draft.amount(),
                draft.currency(),
                draft.externalId(),
                occurredAt.toEpochMilli());
        if (ConversionDao.insert(handle, row, now.toEpochMilli())) {
            return new Outcome(conversion(row), true);
        }
        // Another request with the same external id was faster by a moment.
        ConversionDao.Row first = find(handle, draft).orElseThrow();
        requireTheirs(first.linkId(), isTheirs, "externalId", FaultCode.TAKEN);
        return new Outcome(conversion(first), false);
    }

    /** @param link 0 where it is not known yet */
    private static void requireTheirs(long link, LongPredicate isTheirs, String field, FaultCode otherwise) {
        if (!isTheirs.test(link)) {
            throw link == 0
                    ? new RefusedException(RefusedException.Reason.BUSY, "The click is not stored yet: try again.")
                    : RefusedException.invalid(field, otherwise);
        }
    }

    private static Optional<ConversionDao.Row> find(Handle handle, ConversionDraft draft) {
        return draft.externalId() == null
                ? Optional.empty()
                : ConversionDao.findByExternalId(handle, draft.externalId());
    }

    /** The click's link; 0 for a click that may still be in a journal. */
    private long link(Handle handle, ClickKey key, Instant occurredAt) {
        VisitKey visit = new VisitKey(key.node(), key.sequence());
        Optional<Click> click = find(handle, visit);
        if (click.isEmpty() && PositionDao.isAhead(handle, key.node(), key.sequence())) {
            return 0;
        }
        if (click.isEmpty()) {
            // It may have been stored between the two, for on PostgreSQL each statement sees a state of its own.
            click = find(handle, visit);
        }
        Click stored = click.orElseThrow(Conversions::unknownClick);
        if (occurredAt.plus(ConversionCheck.CLOCKS).toEpochMilli() < stored.atMillis()) {
            throw RefusedException.invalid("occurredAt", FaultCode.BEFORE_CLICK);
        }
        return stored.linkId();
    }

    private Optional<Click> find(Handle handle, VisitKey visit) {
        return Optional.ofNullable(store.find(handle, List.of(visit), null).get(visit));
    }

    private static RefusedException unknownClick() {
        return RefusedException.invalid("clickId", FaultCode.UNKNOWN_CLICK);
    }

    private Conversion conversion(ConversionDao.Row row) {
        BigDecimal amount = row.amount();
        String currency = row.currency();
        return new Conversion(
                row.id(),
                ids.encode(row.node(), row.sequence()),
                row.event(),
                amount == null || currency == null ? null : new Money(amount, currency),
                row.externalId(),
                Instant.ofEpochMilli(row.occurredAt()));
    }

    /** Takes away all that clicks on a link led to. */
    public static void erase(Database database, long linkId) {
        database.writeOnly(handle -> {
            ConversionDao.settle(handle, VisitStores.of(database.dialect()));
            ConversionDao.delete(handle, linkId);
        });
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
        return database.write(handle -> ConversionDao.settle(handle, store));
    }
}
