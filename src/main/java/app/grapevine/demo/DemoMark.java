package app.grapevine.demo;

import app.grapevine.links.Links;
import app.grapevine.storage.Database;
import app.grapevine.storage.StoredValues;
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
        return database.read(handle -> StoredValues.findText(handle, NAME)
                .map(text -> State.valueOf(text.toUpperCase(Locale.ROOT)))
                .orElse(State.NONE));
    }

    /** Whether somebody has made links or campaigns here, ever. */
    public boolean isInUse() {
        return database.read(Links::areAny);
    }

    void set(State state) {
        database.writeOnly(handle -> {
            if (state == State.NONE) {
                StoredValues.remove(handle, NAME);
            } else {
                StoredValues.setText(handle, NAME, state.name().toLowerCase(Locale.ROOT));
            }
        });
    }
}
