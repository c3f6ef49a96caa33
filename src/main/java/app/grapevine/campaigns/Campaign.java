package app.grapevine.campaigns;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Links with a common purpose, with dates, what they cost, and to how many they were sent.
 *
 * @param costs one at most for each place, and {@value #MOST_COSTS} at most
 * @param utm what it says of the utm parameters of its links, with placeholders
 * @param terms what its return is reckoned by
 * @param archived whether it is kept out of lists, while its links lead on and its report goes on
 */
public record Campaign(
        String slug,
        String name,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        List<Cost> costs,
        Utm utm,
        ReturnTerms terms,
        boolean archived,
        Instant createdAt,
        Instant updatedAt) {
    public static final int MOST_COSTS = 500;

    public Campaign {
        costs = List.copyOf(costs);
    }

    Campaign withCosts(List<Cost> replaced) {
        return new Campaign(slug, name, startsOn, endsOn, replaced, utm, terms, archived, createdAt, updatedAt);
    }

    /** Where in a campaign a cost is: null for a channel or an audience that it does not tell apart, both for the whole. */
    public record Place(@Nullable String channel, @Nullable String audience) {}

    /** An amount of money, unchecked in a draft. @param currency ISO 4217 */
    public record Price(BigDecimal amount, String currency) {}

    /**
     * What a channel, an audience, one in the other, or the whole campaign cost, and to how many it was sent.
     *
     * @param channel null where it is for all of them
     * @param audience null where it is for all of them
     * @param price null where nobody says, which is not the same as nothing
     * @param sent messages sent, the size of a group, copies printed; null where nobody says
     */
    public record Cost(
            @Nullable String channel,
            @Nullable String audience,
            @Nullable Price price,
            @Nullable Long sent) {
        public Place place() {
            return new Place(channel, audience);
        }
    }
}
