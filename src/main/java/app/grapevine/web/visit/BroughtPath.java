package app.grapevine.web.visit;

import app.grapevine.links.CodeShape;
import app.grapevine.redirect.Pasted;
import app.grapevine.redirect.Redirects;
import app.grapevine.storage.LinkKey;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Requests for what can only be a code that was brought, such as {@code /docs/start+}: seen as requests for a code that none can be,
 * {@value #PLACEHOLDER}, with what is asked of it, and with the codes that may be meant beside it. So they go the way of all others,
 * through routes of one segment, and none of their characters means anything on it.
 */
final class BroughtPath {
    /** Stands in the path where the code does not. */
    static final String PLACEHOLDER = "~";

    private static final String CODES = BroughtPath.class.getName();

    private BroughtPath() {}

    /**
     * {@code given} as it is meant, where its path is no code that could be chosen here: as one for a brought code, where there may be
     * such; else as {@link PastedPath#asMeant}. Never blocks.
     */
    static Request asMeant(Request given, Redirects redirects) {
        String path = given.getHttpURI().getPath();
        if (path == null || !redirects.areOddCodes()) {
            return PastedPath.asMeant(given);
        }
        List<Pasted.Asked> asked = Pasted.asked(path);
        Pasted.Asked exact = asked.isEmpty() ? null : asked.get(0);
        if (exact == null || CodeShape.isCode(exact.code()) || CodeShape.wouldHide(exact.code())) {
            return PastedPath.asMeant(given);
        }
        Pasted.Asked trimmed = asked.get(asked.size() - 1);
        if (mayExist(given, redirects, exact)) {
            List<String> codes = trimmed.ending().equals(exact.ending())
                    ? asked.stream().map(Pasted.Asked::code).toList()
                    : List.of(exact.code());
            return as(given, exact, codes);
        }
        Request pasted = PastedPath.asMeant(given);
        if (pasted != given) {
            return pasted;
        }
        return trimmed != exact && mayExist(given, redirects, trimmed)
                ? as(given, trimmed, List.of(trimmed.code()))
                : given;
    }

    private static boolean mayExist(Request given, Redirects redirects, Pasted.Asked asked) {
        return redirects
                .key(given.getHttpURI().getHost(), asked.code())
                .filter(redirects::mayExist)
                .isPresent();
    }

    private static Request as(Request given, Pasted.Asked asked, List<String> codes) {
        given.setAttribute(CODES, codes);
        if (asked.scanned()) {
            PastedPath.markScanned(given);
        }
        HttpURI uri = given.getHttpURI();
        String query = uri.getQuery();
        String path = "/" + PLACEHOLDER + asked.ending();
        return Request.serveAs(
                given,
                HttpURI.from(uri.getScheme(), uri.getHost(), uri.getPort(), query == null ? path : path + "?" + query));
    }

    /** The codes that may be meant, in their order; empty where it is a code that could be chosen. */
    @SuppressWarnings("unchecked")
    static List<String> codes(Request request) {
        Object codes = request.getAttribute(CODES);
        return codes == null ? List.of() : (List<String>) codes;
    }

    static boolean isOne(Request request) {
        return request.getAttribute(CODES) != null;
    }

    /** The key that is meant before others: of a brought code, or of {@code code}, which stands in the path; empty where it is none. */
    static Optional<LinkKey> key(Request request, Redirects redirects, @Nullable String code) {
        List<String> codes = codes(request);
        String first = codes.isEmpty() ? code : codes.get(0);
        return first == null || (codes.isEmpty() && !CodeShape.isCode(first))
                ? Optional.empty()
                : redirects.key(request.getHttpURI().getHost(), first);
    }
}
