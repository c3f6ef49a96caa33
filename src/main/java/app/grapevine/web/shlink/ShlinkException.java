package app.grapevine.web.shlink;

/** Ends a request with a problem in Shlink's words. It has no stack trace: what it tells is for the client. */
final class ShlinkException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ShlinkProblem problem;

    ShlinkException(ShlinkProblem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    ShlinkProblem problem() {
        return problem;
    }
}
