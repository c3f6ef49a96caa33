package app.grapevine.tags;

import app.grapevine.base.Characters;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.NoValue;
import org.jspecify.annotations.Nullable;

/**
 * A tag, and how many links have it.
 *
 * @param tag as it was first written
 * @param links those that are not deleted
 */
public record Tag(String tag, long links) {
    private static final int LONGEST = 64;

    /** A tag as it is kept; null, with a fault, for what is none. */
    public static @Nullable String checked(Faults faults, String field, @Nullable String given) {
        if (given == null) {
            faults.add(field, FaultCode.MISSING);
            return null;
        }
        int before = faults.all().size();
        String tag = faults.line(field, given, LONGEST);
        if (tag != null && NoValue.is(Characters.folded(tag))) {
            faults.add(field, FaultCode.MEANS_NONE);
        } else if (tag == null && faults.all().size() == before) {
            faults.add(field, FaultCode.EMPTY);
        }
        return tag;
    }
}
