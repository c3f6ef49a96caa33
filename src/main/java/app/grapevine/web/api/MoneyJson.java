package app.grapevine.web.api;

import java.math.BigDecimal;

/** An amount of money as the API writes it. @param currency ISO 4217 */
record MoneyJson(String amount, String currency) {
    static MoneyJson of(BigDecimal amount, String currency) {
        return new MoneyJson(amount.toPlainString(), currency);
    }
}
