package app.grapevine.feeds;

import app.grapevine.feeds.Feed.Of;
import app.grapevine.security.Caller.KnownBy;
import app.grapevine.security.Maker;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The rows of {@code feeds}. */
final class FeedDao {
    private static final RowMapper<Feed> FEED = (row, context) -> {
        long used = row.getLong("used_at");
        @Nullable Instant usedAt = row.wasNull() ? null : Instant.ofEpochMilli(used);
        return new Feed(
                row.getString("id"),
                row.getString("name"),
                Of.valueOf(row.getString("of_what").toUpperCase(Locale.ROOT)),
                row.getString("question"),
                new Maker(
                        KnownBy.valueOf(row.getString("creator_kind").toUpperCase(Locale.ROOT)),
                        row.getString("creator_id"),
                        row.getString("creator_name")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                usedAt);
    };

    private FeedDao() {}

    static void insert(Handle handle, Feed feed, byte[] hash) {
        handle.createUpdate("""
                        INSERT INTO feeds (id, name, hash, of_what, question, creator_kind, creator_id, creator_name, created_at)
                        VALUES (:id, :name, :hash, :of, :question, :kind, :creator, :creatorName, :createdAt)""")
                .bind("id", feed.id())
                .bind("name", feed.name())
                .bind("hash", hash)
                .bind("of", feed.of().label())
                .bind("question", feed.question())
                .bind("kind", feed.maker().knownBy().label())
                .bind("creator", feed.maker().id())
                .bind("creatorName", feed.maker().name())
                .bind("createdAt", feed.createdAt().toEpochMilli())
                .execute();
    }

    static Optional<Feed> findByHash(Handle handle, byte[] hash) {
        return handle.createQuery("SELECT * FROM feeds WHERE hash = :hash")
                .bind("hash", hash)
                .map(FEED)
                .findOne();
    }

    static Optional<Feed> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM feeds WHERE id = :id")
                .bind("id", id)
                .map(FEED)
                .findOne();
    }

    /**
     * In the order of their making.
     *
     * @param maker whose alone; null for everybody's
     * @param after the id before the first to list, or null
     */
    static List<Feed> list(Handle handle, @Nullable Maker maker, int limit, @Nullable String after) {
        return handle.createQuery("""
                        SELECT * FROM feeds
                        WHERE id > :after AND (:creator = '' OR (creator_id = :creator AND creator_kind = :kind))
                        ORDER BY id LIMIT :limit""")
                .bind("after", after == null ? "" : after)
                .bind("creator", maker == null ? "" : maker.id())
                .bind("kind", maker == null ? "" : maker.knownBy().label())
                .bind("limit", limit)
                .map(FEED)
                .list();
    }

    static void used(Handle handle, String id, Instant hour) {
        handle.createUpdate("UPDATE feeds SET used_at = :hour WHERE id = :id AND (used_at IS NULL OR used_at < :hour)")
                .bind("hour", hour.toEpochMilli())
                .bind("id", id)
                .execute();
    }

    static boolean delete(Handle handle, String id) {
        return handle.createUpdate("DELETE FROM feeds WHERE id = :id")
                        .bind("id", id)
                        .execute()
                == 1;
    }
}
