package app.grapevine.web.visit;

import app.grapevine.redirect.Pasted;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;

/** Requests for a short link with something added by who pasted it, seen as requests for what was meant. */
final class PastedPath {
    private static final String MARK = PastedPath.class.getName();

    private PastedPath() {}

    /** {@code request} itself, where nothing was added to its path. */
    static Request asMeant(Request request) {
        HttpURI given = request.getHttpURI();
        String path = given.getPath();
        String meant = path == null ? null : Pasted.meant(path);
        if (meant == null) {
            return request;
        }
        String query = given.getQuery();
        HttpURI uri = HttpURI.from(
                given.getScheme(), given.getHost(), given.getPort(), query == null ? meant : meant + "?" + query);
        request.setAttribute(MARK, true);
        return Request.serveAs(request, uri);
    }

    static boolean isPasted(Request request) {
        return request.getAttribute(MARK) != null;
    }
}
