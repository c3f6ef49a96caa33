package app.grapevine.cards;

import app.grapevine.base.Base62;
import app.grapevine.base.RefusedException;
import app.grapevine.storage.Database;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The pictures that cards of links show. They are in the database, so that every node serves them and a backup has them. Safe for
 * use by many threads and nodes. Every method may throw DatabaseUnavailableException.
 *
 * <p>A picture is there before the link that shows it. So one that no link has is kept for {@link #UNUSED} since a link took it
 * last, or since it came; {@link #use} moves that time in the link's own transaction, and {@link #tidy} deletes by it, so that
 * none goes that a link takes at the same moment. With the last link that is erased its picture goes at once.
 */
public final class CardPictures {
    /** In bytes, of a file. */
    public static final int LIMIT = PictureForm.LIMIT;

    private static final Duration UNUSED = Duration.ofDays(2);
    private static final int CHUNK = 100;

    /** All apps that a link is sent through fetch its picture within seconds. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private static final int MOST_REMEMBERED_BYTES = 8 << 20;

    private final Database database;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    /** One picture at a time is taken apart: each takes tens of megabytes meanwhile. */
    private final ReentrantLock forming = new ReentrantLock(true);

    private final Cache<String, CardPicture> remembered = Caffeine.newBuilder()
            .maximumWeight(MOST_REMEMBERED_BYTES)
            .weigher((String id, CardPicture picture) -> picture.content().length)
            .expireAfterWrite(REMEMBERED)
            .build();

    public CardPictures(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What a file shows, small enough for every app and with nothing else of the file. Takes up to a second, and belongs into no
     * transaction.
     *
     * @throws RefusedException INVALID for {@code picture}, if it is none
     */
    public FormedPicture form(byte[] file) {
        forming.lock();
        try {
            return PictureForm.of(file);
        } finally {
            forming.unlock();
        }
    }

    /** Keeps a picture. */
    public CardPicture keep(FormedPicture formed) {
        CardPicture picture =
                new CardPicture(Base62.random(random, PictureAddress.ID_LENGTH), formed.type(), formed.content());
        database.writeOnly(handle -> CardPictureDao.insert(handle, picture, clock.millis()));
        return picture;
    }

    /** The picture; one that was deleted within the last minute perhaps still. */
    public Optional<CardPicture> find(String id) {
        return Optional.ofNullable(remembered.get(id, this::read));
    }

    private @Nullable CardPicture read(String id) {
        return database.read(handle -> CardPictureDao.find(handle, id)).orElse(null);
    }

    /** Notes, in a transaction that writes a link, that it shows a picture. @return whether there is such a one */
    public static boolean use(Handle handle, String id, long now) {
        return CardPictureDao.use(handle, id, now);
    }

    /** Deletes a picture, in a transaction that has taken a link away, unless another link has it. */
    public static void eraseIfUnused(Handle handle, String id) {
        CardPictureDao.deleteUnused(handle, id, Long.MAX_VALUE);
    }

    /** Deletes pictures that no link has had for a while. To be run now and then. */
    public void tidy() {
        long since = clock.millis() - UNUSED.toMillis();
        String after = "";
        List<String> found;
        do {
            String from = after;
            found = database.read(handle -> CardPictureDao.listUnused(handle, since, from, CHUNK));
            for (String id : found) {
                database.writeOnly(handle -> CardPictureDao.deleteUnused(handle, id, since));
                after = id;
            }
        } while (found.size() == CHUNK);
    }
}
