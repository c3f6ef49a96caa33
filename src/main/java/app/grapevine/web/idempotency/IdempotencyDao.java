package app.grapevine.web.idempotency;

import app.grapevine.web.http.ApiAnswer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tables of idempotency keys. */
final class IdempotencyDao {
    private static final int PART = 512 * 1024;

    private IdempotencyDao() {}

    /** @param status null while there is no answer */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(
            byte[] requestHash,
            @Nullable Integer status,
            @Nullable String contentType,
            @Nullable String location,
            long createdAt) {}

    /** @return whether the key was free */
    static boolean reserve(Handle handle, String apiKey, String key, byte[] requestHash, long now) {
        return handle.createUpdate("""
                        INSERT INTO idempotency_keys (api_key, idempotency, request_hash, created_at)
                        VALUES (:apiKey, :key, :requestHash, :now)
                        ON CONFLICT DO NOTHING
                        """)
                        .bind("apiKey", apiKey)
                        .bind("key", key)
                        .bind("requestHash", requestHash)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    static Optional<Row> find(Handle handle, String apiKey, String key) {
        return handle.createQuery("""
                        SELECT request_hash, status, content_type, location, created_at FROM idempotency_keys
                        WHERE api_key = :apiKey AND idempotency = :key
                        """)
                .bind("apiKey", apiKey)
                .bind("key", key)
                .map((row, context) -> new Row(
                        row.getBytes("request_hash"),
                        row.getObject("status", Integer.class),
                        row.getString("content_type"),
                        row.getString("location"),
                        row.getLong("created_at")))
                .findOne();
    }

    static byte[] body(Handle handle, String apiKey, String key) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        handle.createQuery("""
                        SELECT content FROM idempotency_bodies WHERE api_key = :apiKey AND idempotency = :key
                        ORDER BY part
                        """)
                .bind("apiKey", apiKey)
                .bind("key", key)
                .mapTo(byte[].class)
                .forEach(body::writeBytes);
        return body.toByteArray();
    }

    /** Takes over a reservation that was made at {@code createdAt} and never answered. */
    static boolean takeOver(Handle handle, String apiKey, String key, long createdAt, long now) {
        return handle.createUpdate("""
                        UPDATE idempotency_keys SET created_at = :now
                        WHERE api_key = :apiKey AND idempotency = :key AND created_at = :createdAt AND status IS NULL
                        """)
                        .bind("now", now)
                        .bind("apiKey", apiKey)
                        .bind("key", key)
                        .bind("createdAt", createdAt)
                        .execute()
                == 1;
    }

    /** Keeps the answer to a reservation that was made at {@code createdAt}. @return false if it was lost */
    static boolean answer(Handle handle, String apiKey, String key, long createdAt, ApiAnswer answer, byte[] sealed) {
        int rows = handle.createUpdate("""
                        UPDATE idempotency_keys
                        SET status = :status, content_type = :contentType, location = :location
                        WHERE api_key = :apiKey AND idempotency = :key AND created_at = :createdAt AND status IS NULL
                        """)
                .bind("status", answer.status())
                .bind("contentType", answer.contentType())
                .bind("location", answer.location())
                .bind("apiKey", apiKey)
                .bind("key", key)
                .bind("createdAt", createdAt)
                .execute();
        if (rows == 0) {
            return false;
        }
        for (int part = 0; part * PART < sealed.length; part++) {
            handle.createUpdate("INSERT INTO idempotency_bodies VALUES (:apiKey, :key, :part, :content)")
                    .bind("apiKey", apiKey)
                    .bind("key", key)
                    .bind("part", part)
                    .bind(
                            "content",
                            Arrays.copyOfRange(sealed, part * PART, Math.min(sealed.length, (part + 1) * PART)))
                    .execute();
        }
        return true;
    }

    /** Gives up a reservation that was made at {@code createdAt}. @return false if it is answered or another's */
    static boolean free(Handle handle, String apiKey, String key, long createdAt) {
        return handle.createUpdate("""
                        DELETE FROM idempotency_keys
                        WHERE api_key = :apiKey AND idempotency = :key AND created_at = :createdAt AND status IS NULL
                        """)
                        .bind("apiKey", apiKey)
                        .bind("key", key)
                        .bind("createdAt", createdAt)
                        .execute()
                == 1;
    }

    static void delete(Handle handle, String apiKey, String key) {
        handle.execute("DELETE FROM idempotency_bodies WHERE api_key = ? AND idempotency = ?", apiKey, key);
        handle.execute("DELETE FROM idempotency_keys WHERE api_key = ? AND idempotency = ?", apiKey, key);
    }

    /** Keys used before {@code time}, at most {@code limit} of them, as pairs of API key and idempotency key. */
    static List<String[]> before(Handle handle, long time, int limit) {
        return handle.createQuery("""
                        SELECT api_key, idempotency FROM idempotency_keys WHERE created_at < :time
                        ORDER BY created_at LIMIT :limit
                        """)
                .bind("time", time)
                .bind("limit", limit)
                .map((row, context) -> new String[] {row.getString("api_key"), row.getString("idempotency")})
                .list();
    }
}
