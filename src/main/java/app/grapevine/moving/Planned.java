package app.grapevine.moving;

import app.grapevine.base.Fault;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one link of a source.
 *
 * @param place where it stands in its source
 * @param shortUrl what it is here; null for one that is refused
 * @param notes what is not kept of it as it was, and why
 * @param refusal why it is not brought; null for one that is
 * @param faults the same by its fields, as far as it is theirs
 * @param waysOut what of the command brings it nevertheless; null where nothing does
 */
public record Planned(
        String place,
        Outcome outcome,
        @Nullable String shortUrl,
        @Nullable String destination,
        List<String> notes,
        @Nullable String refusal,
        List<Fault> faults,
        @Nullable String waysOut) {
    public Planned {
        notes = List.copyOf(notes);
        faults = List.copyOf(faults);
    }

    /** One that is brought, or is here. */
    static Planned of(ForeignLink link, Outcome outcome, @Nullable String shortUrl, List<String> notes) {
        return new Planned(link.place(), outcome, shortUrl, link.destination(), notes, null, List.of(), null);
    }

    static Planned refused(ForeignLink link, String why, List<Fault> faults, @Nullable String waysOut) {
        return new Planned(link.place(), Outcome.REFUSED, null, link.destination(), List.of(), why, faults, waysOut);
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
