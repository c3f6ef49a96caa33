package app.grapevine.returns;

import app.grapevine.campaigns.ConversionTerms;
import app.grapevine.conversions.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a report has beside its rows, as lines of the same file, each by the names of its columns: what it rests on, what came of passing
 * on, the lift, which conversions it counts, what is tied to no click, and what people say. The column {@code line} says which of
 * these a line is, {@code part} what of it. What is withheld has no line.
 */
final class ReturnParts {
    /** The columns that these lines have beside those of the rows. */
    static final List<String> COLUMNS = List.of(
            "part",
            "links",
            "hits",
            "of",
            "estimate",
            "estimateLow",
            "estimateHigh",
            "baseline",
            "ofWhat",
            "lacking",
            "windowDays",
            "heardFrom",
            "clickChannel");

    private static final int DIGITS = 6;

    private final ReturnReport report;
    private final List<Map<String, @Nullable Object>> lines = new ArrayList<>();

    private ReturnParts(ReturnReport report) {
        this.report = report;
    }

    static List<Map<String, @Nullable Object>> of(ReturnReport report) {
        ReturnParts parts = new ReturnParts(report);
        parts.evidence();
        parts.passingOn();
        parts.lift();
        parts.terms();
        parts.unattributed();
        parts.selfReported();
        return parts.lines;
    }

    /** To as many decimals as all shares of the file. */
    static BigDecimal number(double share) {
        return BigDecimal.valueOf(share).setScale(DIGITS, RoundingMode.HALF_UP);
    }

    private Map<String, @Nullable Object> line(String line, @Nullable Object part) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        cells.put("line", line);
        cells.put("part", part);
        cells.put("hidden", false);
        lines.add(cells);
        return cells;
    }

    private void evidence() {
        Evidence evidence = report.evidence();
        if (evidence != null) {
            brought(line("evidence", "sure"), evidence.sure());
            brought(line("evidence", "word"), evidence.word());
            brought(line("evidence", "open"), evidence.open());
        }
    }

    private static void brought(Map<String, @Nullable Object> cells, Brought brought) {
        cells.put("clicks", brought.clicks());
        cells.put("visitors", brought.visitors());
        cells.put("conversions", brought.conversions());
        cells.put("converted", brought.converted());
        revenue(cells, brought.money());
    }

    private static void revenue(Map<String, @Nullable Object> cells, List<Money> revenue) {
        revenue.forEach(money -> cells.put("revenue " + money.currency(), money.amount()));
    }

    private void passingOn() {
        for (PassingOn.Generation one : report.passingOn().generations()) {
            Map<String, @Nullable Object> cells = line("generation", one.generation());
            cells.put("links", one.links());
            cells.put("hidden", one.hidden());
            if (!one.hidden()) {
                brought(cells, one.brought());
                one.brought().rate().ifPresent(rate -> {
                    cells.put("rate", number(rate.share()));
                    rate.interval().ifPresent(bounds -> {
                        cells.put("rateLow", number(bounds.low()));
                        cells.put("rateHigh", number(bounds.high()));
                    });
                });
                further(one.generation(), one.further());
            }
        }
        further(null, report.passingOn().further());
    }

    /** @param generation null for all together */
    private void further(@Nullable Integer generation, @Nullable MeanOfCounts further) {
        if (further != null) {
            Map<String, @Nullable Object> cells = line("further", generation);
            cells.put("of", further.size());
            estimate(cells, further.mean(), further.interval());
            cells.put("small", further.isSmall());
        }
    }

    private static void estimate(
            Map<String, @Nullable Object> cells, Optional<Double> estimate, Optional<Bounds> interval) {
        cells.put("estimate", estimate.map(ReturnParts::number).orElse(null));
        cells.put(
                "estimateLow",
                interval.map(Bounds::low).map(ReturnParts::number).orElse(null));
        cells.put(
                "estimateHigh",
                interval.map(Bounds::high)
                        .filter(Double::isFinite)
                        .map(ReturnParts::number)
                        .orElse(null));
    }

    private void lift() {
        Lift lift = report.lift();
        if (lift == null) {
            return;
        }
        Comparison shares = lift.shares();
        CountComparison counts = lift.counts();
        Lift.Lacking lacking = lift.lacking();
        if (shares != null) {
            side("group", lift, shares.group(), shares.isSmall());
            side("baseline", lift, shares.baseline(), shares.isSmall());
            compared("difference", lift, Optional.of(shares.difference()), Optional.of(shares.differenceInterval()))
                    .put("small", shares.isSmall());
            compared("ratio", lift, shares.ratio(), shares.ratioInterval()).put("small", shares.isSmall());
        } else if (counts != null) {
            lift("group", lift).put("hits", counts.during());
            lift("baseline", lift).put("hits", counts.before());
            compared("ratio", lift, counts.ratio(), counts.ratioInterval()).put("small", counts.isSmall());
        } else if (lacking != null) {
            lift(null, lift).put("lacking", lacking.label());
        }
    }

    private Map<String, @Nullable Object> lift(@Nullable String part, Lift lift) {
        Map<String, @Nullable Object> cells = line("lift", part);
        cells.put("baseline", lift.baseline().label());
        cells.put("ofWhat", lift.of().label());
        return cells;
    }

    private void side(String part, Lift lift, Proportion share, boolean small) {
        Map<String, @Nullable Object> cells = lift(part, lift);
        cells.put("hits", share.hits());
        cells.put("of", share.of());
        cells.put("small", small);
        estimate(cells, Optional.of(share.share()), share.interval());
    }

    private Map<String, @Nullable Object> compared(
            String part, Lift lift, Optional<Double> estimate, Optional<Bounds> interval) {
        Map<String, @Nullable Object> cells = lift(part, lift);
        estimate(cells, estimate, interval);
        return cells;
    }

    private void terms() {
        ConversionTerms terms = report.campaign().terms().conversions();
        line("terms", terms.rule().label()).put("windowDays", terms.windowDays());
    }

    private void unattributed() {
        List<Unattributed> all = report.unattributed();
        if (all != null) {
            for (Unattributed one : all) {
                Map<String, @Nullable Object> cells = line("unattributed", one.reason());
                cells.put("conversions", one.conversions());
                revenue(cells, one.revenue());
            }
        }
    }

    private void selfReported() {
        SelfReported said = report.selfReported();
        if (said == null) {
            return;
        }
        for (SelfReported.Row row : said.rows()) {
            Map<String, @Nullable Object> cells = line("heard", row.tied() ? "tied" : "untied");
            cells.put("conversions", row.conversions());
            cells.put("heardFrom", row.heardFrom());
            cells.put("clickChannel", row.channel());
        }
        said.agreement().ifPresent(share -> {
            Map<String, @Nullable Object> cells = line("agreement", null);
            cells.put("hits", share.hits());
            cells.put("of", share.of());
            cells.put("small", share.isSmall());
            estimate(cells, Optional.of(share.share()), share.interval());
        });
    }
}
