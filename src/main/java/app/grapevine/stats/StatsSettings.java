package app.grapevine.stats;

import java.util.Currency;

/**
 * @param currency the ISO 4217 code of the currency that revenue is reported in
 * @param smallCells what is hidden from all but admins
 */
public record StatsSettings(String currency, SmallCells smallCells) {
    /** @throws IllegalArgumentException if there is no such currency */
    public StatsSettings {
        Currency.getInstance(currency);
    }

    /** One by which nothing is hidden. */
    public StatsSettings(String currency) {
        this(currency, new SmallCells(0));
    }
}
