package app.grapevine.web.access;

import app.grapevine.security.Scope;
import io.javalin.security.RouteRole;
import org.jspecify.annotations.Nullable;

/**
 * What a caller must be allowed for a route of the API.
 *
 * @param scope null where any key and any session does
 * @param ofCampaigns whether callers that are limited to a campaign may have it: what answers it heeds their reach
 */
public record Needs(@Nullable Scope scope, boolean ofCampaigns) implements RouteRole {}
