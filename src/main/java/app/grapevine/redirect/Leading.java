package app.grapevine.redirect;

import app.grapevine.attribution.Kind;
import app.grapevine.links.Link;
import app.grapevine.rules.Asked;
import org.jspecify.annotations.Nullable;

/** What a visit gets that is led somewhere: the link can be visited, and a use of it is taken where uses are counted. */
final class Leading {
    private Leading() {}

    /**
     * @param asked what the request says; null where no rule was asked
     * @param passed whether the link's password was given
     */
    static Answer answer(
            Target target, Way way, @Nullable Asked asked, Kind kind, @Nullable String query, boolean passed) {
        Link link = target.link();
        // Who has given the password is told, be it a program; uses are people's, whatever a program knows.
        boolean told = isPerson(kind) || !link.isGuarded() || (passed && link.maxClicks() == null);
        if (!told) {
            return new Answer.Veiled(link);
        }
        if (kind == Kind.PREVIEW && !link.card().isEmpty()) {
            return new Answer.Card(link, target.location(way, query));
        }
        Way.Opening opening = asked == null ? Way.Opening.REDIRECT : way.opening(asked);
        return asked == null || opening == Way.Opening.REDIRECT
                ? new Answer.Redirect(target, way, query)
                : new Answer.IntoApp(target, way, query, Way.isAndroid(asked), opening == Way.Opening.OPENING_PAGE);
    }

    static boolean isPerson(Kind kind) {
        return kind == Kind.CLICK || kind == Kind.SUPPRESSED;
    }
}
