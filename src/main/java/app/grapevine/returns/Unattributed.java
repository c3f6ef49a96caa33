package app.grapevine.returns;

import app.grapevine.conversions.Money;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Conversions that are said to be the campaign's and are tied to no click, for one reason. They are in no other figure of the report.
 *
 * @param reason by the label of an {@link app.grapevine.conversions.UnattributedReason}
 * @param conversions without corrections
 * @param revenue by currency, in the order of their codes
 */
public record Unattributed(String reason, long conversions, List<Money> revenue) {
    public Unattributed {
        revenue = List.copyOf(revenue);
    }

    /** By reason, in the order of their labels. */
    static List<Unattributed> of(List<Untied> all) {
        SortedMap<String, Long> counts = new TreeMap<>();
        Map<String, SortedMap<String, BigDecimal>> revenue = new HashMap<>();
        for (Untied one : all) {
            counts.merge(one.reason(), one.conversions(), Long::sum);
            SortedMap<String, BigDecimal> amounts = revenue.computeIfAbsent(one.reason(), none -> new TreeMap<>());
            @Nullable BigDecimal amount = one.amount();
            @Nullable String currency = one.currency();
            if (amount != null && currency != null) {
                amounts.merge(currency, amount, BigDecimal::add);
            }
        }
        return counts.entrySet().stream()
                .map(count -> new Unattributed(
                        count.getKey(),
                        count.getValue(),
                        revenue.getOrDefault(count.getKey(), new TreeMap<>()).entrySet().stream()
                                .map(amount -> new Money(amount.getValue(), amount.getKey()))
                                .toList()))
                .toList();
    }
}
