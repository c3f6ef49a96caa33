package app.grapevine.stats;

import app.grapevine.conversions.Money;
import java.util.List;

/**
 * The measures of a selection.
 *
 * @param clicks visits by people
 * @param visitors daily visitors, added up over days
 * @param previews fetches of link cards
 * @param shares attempts to share: previews without those that an app's cache explains
 * @param bots other automated visits
 * @param suppressed visits by people who asked not to be tracked
 * @param unusual clicks that are set apart, and counted neither among the clicks nor among the visitors
 * @param darkBefore clicks without a referrer
 * @param darkAfter clicks that stay dark after attribution
 * @param conversions what the clicks led to, counted when it happened
 * @param revenue its value in the answer's currency
 * @param otherRevenue its value in further currencies, by their codes
 */
public record Figures(
        long clicks,
        long visitors,
        long previews,
        long shares,
        long bots,
        long suppressed,
        long unusual,
        long darkBefore,
        long darkAfter,
        long conversions,
        Money revenue,
        List<Money> otherRevenue) {
    public Figures {
        otherRevenue = List.copyOf(otherRevenue);
    }
}
