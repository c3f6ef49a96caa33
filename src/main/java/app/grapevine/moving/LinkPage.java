package app.grapevine.moving;

import java.util.List;

/**
 * Some links of a source.
 *
 * @param total how many there are in all; 0 where nobody knows
 * @param next where the page behind it begins; with the last, where the next run is to begin
 */
public record LinkPage(List<ForeignLink> links, long total, String next, boolean isLast) {
    public LinkPage {
        links = List.copyOf(links);
    }
}
