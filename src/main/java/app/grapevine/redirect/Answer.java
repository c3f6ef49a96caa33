package app.grapevine.redirect;

import app.grapevine.links.Link;
import app.grapevine.rules.AppAddress;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a visit to a short link gets. */
public sealed interface Answer {

    /**
     * A redirect that is a visit, and to be recorded.
     *
     * @param rule the label of the rule that led it; null for the link's own destination
     * @param web where {@code location} is an app's own address, the one that browsers open without the app; else null
     */
    record Redirect(
            Link link,
            @Nullable String rule,
            String location,
            @Nullable String web) implements Answer {
        /** With something done to its addresses. */
        public Redirect with(UnaryOperator<String> change) {
            return new Redirect(link, rule, change.apply(location), web == null ? null : change.apply(web));
        }

        /** The Location. */
        public String whole() {
            return web == null ? location : AppAddress.withFallback(location, web);
        }
    }

    /**
     * A page that opens an app, for a redirect is known to fail. A visit.
     *
     * @param app its own address
     * @param web for who has not got it, or wants to stay
     * @param opens whether the page opens the app by itself
     */
    record IntoApp(Link link, @Nullable String rule, String app, String web, boolean onAndroid, boolean opens)
            implements Answer {
        /** With something done to its addresses. */
        public IntoApp with(UnaryOperator<String> change) {
            return new IntoApp(link, rule, change.apply(app), change.apply(web), onAndroid, opens);
        }

        /** The address that opens the app, as the device's browsers read it. */
        public String opener() {
            return onAndroid ? AppAddress.withFallback(app, web) : app;
        }
    }

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
