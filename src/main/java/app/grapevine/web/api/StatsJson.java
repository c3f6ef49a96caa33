package app.grapevine.web.api;

import app.grapevine.rollups.Dimension;
import app.grapevine.stats.Figures;
import app.grapevine.stats.Filter;
import app.grapevine.stats.Interval;
import app.grapevine.stats.OpeningSum;
import app.grapevine.stats.Selection;
import app.grapevine.stats.StatsAnswer;
import app.grapevine.stats.StatsQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer of the stats, as the API writes it, with the question as it was understood. What is not shown is null. */
public record StatsJson(
        QueryJson query,
        Map<String, @Nullable Object> total,
        List<Map<String, @Nullable Object>> rows,
        boolean truncated,
        @Nullable Integer smallCells,
        @Nullable OpeningSum openingBalance,
        Instant asOf) {
    /** The question. */
    public record QueryJson(
            Instant from,
            Instant to,
            String tz,
            @Nullable String interval,
            List<String> by,
            Map<String, List<String>> filters) {
        static QueryJson of(StatsQuery query) {
            Selection selection = query.selection();
            Interval interval = query.interval();
            Map<String, List<String>> filters = new LinkedHashMap<>();
            for (Map.Entry<Filter, List<String>> filter : selection.filters().entrySet()) {
                filters.put(filter.getKey().label(), filter.getValue());
            }
            return new QueryJson(
                    selection.from(),
                    selection.to(),
                    query.zone().getId(),
                    interval == null ? null : interval.label(),
                    query.by().stream().map(Dimension::label).toList(),
                    filters);
        }
    }

    /** The same without a key of its rows, which is null then. */
    public StatsJson without(String key) {
        List<Map<String, @Nullable Object>> less = new ArrayList<>(rows.size());
        for (Map<String, @Nullable Object> row : rows) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>(row);
            if (row.containsKey(key)) {
                copy.put(key, null);
            }
            less.add(copy);
        }
        return new StatsJson(query, total, less, truncated, smallCells, openingBalance, asOf);
    }

    /** The answer, as far as it is shown. */
    public static StatsJson of(StatsAnswer answer) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(answer.rows().size());
        for (StatsAnswer.Row row : answer.rows()) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>(row.keys());
            json.computeIfPresent(Dimension.GENERATION.label(), (name, text) -> Integer.valueOf(text.toString()));
            put(json, row.figures(), answer, row.hidden());
            rows.add(json);
        }
        Map<String, @Nullable Object> total = new LinkedHashMap<>();
        put(total, answer.total(), answer, answer.totalHidden());
        return new StatsJson(
                QueryJson.of(answer.query()),
                total,
                rows,
                answer.truncated(),
                answer.smallCells() == 0 ? null : answer.smallCells(),
                answer.openingSum(),
                answer.asOf());
    }

    /** Where something may be hidden, it says whether it is; what is hidden is null. */
    private static void put(Map<String, @Nullable Object> json, Figures figures, StatsAnswer answer, boolean hidden) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        put(shown, figures, answer.query().conversions());
        if (hidden) {
            shown.replaceAll((name, value) -> null);
        }
        json.putAll(shown);
        if (answer.smallCells() > 0) {
            json.put("hidden", hidden);
        }
    }

    private static void put(Map<String, @Nullable Object> json, Figures figures, boolean conversions) {
        json.put("clicks", figures.clicks());
        json.put("visitors", figures.visitors());
        json.put("previews", figures.previews());
        json.put("shares", figures.shares());
        json.put("bots", figures.bots());
        json.put("suppressed", figures.suppressed());
        json.put("unusual", figures.unusual());
        json.put("darkBefore", figures.darkBefore());
        json.put("darkAfter", figures.darkAfter());
        if (!conversions) {
            return;
        }
        json.put("conversions", figures.conversions());
        json.put(
                "revenue",
                MoneyJson.of(figures.revenue().amount(), figures.revenue().currency()));
        json.put(
                "otherRevenue",
                figures.otherRevenue().stream()
                        .map(money -> MoneyJson.of(money.amount(), money.currency()))
                        .toList());
    }
}
