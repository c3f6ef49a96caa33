package app.grapevine.web.api;

import app.grapevine.base.Parameters;
import app.grapevine.security.ApiKey;
import app.grapevine.security.ApiKeys;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.ScopeLabels;
import app.grapevine.web.http.ApiAnswer;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The keys of the API, for admins. */
public final class KeysApi implements Routes {
    private static final String PATH = "/keys";

    private final ApiKeys keys;
    private final Idempotency idempotency;

    public KeysApi(ApiKeys keys, Idempotency idempotency) {
        this.keys = keys;
        this.idempotency = idempotency;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .post(PATH, Scope.ADMIN, this::create)
                .get(PATH, Scope.ADMIN, this::list)
                .delete(PATH + "/{id}", Scope.ADMIN, this::revoke);
    }

    private record KeyJson(String id, String name, List<String> scopes, Instant createdAt) {
        static KeyJson of(ApiKey key) {
            return new KeyJson(key.id(), key.name(), ScopeLabels.of(key.scopes()), key.createdAt());
        }
    }

    private record NewKeyJson(String id, String name, List<String> scopes, Instant createdAt, String secret) {}

    private void create(Context ctx) {
        Query.none(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            Fields fields = Fields.of(Bodies.parse(body));
            String name = fields.required("name", fields.string("name"));
            Set<Scope> scopes = ScopeLabels.read(fields);
            fields.finish();
            ApiKeys.Made made = keys.create(name == null ? "" : name, scopes);
            ApiKey key = made.key();
            return ApiAnswer.created(
                    ApiRoutes.BASE + PATH + "/" + key.id(),
                    new NewKeyJson(key.id(), key.name(), ScopeLabels.of(key.scopes()), key.createdAt(), made.secret()));
        });
    }

    private void list(Context ctx) {
        Parameters parameters = Query.of(ctx);
        int limit = Query.limit(parameters);
        String after = Query.idCursor(parameters, PATH);
        parameters.finish();
        List<ApiKey> found = keys.list(limit + 1, after);
        Json.answer(ctx, 200, ListJson.of(PATH, found, limit, ApiKey::id, KeyJson::of));
    }

    private void revoke(Context ctx) {
        Query.none(ctx);
        keys.revoke(Paths.id(ctx, "id"));
        ctx.status(204);
    }
}
