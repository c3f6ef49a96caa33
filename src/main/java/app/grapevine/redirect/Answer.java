package app.grapevine.redirect;

import app.grapevine.links.Link;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a visit to a short link gets. */
public sealed interface Answer {

    /** A visit that is led somewhere, and to be recorded. */
    sealed interface Leads extends Answer {
        Target target();

        Way way();

        /** Raw, of the visit; or null. */
        @Nullable
        String query();

        default Link link() {
            return target().link();
        }

        /** The label of the rule that led it; null for the link's own destination. */
        default @Nullable String rule() {
            return way().rule();
        }

        /** @param clickId null for a visit that is no click, or is not known by an id */
        default Led led(@Nullable String clickId) {
            return target().led(way(), query(), clickId);
        }
    }

    /** By a redirect. */
    record Redirect(Target target, Way way, @Nullable String query) implements Leads {}

    /**
     * By a page that opens an app, for a redirect is known to fail.
     *
     * @param onAndroid whether the device's browsers read intents
     * @param opens whether the page opens the app by itself
     */
    record IntoApp(Target target, Way way, @Nullable String query, boolean onAndroid, boolean opens) implements Leads {}

    /** A link with a password, which a person is asked for. No visit, until it is given. */
    record Asks(Link link) implements Answer {}

    /** The link's own card, for a preview fetcher; a visit as well. */
    record Card(Link link, String location) implements Answer {}

    /** A guarded link, to whoever is no person: its card, or a page that says no more than that. A visit as well. */
    record Veiled(Link link) implements Answer {}

    /** Over, and the owner said where people go then. No visit. */
    record Elsewhere(String location) implements Answer {}

    /** Not open before {@code from}. No visit. */
    record NotYet(Instant from) implements Answer {}

    /** Over: used up, or else expired. No visit. */
    record Gone(boolean usedUp) implements Answer {}

    /** Switched off by its owner or an admin. No visit. */
    record Disabled() implements Answer {}

    /** It would lead to a host that the operator blocks. Recipients are not told it from a link that is switched off. No visit. */
    record Blocked() implements Answer {}

    /** Unknown or deleted, which nobody is told apart. No visit. */
    record NotFound() implements Answer {}
}
