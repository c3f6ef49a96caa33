package app.grapevine.moving;

import java.util.List;

/**
 * Some visits of a source, in the order of their times as far as it has one.
 *
 * @param finished ids of our links all of whose visits up to the run's moment are in this page or before
 * @param unknown how many were left out, being of links that were not brought
 * @param next where the page behind it begins; with the last, where the next run is to begin
 */
public record VisitPage(List<ForeignVisit> visits, List<Long> finished, long unknown, String next, boolean isLast) {
    public VisitPage {
        visits = List.copyOf(visits);
        finished = List.copyOf(finished);
    }
}
