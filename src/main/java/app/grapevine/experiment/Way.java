package app.grapevine.experiment;

import java.util.List;

/** How many links are issued for the same traffic. */
enum Way {
    ONE_FOR_ALL("One link for all"),
    ONE_PER_CHANNEL("One link per channel"),
    ONE_PER_SHARE("One link per share");

    private final String title;

    Way(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Places with the same name here get the same link. */
    String linkName(Place place) {
        return switch (this) {
            case ONE_FOR_ALL -> "everywhere";
            case ONE_PER_CHANNEL -> place.channel();
            case ONE_PER_SHARE -> place.name();
        };
    }

    /** The body of the request that issues the link of a place. */
    String linkJson(Place place, String tag) {
        String issuedFor = switch (this) {
            case ONE_FOR_ALL -> "";
            case ONE_PER_CHANNEL -> ",\"channel\":\"" + place.channel() + "\"";
            case ONE_PER_SHARE ->
                ",\"channel\":\"" + place.channel() + "\",\"visibility\":\"" + place.visibility() + "\",\"audience\":\""
                        + place.name() + "\"";
        };
        return "{\"destination\":\"https://shop.example/offer\",\"tags\":[\"" + tag + "\"]" + issuedFor + "}";
    }

    /** Whether a click's link says by itself which place it comes from, a post or a message. */
    boolean tellsPlace(Place place) {
        List<Place> sharing = Place.ALL.stream()
                .filter(other -> linkName(other).equals(linkName(place)))
                .toList();
        return sharing.size() == 1;
    }

    /** Whether every click must have the right channel; else none may have a wrong one. */
    boolean promisesEveryChannel() {
        return this != ONE_FOR_ALL;
    }
}
