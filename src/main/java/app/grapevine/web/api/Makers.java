package app.grapevine.web.api;

import app.grapevine.links.Link;
import app.grapevine.links.Maker;
import app.grapevine.security.Caller;
import app.grapevine.web.access.Guard;
import io.javalin.http.Context;

/** Who asks, as who makes links. */
public final class Makers {
    private Makers() {}

    public static Maker of(Context ctx) {
        Caller caller = Guard.admission(ctx).caller();
        return new Maker(new Link.Creator(caller.knownBy().label(), caller.id(), caller.name()), caller.reach());
    }
}
