package app.grapevine.web;

import io.javalin.security.RouteRole;

/** A route of the API that asks for no key and no session: those by which one signs in and out. */
enum Open implements RouteRole {
    OPEN
}
