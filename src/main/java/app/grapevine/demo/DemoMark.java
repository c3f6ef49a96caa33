package app.grapevine.demo;

import app.grapevine.storage.Database;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Whether the database holds the demonstration. Safe for use by many threads. */
public final class DemoMark {
    private static final String NAME = "demonstration";

    /** How far the demonstration is. */
    public enum State {
        NONE,
        /** It is being filled in, or that was broken off. */
        BEGUN,
        WHOLE
    }

    private final Database database;

    public DemoMark(Database database) {
        this.database = database;
    }

    /** @throws app.grapevine.storage.DatabaseUnavailableException if the database is away */
    public State state() {
        return database.read(handle -> handle.createQuery("SELECT content FROM settings WHERE name = :name")
                .bind("name", NAME)
                .mapTo(byte[].class)
                .findOne()
                .map(content -> State.valueOf(new String(content, StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT)))
                .orElse(State.NONE));
    }

    /** Whether somebody has made links or campaigns here, ever. */
    public boolean isInUse() {
        return database.read(handle -> handle.createQuery("""
                                SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM links LIMIT 1) AS l)
                                  + (SELECT COUNT(*) FROM (SELECT 1 FROM campaigns LIMIT 1) AS c)
                                """).mapTo(Long.class).one() > 0);
    }

    void set(State state) {
        byte[] content = state.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        database.writeOnly(handle -> {
            handle.createUpdate("DELETE FROM settings WHERE name = :name")
                    .bind("name", NAME)
                    .execute();
            if (state != State.NONE) {
                handle.createUpdate("INSERT INTO settings (name, content) VALUES (:name, :content)")
                        .bind("name", NAME)
                        .bind("content", content)
                        .execute();
            }
        });
    }
}
