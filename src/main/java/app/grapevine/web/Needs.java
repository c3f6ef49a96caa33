package app.grapevine.web;

import app.grapevine.security.Scope;
import io.javalin.security.RouteRole;

/** What a key must be allowed for a route of the API. */
record Needs(Scope scope) implements RouteRole {}
