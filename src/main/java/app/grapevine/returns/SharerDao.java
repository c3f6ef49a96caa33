package app.grapevine.returns;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads how far the links of a campaign were passed on. Reads one state where its handle does. */
final class SharerDao {
    private SharerDao() {}

    /** A link that somebody made by passing one on. */
    record PassedOn(long link, int generation) {}

    /**
     * How many links of each generation there are, the deleted ones too; those that were issued are of generation 0.
     *
     * @param without an audience whose links are left out; null for none
     */
    static Map<Integer, Long> linksByGeneration(Handle handle, String campaign, @Nullable String without) {
        Map<Integer, Long> counts = new HashMap<>();
        handle.createQuery("""
                        SELECT generation, COUNT(*) AS links FROM links
                        WHERE campaign = :campaign AND (audience IS NULL OR audience <> :without)
                        GROUP BY generation""")
                .bind("campaign", campaign)
                .bind("without", without == null ? "" : without)
                .map((row, context) -> Map.entry(row.getInt("generation"), row.getLong("links")))
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    /** The links that were passed on, one by one; to be closed. @param without as above */
    static Stream<PassedOn> passedOn(Handle handle, String campaign, @Nullable String without) {
        return handle
                .createQuery("""
                        SELECT id, generation FROM links
                        WHERE campaign = :campaign AND generation > 0 AND (audience IS NULL OR audience <> :without)""")
                .bind("campaign", campaign)
                .bind("without", without == null ? "" : without)
                .setFetchSize(5000)
                .map((row, context) -> new PassedOn(row.getLong("id"), row.getInt("generation")))
                .stream();
    }
}
