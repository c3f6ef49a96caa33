package app.grapevine.web.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses paths that can be read in more than one way, or are none: {@code //a}, {@code /a%2Fb}, {@code /a%0A}. Jetty would do
 * so as it reads them; but people paste such paths, so that the handlers ahead of this one get to see them, and may know what
 * was meant. Safe for use by many threads.
 */
final class OddPaths extends Handler.Wrapper {
    /** What the handlers ahead get to see. */
    static final UriCompliance LET_IN = UriCompliance.DEFAULT.with(
            "pasted",
            Violation.AMBIGUOUS_EMPTY_SEGMENT,
            Violation.AMBIGUOUS_PATH_SEPARATOR,
            Violation.AMBIGUOUS_PATH_PARAMETER,
            Violation.AMBIGUOUS_PATH_ENCODING,
            Violation.BAD_UTF8_ENCODING,
            Violation.TRUNCATED_UTF8_ENCODING,
            Violation.SUSPICIOUS_PATH_CHARACTERS,
            Violation.ILLEGAL_PATH_CHARACTERS);

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpURI uri = request.getHttpURI();
        if (!uri.hasViolations() || uri.getViolations().stream().allMatch(UriCompliance.DEFAULT::allows)) {
            return super.handle(request, response, callback);
        }
        Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
        return true;
    }
}
