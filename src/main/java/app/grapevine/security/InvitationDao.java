package app.grapevine.security;

import app.grapevine.base.Reach;
import app.grapevine.security.Caller.KnownBy;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The table of invitations. */
final class InvitationDao {
    private static final RowMapper<Invitation> INVITATION = (row, context) -> new Invitation(
            row.getString("id"),
            row.getString("name"),
            Scope.ofColumn(row.getString("scopes")),
            new Reach(row.getString("campaign")),
            new Invitation.Maker(
                    KnownBy.valueOf(row.getString("creator_kind").toUpperCase(Locale.ROOT)),
                    row.getString("creator_id"),
                    row.getString("creator_name")),
            Instant.ofEpochMilli(row.getLong("created_at")),
            Instant.ofEpochMilli(row.getLong("expires_at")));

    private InvitationDao() {}

    static void insert(Handle handle, Invitation invitation, byte[] hash) {
        handle.createUpdate("""
                        INSERT INTO invitations (id, hash, name, scopes, campaign, creator_kind, creator_id, creator_name,
                            created_at, expires_at)
                        VALUES (:id, :hash, :name, :scopes, :campaign, :kind, :creator, :creatorName, :createdAt, :expiresAt)
                        """)
                .bind("id", invitation.id())
                .bind("hash", hash)
                .bind("name", invitation.name())
                .bind("scopes", Scope.column(invitation.scopes()))
                .bind("campaign", invitation.reach().campaign())
                .bind("kind", invitation.maker().knownBy().label())
                .bind("creator", invitation.maker().id())
                .bind("creatorName", invitation.maker().name())
                .bind("createdAt", invitation.createdAt().toEpochMilli())
                .bind("expiresAt", invitation.expiresAt().toEpochMilli())
                .execute();
    }

    static Optional<Invitation> findByHash(Handle handle, byte[] hash) {
        return handle.createQuery("SELECT * FROM invitations WHERE hash = :hash")
                .bind("hash", hash)
                .map(INVITATION)
                .findOne();
    }

    /** In the order of their making. @param after the id before the first to list, or null */
    static List<Invitation> list(Handle handle, int limit, @Nullable String after) {
        return handle.createQuery("SELECT * FROM invitations WHERE id > :after ORDER BY id LIMIT :limit")
                .bind("after", after == null ? "" : after)
                .bind("limit", limit)
                .map(INVITATION)
                .list();
    }

    /** @return whether it was there: of two who take one at once, one does */
    static boolean delete(Handle handle, String id) {
        return handle.execute("DELETE FROM invitations WHERE id = ?", id) == 1;
    }

    static void deleteEnded(Handle handle, Instant before) {
        handle.execute("DELETE FROM invitations WHERE expires_at < ?", before.toEpochMilli());
    }
}
