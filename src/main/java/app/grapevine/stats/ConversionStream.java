package app.grapevine.stats;

import app.grapevine.attribution.Tier;
import app.grapevine.attribution.Verdict;
import app.grapevine.clicks.ClickIds;
import app.grapevine.conversions.Conversion;
import app.grapevine.conversions.Money;
import app.grapevine.stats.RecordedConversionDao.LinkName;
import app.grapevine.stats.RecordedConversionDao.Row;
import app.grapevine.storage.Database;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitKey;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Conversions from the newest to the oldest, each with its click, read piece by piece and never held as a whole. No transaction is
 * held open between pieces: what is told meanwhile of a time that was passed already is not part of it. A conversion that waits is
 * shown by its click as soon as that is stored, as reports count it. Not safe for use by many threads.
 */
final class ConversionStream {
    private static final int PIECE = 1000;

    private final Database database;
    private final ClickIds ids;
    private final VisitStore store;
    private final ConversionQuery query;
    private final VisitFilter filter;
    private final int piece;
    private final Deque<Placed> read = new ArrayDeque<>();
    private @Nullable ConversionPlace place;
    private boolean ended;

    /** A conversion, and where it stands. */
    record Placed(ConversionPlace place, RecordedConversion conversion) {}

    /** @param wanted how many conversions will be taken at most */
    ConversionStream(Database database, ClickIds ids, ConversionQuery query, int wanted) {
        this.database = database;
        this.ids = ids;
        this.store = VisitStores.of(database.dialect());
        this.query = query;
        this.filter = query.selection().visitFilter();
        // Of what is asked of clicks, nobody knows how much of a piece is left.
        this.piece = query.selection().hasVisitFilter() ? PIECE : Math.min(wanted, PIECE);
        this.place = query.after();
    }

    /** The next conversion; null at the end. */
    @Nullable
    Placed next() {
        while (read.isEmpty() && !ended) {
            database.read(handle -> {
                List<Row> rows = RecordedConversionDao.list(handle, query, place, piece);
                ended = rows.size() < piece;
                place = rows.isEmpty() ? place : rows.get(rows.size() - 1).place();
                add(handle, rows);
                return true;
            });
        }
        return read.poll();
    }

    private void add(Handle handle, List<Row> rows) {
        Map<VisitKey, Click> clicks = clicks(handle, rows);
        Map<Long, LinkName> links = linksOfWaiting(handle, rows, clicks);
        boolean anyClick = !query.selection().hasVisitFilter();
        boolean anyLink = !query.selection().hasLinkFilter();
        for (Row row : rows) {
            @Nullable Click click = row.click() == null ? null : clicks.get(row.click());
            @Nullable LinkName link = row.isWaiting() && click != null ? links.get(click.linkId()) : row.link();
            boolean isMeant = (anyClick || click != null && filter.accepts(click))
                    && (anyLink || link != null || !row.isWaiting());
            if (isMeant) {
                read.add(new Placed(row.place(), conversion(row, click, link)));
            }
        }
    }

    private Map<VisitKey, Click> clicks(Handle handle, List<Row> rows) {
        Set<VisitKey> tied = new HashSet<>();
        Set<VisitKey> waiting = new HashSet<>();
        Set<Long> links = new HashSet<>();
        for (Row row : rows) {
            VisitKey click = row.click();
            if (click != null && row.isWaiting()) {
                waiting.add(click);
            } else if (click != null) {
                tied.add(click);
                links.add(row.linkId());
            }
        }
        // Apart, for where the links are known they are found quicker.
        Map<VisitKey, Click> clicks = new HashMap<>(tied.isEmpty() ? Map.of() : store.find(handle, tied, links));
        if (!waiting.isEmpty()) {
            clicks.putAll(store.find(handle, waiting, null));
        }
        return clicks;
    }

    private Map<Long, LinkName> linksOfWaiting(Handle handle, List<Row> rows, Map<VisitKey, Click> clicks) {
        Set<Long> links = new HashSet<>();
        for (Row row : rows) {
            @Nullable Click click = row.isWaiting() && row.click() != null ? clicks.get(row.click()) : null;
            if (click != null) {
                links.add(click.linkId());
            }
        }
        return links.isEmpty() ? Map.of() : RecordedConversionDao.names(handle, links, query.selection());
    }

    private RecordedConversion conversion(Row row, @Nullable Click click, @Nullable LinkName link) {
        @Nullable Verdict verdict = click == null ? null : click.verdict();
        @Nullable Tier tier = verdict == null ? null : verdict.tier();
        BigDecimal amount = row.amount();
        String currency = row.currency();
        VisitKey key = row.click();
        Long clickedAt = click == null ? row.clickedAt() : Long.valueOf(click.atMillis());
        return new RecordedConversion(
                new Conversion(
                        row.id(),
                        key == null ? null : ids.encode(key.node(), key.sequence()),
                        row.reason(),
                        link == null ? row.campaign() : link.campaign(),
                        row.event(),
                        amount == null || currency == null ? null : new Money(amount, currency),
                        row.externalId(),
                        row.heardFrom(),
                        Instant.ofEpochMilli(row.occurredAt())),
                row.cancelledAt() == null ? null : Instant.ofEpochMilli(row.cancelledAt()),
                clickedAt == null ? null : Instant.ofEpochMilli(clickedAt),
                link == null ? null : link.code(),
                link == null ? null : link.domain(),
                verdict == null ? null : verdict.channel(),
                verdict == null ? null : verdict.origin(),
                tier == null ? null : tier.label());
    }
}
