package app.grapevine.demo;

import app.grapevine.experiment.Place;
import app.grapevine.links.Link;
import java.util.List;

/**
 * A link of the story and who visits it.
 *
 * @param weight its part of all clicks, in any unit that all strands share
 * @param sources where its visitors come from; mostly, and not only, where it was issued for
 * @param firstDay the day of the story on which it is shared, from 0
 * @param sales what part of its clicks lead to a sale
 */
record Strand(Link link, Crowd.Market market, double weight, List<Source> sources, int firstDay, double sales) {
    Strand {
        sources = List.copyOf(sources);
    }

    /** @param weight in any unit that the sources of a strand share */
    record Source(Place place, double weight) {}

    /** @param chance from 0 to below 1 */
    Place place(double chance) {
        double left = chance * sources.stream().mapToDouble(Source::weight).sum();
        for (Source source : sources) {
            left -= source.weight();
            if (left < 0) {
                return source.place();
            }
        }
        return sources.get(0).place();
    }
}
