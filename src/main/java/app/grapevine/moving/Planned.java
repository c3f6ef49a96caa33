package app.grapevine.moving;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one link of a source.
 *
 * @param place where it stands in its source
 * @param shortUrl what it is here; null for one that is refused
 * @param notes what is not kept of it as it was, and why
 * @param refusal why it is not brought, and the ways out; null for one that is
 */
public record Planned(
        String place,
        Outcome outcome,
        @Nullable String shortUrl,
        @Nullable String destination,
        List<String> notes,
        @Nullable String refusal) {
    public Planned {
        notes = List.copyOf(notes);
    }

    /** In one word. */
    public enum Outcome {
        MADE,
        /** Made, and not all of it is as it was. */
        CHANGED,
        /** An earlier run has brought it. */
        THERE,
        REFUSED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
