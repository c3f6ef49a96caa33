package app.grapevine.web.http;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The headers of every answer, by which a browser does with it what it is for and nothing else. What a route sets takes their
 * place: a page may load its style sheet, a file may be kept. Immutable, and encoded once.
 */
public final class SecurityHeaders {
    public static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";
    public static final String REFERRER_POLICY = "Referrer-Policy";
    /** Who may load it into a page of theirs: {@link #OURS}, or {@link #ANYBODY}. */
    public static final String RESOURCE_POLICY = "Cross-Origin-Resource-Policy";

    public static final String OURS = "same-origin";
    public static final String ANYBODY = "cross-origin";

    /** Of what is no page: it loads nothing if a browser is made to show it. */
    public static final String NOTHING = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";
    /**
     * What the destination hears of where a link was tapped: the site, never the page or the conversation, whatever that site
     * lets out. It never says more than that site does, for a browser cuts by both.
     */
    public static final String REDIRECT_REFERRER = "strict-origin-when-cross-origin";

    /** What it hears from a page that is nobody's business. */
    public static final String NOTHING_AS_REFERRER = "no-referrer";

    private static final HttpField NO_SNIFFING = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
    private static final HttpField LOADS_NOTHING = new PreEncodedHttpField(CONTENT_SECURITY_POLICY, NOTHING);
    private static final HttpField NO_REFERRER = new PreEncodedHttpField(REFERRER_POLICY, NOTHING_AS_REFERRER);
    private static final HttpField SITE_AS_REFERRER = new PreEncodedHttpField(REFERRER_POLICY, REDIRECT_REFERRER);
    private static final HttpField NOT_KEPT = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
    private static final HttpField NOT_SHARED = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "private, no-store");
    /** robots.txt lets all fetch short links, whose answers are for those who have them. */
    private static final HttpField NOT_FOUND_BY_SEARCH = new PreEncodedHttpField("X-Robots-Tag", "noindex");
    /** A year, of this host alone: what else there is below its domain is not this service's to decide about. */
    private static final HttpField HTTPS_ALONE =
            new PreEncodedHttpField(HttpHeader.STRICT_TRANSPORT_SECURITY, "max-age=31536000");

    private final HttpField[] ofAll;
    private final HttpField[] ofRedirect;

    /** @param https whether the service is reached by HTTPS alone */
    public SecurityHeaders(boolean https) {
        ofAll = fields(https, NO_SNIFFING, LOADS_NOTHING, NO_REFERRER, NOT_KEPT, NOT_FOUND_BY_SEARCH);
        ofRedirect = fields(https, NO_SNIFFING, LOADS_NOTHING, SITE_AS_REFERRER, NOT_SHARED, NOT_FOUND_BY_SEARCH);
    }

    private static HttpField[] fields(boolean https, HttpField... fields) {
        List<HttpField> all = new ArrayList<>(List.of(fields));
        if (https) {
            all.add(HTTPS_ALONE);
        }
        return all.toArray(HttpField[]::new);
    }

    /** The headers of every answer, into one that has none of them, of a handler that is ahead of these. */
    public void addTo(HttpFields.Mutable headers) {
        putInto(headers);
    }

    /** Puts them in, in place of what is there. */
    void putInto(HttpFields.Mutable headers) {
        for (HttpField field : ofAll) {
            headers.put(field);
        }
    }

    /** The headers of a redirect, into an answer that has none of them. */
    public void addToRedirect(HttpFields.Mutable headers) {
        for (HttpField field : ofRedirect) {
            headers.add(field);
        }
    }

    /** Puts them into all answers that come from behind it. */
    Handler.Wrapper ahead() {
        return new Ahead();
    }

    private final class Ahead extends Handler.Wrapper {
        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            putInto(response.getHeaders());
            return super.handle(request, response, callback);
        }
    }
}
