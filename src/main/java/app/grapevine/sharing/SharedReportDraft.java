package app.grapevine.sharing;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A report as its maker wants it shared.
 *
 * @param question which visits it is of: as of {@code GET /stats}; what is left out of its times means now
 * @param campaign the slug of the one campaign that it is of; null where it is of several, or of what is of none
 * @param sections what is shown of it; may be empty
 * @param costs whether what was spent is shown as well, with what follows from it
 * @param smallCells of how many people a row must be to be shown; 0 where all are
 * @param passwordHash null where the address alone opens it
 * @param expiresAt the moment from which it is not answered any more; null for none
 */
public record SharedReportDraft(
        String name,
        String question,
        @Nullable String campaign,
        Set<Section> sections,
        boolean costs,
        int smallCells,
        @Nullable String passwordHash,
        @Nullable Instant expiresAt) {
    public SharedReportDraft {
        sections = Collections.unmodifiableSet(
                sections.isEmpty() ? EnumSet.noneOf(Section.class) : EnumSet.copyOf(sections));
    }

    public boolean shows(Section section) {
        return sections.contains(section);
    }

    public boolean isProtected() {
        return passwordHash != null;
    }
}
