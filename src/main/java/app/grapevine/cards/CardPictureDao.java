package app.grapevine.cards;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of {@code card_pictures}. Times are in milliseconds. */
final class CardPictureDao {
    private static final String NO_LINK_HAS_IT =
            "NOT EXISTS (SELECT 1 FROM links l WHERE l.card_picture = card_pictures.id)";

    private CardPictureDao() {}

    static void insert(Handle handle, CardPicture picture, long now) {
        handle.createUpdate("""
                        INSERT INTO card_pictures (id, type, content, created_at, used_at)
                        VALUES (:id, :type, :content, :now, :now)""")
                .bind("id", picture.id())
                .bind("type", picture.type().label())
                .bind("content", picture.content())
                .bind("now", now)
                .execute();
    }

    static Optional<CardPicture> find(Handle handle, String id) {
        return handle.createQuery("SELECT id, type, content FROM card_pictures WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> new CardPicture(
                        row.getString("id"), CardPicture.Type.of(row.getString("type")), row.getBytes("content")))
                .findOne();
    }

    /** Notes that a link takes it, and holds it until the transaction ends. @return whether it is there */
    static boolean use(Handle handle, String id, long now) {
        return handle.createUpdate("UPDATE card_pictures SET used_at = :now WHERE id = :id")
                        .bind("now", now)
                        .bind("id", id)
                        .execute()
                > 0;
    }

    /** Pictures that were taken by no link since, and that none has. @param after in the order of ids; "" for the first */
    static List<String> listUnused(Handle handle, long since, String after, int most) {
        return handle.createQuery("SELECT id FROM card_pictures WHERE used_at < :since AND id > :after AND "
                        + NO_LINK_HAS_IT + " ORDER BY id LIMIT :most")
                .bind("since", since)
                .bind("after", after)
                .bind("most", most)
                .mapTo(String.class)
                .list();
    }

    /** Deletes a picture that no link has taken since, and that none has. @return whether it was there */
    static boolean deleteUnused(Handle handle, String id, long since) {
        return handle.createUpdate(
                                "DELETE FROM card_pictures WHERE id = :id AND used_at < :since AND " + NO_LINK_HAS_IT)
                        .bind("id", id)
                        .bind("since", since)
                        .execute()
                > 0;
    }
}
