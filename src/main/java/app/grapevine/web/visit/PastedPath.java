package app.grapevine.web.visit;

import app.grapevine.links.CodeShape;
import app.grapevine.redirect.Pasted;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Requests for a short link with something added to its code, seen as requests for what was meant: by who pasted it, or by
 * its QR code.
 */
final class PastedPath {
    private static final String MARK = PastedPath.class.getName();
    private static final String SCANNED = MARK + ".scanned";

    private PastedPath() {}

    /** {@code request} itself, where nothing was added to its path. */
    static Request asMeant(Request request) {
        HttpURI given = request.getHttpURI();
        String path = given.getPath();
        String unpasted = path == null ? null : Pasted.meant(path);
        String scanned = withoutScan(unpasted == null ? path : unpasted);
        String meant = scanned == null ? unpasted : scanned;
        if (meant == null) {
            return request;
        }
        if (unpasted != null) {
            request.setAttribute(MARK, true);
        }
        if (scanned != null) {
            request.setAttribute(SCANNED, true);
        }
        String query = given.getQuery();
        HttpURI uri = HttpURI.from(
                given.getScheme(), given.getHost(), given.getPort(), query == null ? meant : meant + "?" + query);
        return Request.serveAs(request, uri);
    }

    /** The path of the link itself, where {@code path} is what its QR code says; else null. */
    private static @Nullable String withoutScan(@Nullable String path) {
        if (path == null || !path.endsWith(CodeShape.SCANNED)) {
            return null;
        }
        String code = path.substring(0, path.length() - CodeShape.SCANNED.length());
        return CodeShape.isPath(code) ? code : null;
    }

    static void markScanned(Request request) {
        request.setAttribute(SCANNED, true);
    }

    /** Whether the address was read off a QR code. */
    static boolean isScanned(Request request) {
        return request.getAttribute(SCANNED) != null;
    }

    /** What its QR code has behind the code; empty where it was not read off one. */
    static String scanMark(Request request) {
        return isScanned(request) ? CodeShape.SCANNED : "";
    }

    static boolean isPasted(Request request) {
        return request.getAttribute(MARK) != null;
    }
}
