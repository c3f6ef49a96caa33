package app.grapevine.stats;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Page;
import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import app.grapevine.visits.VisitPlace;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question for single visits, newest first.
 *
 * @param limit how many make a page
 * @param after where the page begins; null for the first
 */
public record VisitQuery(
        Selection selection, int limit, @Nullable VisitPlace after) {
    private static final List<Filter> FILTERS = Arrays.stream(Filter.values())
            .filter(filter -> !filter.isOfConversions())
            .toList();

    /**
     * Reads the question for a page. {@code from} and {@code to} are widened to quarter-hours, and mean all
     * time where they are left out.
     *
     * @throws RefusedException INVALID with every fault
     */
    public static VisitQuery page(Parameters parameters) {
        Selection selection = Selection.ever(parameters, FILTERS, Selection.zone(parameters));
        int limit = parameters.number("limit", 1, Page.MOST, Page.USUAL);
        @Nullable String cursor = parameters.single("cursor");
        @Nullable VisitPlace after = null;
        if (cursor != null) {
            after = VisitCursor.parse(cursor, selection).orElse(null);
            if (after == null) {
                parameters.fault("cursor", FaultCode.UNKNOWN_CURSOR);
            }
        }
        parameters.finish();
        return new VisitQuery(selection, limit, after);
    }

    /** Reads the question for all visits that match, which has no limit and no cursor. */
    public static VisitQuery export(Parameters parameters) {
        Selection selection = Selection.ever(parameters, FILTERS, Selection.zone(parameters));
        parameters.finish();
        return new VisitQuery(selection, Page.MOST, null);
    }
}
