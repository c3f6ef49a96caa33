package app.grapevine.returns;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of a report, or its total.
 *
 * @param key the channel, audience or tier; null for none, and in the total
 * @param sent to how many it went, added up; null where nobody said
 * @param ofSent what came of where it is known to how many it went; null where nobody said, and where it is withheld
 * @param heard how many who converted said to have heard of it by this channel, whatever their clicks say; null where rows are no channels, where nobody
 *     was asked, and where it is withheld
 * @param accounts by currency, in the order of their codes
 * @param hidden whether it is of so few people that its figures are not to be shown
 * @param eventsHidden whether of its conversions only the sum is to be shown
 */
public record ReturnRow(
        @Nullable String key,
        Brought brought,
        @Nullable Long sent,
        @Nullable Brought ofSent,
        @Nullable Long heard,
        List<Account> accounts,
        boolean hidden,
        boolean eventsHidden) {
    public ReturnRow {
        accounts = List.copyOf(accounts);
    }

    /** Without a currency in which nothing came in either. */
    ReturnRow withoutCosts() {
        List<Account> revenue = accounts.stream()
                .filter(account -> account.revenue().signum() != 0)
                .map(Account::withoutCost)
                .toList();
        return new ReturnRow(key, brought, sent, ofSent, heard, revenue, hidden, eventsHidden);
    }

    ReturnRow heard(@Nullable Long number) {
        return new ReturnRow(key, brought, sent, ofSent, number, accounts, hidden, eventsHidden);
    }

    /** How many of those whom it was sent to converted; empty where nobody said, and where more did. */
    public Optional<Proportion> rateOfSent() {
        return sent == null || ofSent == null ? Optional.empty() : Proportion.find(ofSent.converted(), sent);
    }
}
