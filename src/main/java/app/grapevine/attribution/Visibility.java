package app.grapevine.attribution;

import java.util.Locale;

/** Whether what is said in a channel can be read by anyone. */
public enum Visibility {
    PRIVATE,
    PUBLIC,
    UNKNOWN;

    /** As the API writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
