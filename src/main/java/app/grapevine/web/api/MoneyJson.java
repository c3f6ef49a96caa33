package app.grapevine.web.api;

import java.math.BigDecimal;

/** An amount of money as the API writes it. @param currency ISO 4217 */
public record MoneyJson(String amount, String currency) {
    public static MoneyJson of(BigDecimal amount, String currency) {
        return new MoneyJson(amount.toPlainString(), currency);
    }
}
