package app.grapevine.web.api;

import app.grapevine.brought.OpeningBalance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What another service counted of a link before it was brought here, as the API writes it. */
record OpeningBalanceJson(long visits, @Nullable Long visitors, Instant until, String source) {
    static @Nullable OpeningBalanceJson of(@Nullable OpeningBalance balance) {
        return balance == null
                ? null
                : new OpeningBalanceJson(balance.visits(), balance.visitors(), balance.until(), balance.source());
    }
}
