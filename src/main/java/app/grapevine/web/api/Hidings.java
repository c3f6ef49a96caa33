package app.grapevine.web.api;

import app.grapevine.security.Scope;
import app.grapevine.stats.SmallCells;
import app.grapevine.web.access.Guard;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import io.javalin.http.Context;

/** What is hidden from who asks: nothing from admins. */
public final class Hidings {
    private static final SmallCells NOTHING = new SmallCells(0);

    private Hidings() {}

    public static SmallCells of(Context ctx, SmallCells set) {
        return Guard.admission(ctx).caller().allows(Scope.ADMIN) ? NOTHING : set;
    }

    /**
     * Before an answer that tells of single visits: it would tell all that is hidden in sums.
     *
     * @throws ProblemException 403
     */
    public static void requireNone(Context ctx, SmallCells set) {
        SmallCells hidden = of(ctx, set);
        if (hidden.hides()) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN,
                    "Figures of fewer than " + hidden.least()
                            + " people are hidden here (reports.small.cells), so single visits are for admins alone.");
        }
    }
}
