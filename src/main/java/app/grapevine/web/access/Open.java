package app.grapevine.web.access;

import io.javalin.security.RouteRole;

/** A route of the API that asks for no key and no session: those by which one signs in and out. */
public enum Open implements RouteRole {
    OPEN
}
