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
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jdbi.v3.core.Handle;

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
        Instant now = Instant.ofEpochMilli(clock.millis());
        ConversionCheck.check(draft, now);
        String clickId = requireNonNull(draft.clickId());
        String event = requireNonNull(draft.event());
        ClickKey click = ids.decode(clickId).orElseThrow(Conversions::unknownClick);
        Instant occurredAt = draft.occurredAt() == null ? now : draft.occurredAt();
        return database.write(handle -> {
            ConversionDao.settle(handle, store);
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
                    event,
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
        });
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
        Optional<Click> click =
                Optional.ofNullable(store.find(handle, List.of(visit), null).get(visit));
        if (click.isEmpty() && PositionDao.isAhead(handle, key.node(), key.sequence())) {
            return 0;
        }
        Click stored = click.orElseThrow(Conversions::unknownClick);
        if (occurredAt.plus(ConversionCheck.CLOCKS).toEpochMilli() < stored.atMillis()) {
            throw RefusedException.invalid("occurredAt", FaultCode.BEFORE_CLICK);
        }
        return stored.linkId();
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
