package app.grapevine.clicks;

import org.jdbi.v3.core.Handle;

/** The key of click ids, a row of {@code settings}. */
final class ClickKeyDao {
    private static final String NAME = "click-id-key";

    private ClickKeyDao() {}

    /** Stores {@code proposed} unless there is a key; the key as it stands. */
    static byte[] agree(Handle handle, byte[] proposed) {
        handle.createUpdate("INSERT INTO settings (name, content) VALUES (:name, :key) ON CONFLICT DO NOTHING")
                .bind("name", NAME)
                .bind("key", proposed)
                .execute();
        return handle.createQuery("SELECT content FROM settings WHERE name = :name")
                .bind("name", NAME)
                .mapTo(byte[].class)
                .one();
    }
}
