package app.grapevine.web.visit;

import app.grapevine.attribution.Referrers;
import app.grapevine.attribution.Signals;
import app.grapevine.web.http.Pages;
import app.grapevine.web.visit.HeaderReader.Revealed;
import java.util.regex.Pattern;

/**
 * What the request for a link revealed of where it was tapped, and what a form that is posted a while later would not: the
 * site it came from, and how the browser came to ask. It goes to the recipient in the form and comes back with it, and is kept
 * nowhere meanwhile; all else the second request says again. That it can be made up there is no matter: so can the headers.
 *
 * @param referrer the origin, as in {@link Signals}
 * @param fetchMetadata as in {@link Signals}
 */
record FirstRequest(String referrer, String fetchMetadata) {
    private static final String REFERRER = "from";
    private static final String FETCH = "how";
    private static final Pattern FETCH_METADATA = Pattern.compile("[a-z-]{1,20}(?:/[a-z?0-9-]{1,20}){0,3}");

    /** Of a request that is itself the first. */
    static FirstRequest of(Revealed revealed) {
        Signals signals = revealed.signals();
        return new FirstRequest(signals.referrer(), signals.fetchMetadata());
    }

    /** What came back with a form; a program's has nothing of it. */
    static FirstRequest of(Form form) {
        String referrer = form.field(REFERRER);
        String how = form.field(FETCH);
        return new FirstRequest(
                referrer == null ? "" : Referrers.origin(referrer),
                how == null || !FETCH_METADATA.matcher(how).matches() ? "" : how);
    }

    /** As fields of a form. */
    String fields() {
        return field(REFERRER, referrer) + field(FETCH, fetchMetadata);
    }

    private static String field(String name, String value) {
        return value.isEmpty()
                ? ""
                : "<input type=\"hidden\" name=\"%s\" value=\"%s\">%n".formatted(name, Pages.escaped(value));
    }

    /**
     * The visit that the form's request is, as it began. What that request says of where it comes from, which is this
     * service's own page, is of no account.
     */
    Revealed with(Revealed posted) {
        Signals own = posted.signals();
        Signals signals = new Signals(
                own.head(),
                own.userAgent(),
                referrer,
                own.requestedWith(),
                own.purpose(),
                fetchMetadata,
                own.acceptLanguage(),
                own.markers(),
                own.context());
        return new Revealed(signals, posted.untracked());
    }
}
