package app.grapevine.links;

import app.grapevine.base.Fault;
import app.grapevine.brought.OpeningBalance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A link that is somewhere else and is to be brought here as it is.
 *
 * @param draft what it is to be, unchecked; code and aliases that it names itself are passed over
 * @param code under which it was given away, as it is: what {@link CodeShape#canBeBrought} lets in. What can be the code of a link
 *     here becomes its code, any other an alias of a link with a code that is made
 * @param aliases further such codes of it; what cannot be had of these is named, and keeps the link from nothing
 * @param createdAt since when there is such a link; null for now
 * @param balance what was counted of it there; null for nothing
 */
public record BroughtLink(
        LinkDraft draft,
        String code,
        List<String> aliases,
        @Nullable Instant createdAt,
        @Nullable OpeningBalance balance) {
    public BroughtLink {
        aliases = List.copyOf(aliases);
    }

    /** What became of one, or would become. */
    public enum Outcome {
        /** It was made. */
        MADE,
        /** It was here already, and got aliases or a later opening balance. */
        RENEWED,
        /** It is here already, as it is. */
        THERE,
        /** It cannot be made: see the faults. */
        REFUSED
    }

    /**
     * What became of one, or would become.
     *
     * @param link that was made, or is here already; null where it is refused, or was only rehearsed and is not here
     * @param draft as it is made, its code null where one is to be made, with its aliases; null where it is refused or here
     *     already
     * @param faults why it is refused; else of the aliases that it does not get: their fields are {@code code}, {@code aliases[0]}
     *     and those of the draft
     * @param asTyped whether the code is found in this case of its letters alone, because another link has it in another
     */
    public record Result(
            Outcome outcome, @Nullable Link link, @Nullable LinkDraft draft, List<Fault> faults, boolean asTyped) {
        public Result {
            faults = List.copyOf(faults);
        }
    }
}
