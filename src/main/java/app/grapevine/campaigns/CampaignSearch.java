package app.grapevine.campaigns;

import app.grapevine.base.Reach;
import app.grapevine.search.Hit;
import app.grapevine.search.Kind;
import app.grapevine.search.Wanted;
import app.grapevine.storage.Database;
import java.util.List;

/** Finds campaigns by words. Safe for use by many threads. Every method may throw DatabaseUnavailableException. */
public final class CampaignSearch {
    private static final int CANDIDATES = 300;

    private final Database database;

    public CampaignSearch(Database database) {
        this.database = database;
    }

    /** Of those within {@code reach}, the latest first. */
    public List<Hit> find(Wanted wanted, Reach reach) {
        String only = reach.campaign();
        return database.read(handle -> handle.createQuery("SELECT c.slug, c.name FROM campaigns c WHERE "
                        + wanted.condition("c.slug", "c.name") + wanted.andArchived("c.archived")
                        + (only == null ? "" : " AND c.slug = :within")
                        + " ORDER BY c.created_at DESC, c.slug DESC LIMIT :most")
                .bindMap(wanted.bindings())
                .bind("within", only)
                .bind("most", CANDIDATES)
                .map((row, context) -> {
                    String slug = row.getString("slug");
                    String name = row.getString("name");
                    return Hit.of(Kind.CAMPAIGN, slug, name, name.equals(slug) ? null : slug, wanted.fit(slug, name));
                })
                .list());
    }
}
