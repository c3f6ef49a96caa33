package app.grapevine.privacy;

import org.jdbi.v3.core.Handle;

/** The salts of the days. */
final class SaltDao {
    private SaltDao() {}

    /** Stores {@code proposed} as the day's salt unless another node was first; the day's salt as it stands. */
    static byte[] agree(Handle handle, long epochDay, byte[] proposed, long nowMillis) {
        handle.createUpdate("""
                        INSERT INTO salts (epoch_day, salt, created_at) VALUES (:epochDay, :salt, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("epochDay", epochDay)
                .bind("salt", proposed)
                .bind("now", nowMillis)
                .execute();
        return handle.createQuery("SELECT salt FROM salts WHERE epoch_day = :epochDay")
                .bind("epochDay", epochDay)
                .mapTo(byte[].class)
                .one();
    }

    static void deleteBefore(Handle handle, long epochDay) {
        handle.createUpdate("DELETE FROM salts WHERE epoch_day < :epochDay")
                .bind("epochDay", epochDay)
                .execute();
    }
}
