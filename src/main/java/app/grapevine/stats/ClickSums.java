package app.grapevine.stats;

import app.grapevine.attribution.Tier;
import app.grapevine.base.QuarterHours;
import app.grapevine.rollups.Dimension;
import app.grapevine.rollups.Measure;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.SqlText;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitKey;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what the rollups cannot answer from single visits and conversions; its cost follows their number.
 */
final class ClickSums {
    private final Handle handle;
    private final Dialect dialect;
    private final VisitStore store;
    private final Selection selection;
    private final LinkScope scope;
    private final Sums sums;
    private final List<Dimension> by;

    ClickSums(Handle handle, Dialect dialect, Selection selection, LinkScope scope, Sums sums) {
        this.handle = handle;
        this.dialect = dialect;
        this.store = VisitStores.of(dialect);
        this.selection = selection;
        this.scope = scope;
        this.sums = sums;
        this.by = sums.by();
    }

    void visits() {
        if (dialect == Dialect.POSTGRESQL) {
            visitsInTable();
        } else {
            visitsOneByOne();
        }
    }

    private void visitsOneByOne() {
        Set<Long> links = scope.all(handle);
        LinkAttributes attributes = new LinkAttributes(sums);
        attributes.load(handle, links);
        long[] counts = new long[Measure.COUNT];
        store.each(handle, selection.visitRange(links), selection.visitFilter(), visit -> {
            Arrays.fill(counts, 0);
            Measure.of(visit, measure -> counts[measure.ordinal()]++);
            boolean dark = visit.verdict() != null && visit.verdict().tier() == Tier.DARK;
            attributes.rows(visit.atMillis(), visit.linkId(), visit, sum -> sum.add(counts, dark));
        });
    }

    private void visitsInTable() {
        SqlText sql = new SqlText();
        sql.add("""
                SELECT COUNT(*) FILTER (WHERE k.kind = 'CLICK'),
                    COUNT(*) FILTER (WHERE k.kind = 'CLICK' AND k.first_of_day),
                    COUNT(*) FILTER (WHERE k.kind = 'PREVIEW'),
                    COUNT(*) FILTER (WHERE k.kind = 'BOT'),
                    COUNT(*) FILTER (WHERE k.kind = 'SUPPRESSED'),
                    COUNT(*) FILTER (WHERE k.kind = 'CLICK' AND k.referrer IS NULL),
                    COUNT(*) FILTER (WHERE k.kind = 'PREVIEW' AND k.share_attempt),
                    COUNT(*) FILTER (WHERE k.kind = 'UNUSUAL'),
                    CASE WHEN k.tier = 'DARK' THEN 1 ELSE 0 END""");
        List<String> groups = keys(sql, "k.at", "k.link_id");
        sql.add("FROM recorded_visits k");
        scope.join(sql, "k.link_id", by);
        sql.add("WHERE k.at >= " + sql.value(selection.from().toEpochMilli()));
        sql.add("AND k.at < " + sql.value(selection.to().toEpochMilli()));
        selection.visitFilter().where(sql);
        scope.where(sql, "k.link_id");
        groups.add("CASE WHEN k.tier = 'DARK' THEN 1 ELSE 0 END");
        sql.add("GROUP BY " + String.join(", ", groups));
        sql.on(handle)
                .setFetchSize(1000)
                .map((row, context) -> {
                    long[] counts = new long[Measure.COUNT];
                    for (int i = 0; i < counts.length; i++) {
                        counts[i] = row.getLong(1 + i);
                    }
                    sums.row(keys(row, counts.length + 2)).add(counts, row.getInt(counts.length + 1) == 1);
                    return true;
                })
                .forEach(done -> {});
    }

    void conversions() {
        if (asksForVisits()) {
            // Not always, for looking up their visits one by one is most of what an answer costs.
            conversionsOneByOne(listConversions(false));
        } else {
            conversionsOfLinks();
        }
        List<Converted> waiting = listConversions(true);
        if (!waiting.isEmpty()) {
            conversionsOneByOne(waiting);
        }
    }

    private boolean asksForVisits() {
        return by.stream().anyMatch(dimension -> dimension.isOf(Dimension.Of.VISIT)) || selection.hasVisitFilter();
    }

    private void conversionsOfLinks() {
        SqlText sql = new SqlText();
        sql.add("SELECT COUNT(CASE WHEN c.amount < 0 THEN NULL ELSE 1 END), SUM(c.amount), c.currency");
        List<String> groups = keys(sql, "c.occurred_at", "c.link_id");
        sql.add("FROM conversions c");
        scope.join(sql, "c.link_id", by);
        occurred(sql);
        sql.add("AND c.link_id <> 0");
        scope.where(sql, "c.link_id");
        groups.add("c.currency");
        sql.add("GROUP BY " + String.join(", ", groups));
        sql.on(handle)
                .map((row, context) -> {
                    sums.row(keys(row, 4)).addConversions(row.getLong(1), row.getBigDecimal(2), row.getString(3));
                    return true;
                })
                .forEach(done -> {});
    }

    /** @param link 0 where the visit was not stored yet when the conversion came */
    private record Converted(
            VisitKey visit,
            long link,
            long occurredAt,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            String event,
            @Nullable String heardFrom) {
        @Nullable
        String value(Dimension dimension) {
            return dimension == Dimension.EVENT ? event : heardFrom;
        }

        /** Whether it takes back of what was counted before. */
        boolean isCorrection() {
            return amount != null && amount.signum() < 0;
        }
    }

    /** @param waiting those whose visit was not stored yet when they came; there are few */
    private List<Converted> listConversions(boolean waiting) {
        SqlText sql = new SqlText().add("SELECT c.* FROM conversions c");
        if (!waiting) {
            scope.join(sql, "c.link_id", List.of());
        }
        occurred(sql);
        sql.add(waiting ? "AND c.link_id = 0" : "AND c.link_id <> 0");
        if (!waiting) {
            scope.where(sql, "c.link_id");
        }
        return sql.on(handle)
                .map((row, context) -> new Converted(
                        new VisitKey(row.getLong("node"), row.getLong("sequence")),
                        row.getLong("link_id"),
                        row.getLong("occurred_at"),
                        row.getBigDecimal("amount"),
                        row.getString("currency"),
                        row.getString("event"),
                        row.getString("heard_from")))
                .list();
    }

    /** In the range, of a click, and not called off. */
    private void occurred(SqlText sql) {
        sql.add("WHERE c.occurred_at >= " + sql.value(selection.from().toEpochMilli()));
        sql.add("AND c.occurred_at < " + sql.value(selection.to().toEpochMilli()));
        sql.add("AND c.reason IS NULL");
        Conditions.conversions(sql, selection);
        sql.add("AND NOT EXISTS (SELECT 1 FROM conversion_cancels x WHERE x.external_id = c.external_id)");
    }

    private void conversionsOneByOne(List<Converted> conversions) {
        Map<VisitKey, Click> visits = store.find(
                handle, conversions.stream().map(Converted::visit).collect(Collectors.toSet()), linksOf(conversions));
        VisitFilter filter = selection.visitFilter();
        Set<Long> links =
                scope.among(handle, visits.values().stream().map(Click::linkId).collect(Collectors.toSet()));
        LinkAttributes attributes = new LinkAttributes(sums);
        attributes.load(handle, links);
        for (Converted conversion : conversions) {
            Click visit = visits.get(conversion.visit());
            if (visit != null && links.contains(visit.linkId()) && filter.accepts(visit)) {
                attributes.rows(
                        conversion.occurredAt(),
                        visit.linkId(),
                        visit,
                        conversion::value,
                        sum -> sum.addConversions(
                                conversion.isCorrection() ? 0 : 1, conversion.amount(), conversion.currency()));
            }
        }
    }

    /** Null where one of them is not known. */
    private static @Nullable Set<Long> linksOf(List<Converted> conversions) {
        Set<Long> links = conversions.stream().map(Converted::link).collect(Collectors.toSet());
        return links.contains(0L) ? null : links;
    }

    /** Adds the keys' columns to a SELECT clause; returns what to group by. */
    private List<String> keys(SqlText sql, String at, String link) {
        List<String> groups = new ArrayList<>();
        for (Dimension dimension : by) {
            String column = switch (dimension) {
                case TIME -> at + " / " + QuarterHours.MILLIS;
                case LINK -> link;
                default ->
                    dimension.isOf(Dimension.Of.VISIT)
                            ? LinkAttributes.property(dimension).column()
                            : Conditions.column(dimension);
            };
            sql.add(", " + column);
            groups.add(column);
        }
        return groups;
    }

    private @Nullable Object[] keys(ResultSet row, int firstColumn) throws SQLException {
        @Nullable Object[] keys = new @Nullable Object[by.size()];
        for (int i = 0; i < keys.length; i++) {
            int column = firstColumn + i;
            Dimension dimension = by.get(i);
            keys[i] = switch (dimension) {
                case TIME -> sums.bucket(row.getLong(column));
                case LINK -> row.getLong(column);
                default ->
                    dimension.isOf(Dimension.Of.VISIT)
                            ? LinkAttributes.property(dimension).word(row.getString(column))
                            : row.getString(column);
            };
        }
        return keys;
    }
}
