package app.grapevine.redirect;

import app.grapevine.attribution.Kind;
import app.grapevine.links.Link;
import app.grapevine.rules.Asked;
import org.jspecify.annotations.Nullable;

/** What a visit gets that is led somewhere: the link can be visited, and a use of it is taken where uses are counted. */
final class Leading {
    private Leading() {}

    /** @param asked what the request says; null where no rule was asked */
    static Answer answer(Target target, Way way, @Nullable Asked asked, Kind kind, @Nullable String query) {
        Link link = target.link();
        if (link.isGuarded() && kind != Kind.CLICK && kind != Kind.SUPPRESSED) {
            return new Answer.Veiled(link);
        }
        String location = target.handedOn(way.location(), query);
        if (kind == Kind.PREVIEW && !link.card().isEmpty()) {
            return new Answer.Card(link, location);
        }
        String web = way.web() == null ? null : target.handedOn(way.web(), query);
        return web == null || asked == null
                ? new Answer.Redirect(link, way.rule(), location, null)
                : intoApp(link, way, asked, location, web);
    }

    private static Answer intoApp(Link link, Way way, Asked asked, String location, String web) {
        Way.Opening opening = way.opening(asked);
        if (opening == Way.Opening.REDIRECT) {
            return new Answer.Redirect(link, way.rule(), location, web);
        }
        boolean opens = opening == Way.Opening.OPENING_PAGE;
        return new Answer.IntoApp(link, way.rule(), location, web, Way.isAndroid(asked), opens);
    }
}
