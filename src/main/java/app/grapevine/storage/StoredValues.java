package app.grapevine.storage;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Small values that the service keeps for itself, each under a name: the rows of {@code settings}. The transaction is
 * the caller's.
 */
public final class StoredValues {
    private StoredValues() {}

    public static Optional<byte[]> find(Handle handle, String name) {
        return handle.createQuery("SELECT content FROM settings WHERE name = :name")
                .bind("name", name)
                .mapTo(byte[].class)
                .findOne();
    }

    /** A text in ASCII. */
    public static Optional<String> findText(Handle handle, String name) {
        return find(handle, name).map(content -> new String(content, StandardCharsets.US_ASCII));
    }

    /** Stores {@code proposed} unless there is a value, of this node or another; the value as it stands. */
    public static byte[] agree(Handle handle, String name, byte[] proposed) {
        var unused = insert(handle, name, proposed);
        return find(handle, name).orElseThrow();
    }

    /** Stores a text in ASCII, whatever was there. Added first: another may be about to add it, and is waited for. */
    public static void setText(Handle handle, String name, String text) {
        byte[] content = text.getBytes(StandardCharsets.US_ASCII);
        if (insert(handle, name, content) == 0) {
            handle.createUpdate("UPDATE settings SET content = :content WHERE name = :name")
                    .bind("content", content)
                    .bind("name", name)
                    .execute();
        }
    }

    /** Notes that something is to be done. Another may do it, and remove the note, at the same time. */
    public static void note(Handle handle, String name) {
        var unused = insert(handle, name, new byte[] {1});
    }

    private static int insert(Handle handle, String name, byte[] content) {
        return handle.createUpdate(
                        "INSERT INTO settings (name, content) VALUES (:name, :content) ON CONFLICT DO NOTHING")
                .bind("name", name)
                .bind("content", content)
                .execute();
    }

    /** Removes a value. @return whether it was there; another who asks waits, and finds it gone, if this commits */
    public static boolean take(Handle handle, String name) {
        return handle.createUpdate("DELETE FROM settings WHERE name = :name")
                        .bind("name", name)
                        .execute()
                == 1;
    }

    public static void remove(Handle handle, String name) {
        handle.createUpdate("DELETE FROM settings WHERE name = :name")
                .bind("name", name)
                .execute();
    }
}
