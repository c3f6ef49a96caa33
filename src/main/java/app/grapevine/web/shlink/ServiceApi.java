package app.grapevine.web.shlink;

import app.grapevine.ops.Health;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** What Shlink's clients ask of the service itself: whether it works, which version of Shlink it is like, and its hub of events. */
public final class ServiceApi implements Routes {
    /** Whose API this is: by it clients decide what they offer. */
    private static final String VERSION = "5.1.5";

    private static final String HEALTH = "/health";
    private static final String CONTENT_TYPE = "application/health+json";
    private static final Links LINKS = new Links("https://shlink.io", "https://github.com/shlinkio/shlink");

    private final Health health;

    public ServiceApi(Health health) {
        this.health = health;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes, ShlinkDoor.ROOT).openGet(HEALTH, this::health);
        new ApiRoutes(routes, ShlinkDoor.BASE)
                .openGet(HEALTH, this::health)
                .ofCampaigns()
                .get("/mercure-info", null, ctx -> {
                    throw new ShlinkException(ShlinkProblem.noMercure());
                });
    }

    record Links(String about, String project) {}

    record Told(String status, String version, Links links) {}

    private void health(Context ctx) {
        boolean passes = health.report().values().stream().allMatch(Health.Check::ok);
        Json.answer(ctx, passes ? 200 : 503, new Told(passes ? "pass" : "fail", VERSION, LINKS));
        ctx.contentType(CONTENT_TYPE);
    }
}
