package app.grapevine.attribution;

import java.util.Locale;

/** Whether what is said in a channel can be read by anyone. */
public enum Visibility {
    PRIVATE,
    PUBLIC,
    UNKNOWN;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As the API writes it. */
    public String label() {
        return label;
    }
}
