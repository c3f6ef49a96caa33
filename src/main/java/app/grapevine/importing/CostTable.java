package app.grapevine.importing;

import app.grapevine.campaigns.Campaign;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a campaign cost as a table that is taken away, and can be brought back: {@link CostFile} makes the same costs of it. */
public final class CostTable {
    /** The names of its columns. */
    public static final List<String> COLUMNS = CostColumn.FIELDS;

    private CostTable() {}

    /** The cells of a cost. */
    public static @Nullable Object[] cells(Campaign.Cost cost) {
        Campaign.Price price = cost.price();
        return new @Nullable Object[] {
            cost.channel(),
            cost.audience(),
            cost.sent(),
            price == null ? null : withoutTwoReadings(price.amount()),
            price == null ? null : price.currency()
        };
    }

    /** With a zero behind three decimals, which would else be thousands to some: {@code 1.249} is written {@code 1.2490}. */
    private static BigDecimal withoutTwoReadings(BigDecimal amount) {
        return amount.scale() == 3 ? amount.setScale(4) : amount;
    }
}
