package app.grapevine.rollups;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for the facets of one piece of work, in the order in which they are met. Not safe for use by many threads. */
final class Facets {
    private final Map<Facet, Integer> numbers = new HashMap<>();
    private final List<Facet> facets = new ArrayList<>();

    int number(Facet facet) {
        Integer known = numbers.get(facet);
        if (known != null) {
            return known;
        }
        numbers.put(facet, facets.size());
        facets.add(facet);
        return facets.size() - 1;
    }

    Facet get(int number) {
        return facets.get(number);
    }
}
