package app.grapevine.redirect;

import app.grapevine.links.Link;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a visit to a short link gets. */
public sealed interface Answer {

    /** A redirect that is a visit, and to be recorded. @param query raw, of the visit, or null */
    record Redirect(Target target, @Nullable String query) implements Answer {
        public Link link() {
            return target.link();
        }

        /** Whether {@link #location} wants the click's id. */
        public boolean takesClickId() {
            return target.takesClickId();
        }

        /** @param clickId null for a visit that is no click, or is not known by an id */
        public String location(@Nullable String clickId) {
            return target.location(query, clickId);
        }
    }

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
