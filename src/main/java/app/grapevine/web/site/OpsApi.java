package app.grapevine.web.site;

import app.grapevine.ops.Health;
import app.grapevine.ops.Metrics;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.SecurityHeaders;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the machinery around the service asks: whether it lives, whether it can work, and its metrics. Open to
 * whoever reaches the port, as such routes are: a proxy in front keeps them from the world, or they have a port of their own.
 */
public final class OpsApi implements Routes {
    private final Health health;
    private final Metrics metrics;

    public OpsApi(Health health, Metrics metrics) {
        this.health = health;
        this.metrics = metrics;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/health/live", this::live);
        routes.head("/health/live", this::live);
        routes.get("/health/ready", this::ready);
        routes.head("/health/ready", this::ready);
        routes.get("/metrics", this::metrics);
        routes.head("/metrics", this::metrics);
    }

    private static Context data(Context ctx) {
        return ctx.header(SecurityHeaders.RESOURCE_POLICY, SecurityHeaders.OURS);
    }

    private void live(Context ctx) {
        data(ctx).json(Map.of("status", "up"));
    }

    private void ready(Context ctx) {
        Map<String, Health.Check> checks = health.report();
        boolean ready = checks.values().stream().allMatch(Health.Check::ok);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", ready ? "ready" : "not ready");
        answer.put("checks", checks);
        data(ctx).status(ready ? 200 : 503).json(answer);
    }

    private void metrics(Context ctx) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
        metrics.writeTo(out);
        data(ctx).contentType(metrics.contentType()).result(out.toByteArray());
    }
}
