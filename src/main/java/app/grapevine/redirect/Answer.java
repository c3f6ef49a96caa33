package app.grapevine.redirect;

import app.grapevine.links.Link;
import java.time.Instant;

/** What a visit to a short link gets. */
public sealed interface Answer {

    /** A redirect that is a visit, and to be recorded. */
    record Redirect(Link link, String location) implements Answer {}

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
