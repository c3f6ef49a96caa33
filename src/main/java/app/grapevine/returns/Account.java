package app.grapevine.returns;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Money of one currency: what came in, what it cost, and what of both can be held against each other. Currencies are never turned
 * into one another.
 *
 * @param currency ISO 4217
 * @param revenue all of it
 * @param cost null where nobody said what it cost
 * @param covered what came of where that cost was spent, which alone the cost is held against; null without a cost, and where it is
 *     withheld
 */
public record Account(
        String currency,
        BigDecimal revenue,
        @Nullable BigDecimal cost,
        @Nullable Brought covered) {
    private static final int DECIMALS_OF_MONEY = 4;
    private static final int DECIMALS_OF_RETURN = 6;

    /** What came in of where the cost was spent. */
    public Optional<BigDecimal> coveredRevenue() {
        return covered == null ? Optional.empty() : Optional.of(covered.revenueIn(currency));
    }

    /** To four decimals; empty without a cost or a click. */
    public Optional<BigDecimal> costPerClick() {
        return covered == null ? Optional.empty() : costPer(covered.clicks());
    }

    /** To four decimals; empty without a cost or a conversion. */
    public Optional<BigDecimal> costPerConversion() {
        return covered == null ? Optional.empty() : costPer(covered.conversions());
    }

    private Optional<BigDecimal> costPer(long number) {
        return cost == null || number == 0
                ? Optional.empty()
                : Optional.of(cost.divide(BigDecimal.valueOf(number), DECIMALS_OF_MONEY, RoundingMode.HALF_UP));
    }

    /** Revenue less cost, in parts of the cost, to six decimals; empty where nothing was spent. */
    public Optional<BigDecimal> returned() {
        return cost == null || covered == null || cost.signum() == 0
                ? Optional.empty()
                : Optional.of(covered.revenueIn(currency)
                        .subtract(cost)
                        .divide(cost, DECIMALS_OF_RETURN, RoundingMode.HALF_UP));
    }

    Account withoutCost() {
        return new Account(currency, revenue, null, null);
    }

    Account withheld() {
        return new Account(currency, revenue, cost, null);
    }
}
