package app.grapevine.campaigns;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Links with a common purpose, with dates and a cost per channel.
 *
 * @param utm what it says of the utm parameters of its links, with placeholders
 */
public record Campaign(
        String slug,
        String name,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        List<Cost> costs,
        Utm utm,
        Instant createdAt,
        Instant updatedAt) {
    public Campaign {
        costs = List.copyOf(costs);
    }

    Campaign withCosts(List<Cost> replaced) {
        return new Campaign(slug, name, startsOn, endsOn, replaced, utm, createdAt, updatedAt);
    }

    /** What a channel cost. @param currency ISO 4217 */
    public record Cost(String channel, BigDecimal amount, String currency) {}
}
