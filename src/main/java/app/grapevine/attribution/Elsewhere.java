package app.grapevine.attribution;

import org.jspecify.annotations.Nullable;

/**
 * That a click came from somewhere that is no channel of the catalogue: a page of the web, an app. Where the link was issued
 * for a channel, its word does not stand any more.
 *
 * @param place what kind of place
 * @param evidence the host or the package, and what is known of it
 */
record Elsewhere(Place place, Evidence evidence) {
    /** Kinds of places. */
    enum Place {
        /** A page that anybody can read. */
        SITE(Visibility.PUBLIC),
        /** A page behind a sign-in, or of a network of somebody's own. */
        CLOSED_SITE(Visibility.UNKNOWN),
        /** An app of which nothing is known. */
        APP(Visibility.UNKNOWN),
        /** Something that links go through; of where the link stood it tells nothing. */
        PASSING(null),
        /** A browser that says which it is; as good as no sign. */
        BROWSER(null);

        /** Of what is said there; null where it is no place at all. */
        final @Nullable Visibility visibility;

        Place(@Nullable Visibility visibility) {
            this.visibility = visibility;
        }
    }

    /** Whether the link stood there. */
    boolean isPlace() {
        return place.visibility != null;
    }

    /** Whether the link went through it: that leaves the link's word as it is, but lends it no support. */
    boolean isPassage() {
        return place == Place.PASSING;
    }
}
