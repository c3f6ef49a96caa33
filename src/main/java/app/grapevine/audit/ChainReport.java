package app.grapevine.audit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of following a chain.
 *
 * @param first the sequence of the entry that it begins with; 0 where there is none
 * @param head where it ends, as far as it could be followed
 * @param entries how many entries were found whole
 * @param erased how many of these had values that were taken away since
 * @param fault null where it is whole
 * @param at the sequence of the first entry at fault, or of the one that is missing; 0 where it is whole
 */
public record ChainReport(
        long first,
        Head head,
        long entries,
        long erased,
        @Nullable Fault fault,
        long at) {
    public boolean isWhole() {
        return fault == null;
    }

    /** Why a chain is not whole. */
    public enum Fault {
        /** Its begin is not there, and no entry says that retention took it. */
        BEGIN_MISSING("the begin is missing, and no entry says that retention took it away"),
        /** An entry is not there. */
        MISSING("an entry is missing"),
        /** An entry is not as it was written, or the one before it is not. */
        CHANGED("an entry is not as it was written"),
        /** The values of an entry are not as they were written. */
        VALUES_CHANGED("the values of an entry are not as they were written"),
        /** Entries at the end are not there. */
        END_MISSING("the end is missing"),
        /** What was noted elsewhere is not in it. */
        NOTED_MISSING("what was noted is not in it");

        private final String words;

        Fault(String words) {
            this.words = words;
        }

        /** As the API writes it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public String words() {
            return words;
        }
    }
}
