package app.grapevine.stats;

import app.grapevine.base.Page;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A question for single visits, newest first.
 *
 * @param limit how many make a page
 * @param after where the page begins; null for the first
 */
public record VisitQuery(
        Selection selection, int limit, @Nullable VisitCursor after) {
    private static final List<Filter> FILTERS = List.of(Filter.values());
    private static final List<String> KNOWN = Stream.concat(
                    Stream.of("from", "to", "tz"), FILTERS.stream().map(Filter::label))
            .toList();
    private static final List<String> PAGED =
            Stream.concat(KNOWN.stream(), Stream.of("limit", "cursor")).toList();

    /**
     * Reads the question for a page. {@code from} and {@code to} are widened to quarter-hours, and mean all
     * time where they are left out.
     *
     * @throws StatsRefusedException with every fault
     */
    public static VisitQuery page(Map<String, List<String>> raw) {
        Parameters parameters = new Parameters(raw, PAGED);
        Selection selection = Selection.ever(parameters, FILTERS, Selection.zone(parameters));
        int limit = parameters.number("limit", 1, Page.MOST, Page.USUAL);
        @Nullable String cursor = parameters.single("cursor");
        @Nullable VisitCursor after = null;
        if (cursor != null) {
            after = VisitCursor.parse(cursor, selection).orElse(null);
            if (after == null) {
                parameters.fault("cursor", "is not a cursor of this list with these filters");
            }
        }
        parameters.refuseFaults();
        return new VisitQuery(selection, limit, after);
    }

    /** Reads the question for all visits that match, which has no limit and no cursor. */
    public static VisitQuery export(Map<String, List<String>> raw) {
        Parameters parameters = new Parameters(raw, KNOWN);
        Selection selection = Selection.ever(parameters, FILTERS, Selection.zone(parameters));
        parameters.refuseFaults();
        return new VisitQuery(selection, Page.MOST, null);
    }
}
