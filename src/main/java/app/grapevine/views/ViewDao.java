package app.grapevine.views;

import app.grapevine.base.Characters;
import app.grapevine.search.Wanted;
import app.grapevine.security.Caller;
import app.grapevine.security.Caller.KnownBy;
import app.grapevine.views.SavedView.Maker;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The rows of {@code saved_views}. */
final class ViewDao {
    private static final RowMapper<SavedView> VIEW = (row, context) -> new SavedView(
            row.getString("id"),
            row.getString("name"),
            row.getString("place"),
            row.getString("question"),
            row.getString("campaign"),
            row.getBoolean("shared"),
            new Maker(
                    KnownBy.valueOf(row.getString("creator_kind").toUpperCase(Locale.ROOT)),
                    row.getString("creator_id"),
                    row.getString("creator_name")),
            Instant.ofEpochMilli(row.getLong("created_at")));

    private static final String OWN = "(creator_id = :creator AND creator_kind = :kind)";

    /** One's own, and of what is shared as much as one may read. */
    private static final String SEEN = "(" + OWN + " OR (shared = TRUE AND (:within = '' OR campaign = :within)))";

    private ViewDao() {}

    static void insert(Handle handle, SavedView view) {
        handle.createUpdate("""
                        INSERT INTO saved_views (id, name, folded_name, place, question, campaign, shared, creator_kind, creator_id,
                            creator_name, created_at)
                        VALUES (:id, :name, :folded, :place, :question, :campaign, :shared, :kind, :creator, :creatorName,
                            :createdAt)""")
                .bind("id", view.id())
                .bind("name", view.name())
                .bind("folded", Characters.folded(view.name()))
                .bind("place", view.place())
                .bind("question", view.question())
                .bind("campaign", view.campaign())
                .bind("shared", view.shared())
                .bind("kind", view.maker().knownBy().label())
                .bind("creator", view.maker().id())
                .bind("creatorName", view.maker().name())
                .bind("createdAt", view.createdAt().toEpochMilli())
                .execute();
    }

    /** The view, where the caller sees it. */
    static Optional<SavedView> find(Handle handle, Caller caller, String id) {
        return find(handle, caller, id, "");
    }

    /** As {@link #find}, locked until the transaction ends. */
    static Optional<SavedView> lock(Handle handle, Caller caller, String id) {
        return find(handle, caller, id, " FOR UPDATE");
    }

    private static Optional<SavedView> find(Handle handle, Caller caller, String id, String more) {
        return seen(
                        handle.createQuery("SELECT * FROM saved_views WHERE id = :id AND " + SEEN + more)
                                .bind("id", id),
                        caller)
                .map(VIEW)
                .findOne();
    }

    /** In the order of their making. @param after the id before the first to list, or null */
    static List<SavedView> list(Handle handle, Caller caller, int limit, @Nullable String after) {
        return seen(
                        handle.createQuery("SELECT * FROM saved_views WHERE id > :after AND " + SEEN
                                        + " ORDER BY id LIMIT :limit")
                                .bind("after", after == null ? "" : after)
                                .bind("limit", limit),
                        caller)
                .map(VIEW)
                .list();
    }

    /** The latest first. */
    static List<SavedView> find(Handle handle, Caller caller, Wanted wanted, int limit) {
        return seen(
                        handle.createQuery("SELECT * FROM saved_views WHERE " + wanted.condition("name") + " AND "
                                        + SEEN + " ORDER BY id DESC LIMIT :limit")
                                .bindMap(wanted.bindings())
                                .bind("limit", limit),
                        caller)
                .map(VIEW)
                .list();
    }

    private static Query seen(Query query, Caller caller) {
        String campaign = caller.reach().campaign();
        return own(query, Maker.of(caller)).bind("within", campaign == null ? "" : campaign);
    }

    private static Query own(Query query, Maker maker) {
        return query.bind("creator", maker.id()).bind("kind", maker.knownBy().label());
    }

    static int count(Handle handle, Maker maker) {
        return own(handle.createQuery("SELECT COUNT(*) FROM saved_views WHERE " + OWN), maker)
                .mapTo(Integer.class)
                .one();
    }

    /** Whether a maker has a view of this name, whatever its case, other than one. */
    static boolean isTaken(Handle handle, Maker maker, String name, String except) {
        return own(
                        handle.createQuery("SELECT 1 FROM saved_views WHERE " + OWN
                                + " AND folded_name = :folded AND id <> :except LIMIT 1"),
                        maker)
                .bind("folded", Characters.folded(name))
                .bind("except", except)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    static void update(Handle handle, SavedView view) {
        handle.createUpdate(
                        "UPDATE saved_views SET name = :name, folded_name = :folded, shared = :shared WHERE id = :id")
                .bind("name", view.name())
                .bind("folded", Characters.folded(view.name()))
                .bind("shared", view.shared())
                .bind("id", view.id())
                .execute();
    }

    static void delete(Handle handle, String id) {
        handle.execute("DELETE FROM saved_views WHERE id = ?", id);
    }

    /** Deletes what an account saved for itself alone. */
    static void deleteOwn(Handle handle, String account) {
        handle.execute(
                "DELETE FROM saved_views WHERE creator_id = ? AND creator_kind = ? AND shared = FALSE",
                account,
                KnownBy.ACCOUNT.label());
    }
}
