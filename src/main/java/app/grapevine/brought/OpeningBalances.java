package app.grapevine.brought;

import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The opening balances of links, in a transaction of the caller's. */
public final class OpeningBalances {
    private OpeningBalances() {}

    /** Sets those of links, by their ids, in the place of what they had. */
    public static void set(Handle handle, Map<Long, OpeningBalance> balances) {
        try (PreparedBatch gone = handle.prepareBatch("DELETE FROM opening_balances WHERE link_id = :link");
                PreparedBatch batch = handle.prepareBatch("""
                        INSERT INTO opening_balances (link_id, visits, visitors, until_at, source)
                        VALUES (:link, :visits, :visitors, :until, :source)
                        """)) {
            balances.forEach((link, balance) -> {
                gone.bind("link", link).add();
                batch.bind("link", link)
                        .bind("visits", balance.visits())
                        .bind("visitors", balance.visitors())
                        .bind("until", balance.until().toEpochMilli())
                        .bind("source", balance.source())
                        .add();
            });
            if (!balances.isEmpty()) {
                gone.execute();
                batch.execute();
            }
        }
    }
}
