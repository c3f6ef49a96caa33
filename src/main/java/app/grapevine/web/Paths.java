package app.grapevine.web;

import io.javalin.http.Context;

/** Parts of a path. */
final class Paths {
    private Paths() {}

    /** The code, slug or id in the path. @throws ProblemException 404 for what none of ours looks like */
    static String id(Context ctx, String name) {
        String value = ctx.pathParam(name);
        if (!value.matches("[A-Za-z0-9_-]{1,64}")) {
            throw ProblemException.of(ProblemType.NOT_FOUND, null);
        }
        return value;
    }
}
