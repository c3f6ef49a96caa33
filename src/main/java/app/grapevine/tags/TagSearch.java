package app.grapevine.tags;

import app.grapevine.base.Reach;
import app.grapevine.search.Hit;
import app.grapevine.search.Kind;
import app.grapevine.search.Wanted;
import app.grapevine.storage.Database;
import java.util.List;

/** Finds tags by words. Safe for use by many threads. Every method may throw DatabaseUnavailableException. */
public final class TagSearch {
    private static final int CANDIDATES = 300;

    private final Database database;

    public TagSearch(Database database) {
        this.database = database;
    }

    /** Of those of links that are not deleted and within {@code reach}, in the order of their letters. */
    public List<Hit> find(Wanted wanted, Reach reach) {
        String only = reach.campaign();
        return database.read(handle -> handle
                .createQuery("SELECT g.tag FROM tags g WHERE " + wanted.condition("g.tag")
                        + " AND EXISTS (SELECT 1 FROM link_tags t JOIN links l ON l.id = t.link_id"
                        + " WHERE t.tag = g.tag AND l.deleted_at IS NULL"
                        + (only == null ? ")" : " AND l.campaign = :within)")
                        + " ORDER BY g.folded LIMIT :most")
                .bindMap(wanted.bindings())
                .bind("within", only)
                .bind("most", CANDIDATES)
                .mapTo(String.class)
                .list()
                .stream()
                .map(tag -> Hit.of(Kind.TAG, tag, tag, null, wanted.fit(tag)))
                .toList());
    }
}
