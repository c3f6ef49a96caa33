package app.grapevine.stats;

import java.util.Currency;

/** @param currency the ISO 4217 code of the currency that revenue is reported in */
public record StatsSettings(String currency) {
    /** @throws IllegalArgumentException if there is no such currency */
    public StatsSettings {
        Currency.getInstance(currency);
    }
}
