package app.grapevine.stats;

import app.grapevine.conversions.Money;
import app.grapevine.rollups.Measure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The measures of a row of an answer, being added up. Not safe for use by many threads. */
final class Sum {
    private final long[] counts = new long[Measure.COUNT];
    private long darkAfter;
    private long conversions;
    private @Nullable Map<String, BigDecimal> revenue;

    /** @param counts by {@link Measure} */
    void add(long[] counts, boolean dark) {
        for (int i = 0; i < counts.length; i++) {
            this.counts[i] += counts[i];
        }
        darkAfter += dark ? counts[Measure.CLICKS.ordinal()] : 0;
    }

    /** @param total by {@link Measure}, and behind them the clicks that stay dark */
    void addTotal(long[] total) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += total[i];
        }
        darkAfter += total[Measure.COUNT];
    }

    void addConversions(long count, @Nullable BigDecimal amount, @Nullable String currency) {
        conversions += count;
        if (amount != null && currency != null) {
            if (revenue == null) {
                revenue = new TreeMap<>();
            }
            revenue.merge(currency, amount, BigDecimal::add);
        }
    }

    void addAll(Sum other) {
        add(other.counts, false);
        darkAfter += other.darkAfter;
        conversions += other.conversions;
        if (other.revenue != null) {
            other.revenue.forEach((currency, amount) -> addConversions(0, amount, currency));
        }
    }

    boolean isEmpty() {
        for (long count : counts) {
            if (count != 0) {
                return false;
            }
        }
        return conversions == 0 && revenue == null;
    }

    long clicks() {
        return counts[Measure.CLICKS.ordinal()];
    }

    long conversions() {
        return conversions;
    }

    Set<String> currencies() {
        return revenue == null ? Set.of() : revenue.keySet();
    }

    Figures figures(String currency) {
        Map<String, BigDecimal> amounts = revenue == null ? Map.of() : revenue;
        List<Money> others = new ArrayList<>();
        amounts.forEach((other, amount) -> {
            if (!other.equals(currency)) {
                others.add(new Money(amount, other));
            }
        });
        return new Figures(
                clicks(),
                count(Measure.VISITORS),
                count(Measure.PREVIEWS),
                count(Measure.SHARES),
                count(Measure.BOTS),
                count(Measure.SUPPRESSED),
                count(Measure.UNUSUAL),
                count(Measure.DARK_BEFORE),
                darkAfter,
                conversions,
                new Money(amounts.getOrDefault(currency, BigDecimal.ZERO), currency),
                others);
    }

    private long count(Measure measure) {
        return counts[measure.ordinal()];
    }
}
