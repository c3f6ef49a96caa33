package app.grapevine.web.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request with a problem of HTTP's own: what features refuse is {@link app.grapevine.base.RefusedException}. It has no stack trace: what it tells is for the client.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    public ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.detail() == null ? problem.title() : problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    public static ProblemException of(ProblemType type, @Nullable String detail) {
        return new ProblemException(Problem.of(type, detail), Map.of());
    }

    public Problem problem() {
        return problem;
    }

    /** Headers that belong to the answer: Retry-After, WWW-Authenticate, Allow. */
    Map<String, String> headers() {
        return headers;
    }
}
