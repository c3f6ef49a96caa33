package app.grapevine.conversions;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An amount of money, with as many decimals as its currency has, or more where the amount needs them.
 *
 * @param currency ISO 4217
 */
public record Money(BigDecimal amount, String currency) {
    public Money {
        int usual = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        int needed = Math.max(0, amount.stripTrailingZeros().scale());
        amount = amount.setScale(Math.max(usual, needed), RoundingMode.UNNECESSARY);
    }
}
