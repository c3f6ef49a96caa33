package app.grapevine.web;

import app.grapevine.security.ApiKey;
import app.grapevine.security.ApiKeys;
import app.grapevine.security.RateLimits;
import app.grapevine.security.Scope;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Stands before every route under {@code /api/v1}: who asks, whether the key allows it, and whether not too
 * often. A route that does not say what it needs is open to nobody.
 */
public final class Guard implements Routes {
    private static final String KEY = "grapevine.key";
    private static final String TOKEN = "grapevine.token";
    private static final String STILL = "grapevine.still";
    private static final String SCHEME = "Bearer ";

    private final ApiKeys keys;
    private final RateLimits limits;
    private final Function<Context, InetAddress> address;

    /** @param address the client's address, used to limit failed attempts and kept in memory only */
    public Guard(ApiKeys keys, RateLimits limits, Function<Context, InetAddress> address) {
        this.keys = keys;
        this.limits = limits;
        this.address = address;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.beforeMatched(ApiRoutes.BASE + "/*", this::admit);
    }

    /** The key that the request came with. */
    static ApiKey key(Context ctx) {
        ApiKey key = ctx.attribute(KEY);
        if (key == null) {
            throw new IllegalStateException("no key was asked for on this route");
        }
        return key;
    }

    /** The secret of that key. */
    static String token(Context ctx) {
        String token = ctx.attribute(TOKEN);
        if (token == null) {
            throw new IllegalStateException("no key was asked for on this route");
        }
        return token;
    }

    /**
     * Tells at any later time whether the request would be let in again, for an answer that goes on for long. It may
     * throw DatabaseUnavailableException.
     */
    static BooleanSupplier stillAdmitted(Context ctx) {
        BooleanSupplier still = ctx.attribute(STILL);
        if (still == null) {
            throw new IllegalStateException("no key was asked for on this route");
        }
        return still;
    }

    private void admit(Context ctx) {
        Scope scope = ctx.routeRoles().stream()
                .filter(Needs.class::isInstance)
                .map(role -> ((Needs) role).scope())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a route without a scope: " + ctx.path()));
        ApiKey key = authenticate(ctx);
        if (!key.allows(scope)) {
            throw new ProblemException(
                    Problem.of(ProblemType.FORBIDDEN, "The key needs the scope " + scope.label() + "."),
                    challenge("error=\"insufficient_scope\", scope=\"" + scope.label() + "\""));
        }
        limits.request(key).ifPresent(wait -> refuse(wait, "This key asks too often."));
        ctx.attribute(KEY, key);
        String token = token(ctx);
        BooleanSupplier still =
                () -> keys.find(token).filter(found -> found.allows(scope)).isPresent();
        ctx.attribute(STILL, still);
    }

    private ApiKey authenticate(Context ctx) {
        String header = ctx.req().getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new ProblemException(
                    Problem.of(ProblemType.UNAUTHENTICATED, "Send Authorization: Bearer and an API key."),
                    challenge("charset=\"UTF-8\""));
        }
        String token = header.substring(SCHEME.length()).trim();
        InetAddress from = address.apply(ctx);
        limits.beforeAuthentication(from, token)
                .ifPresent(wait -> refuse(wait, "Too many attempts with bad keys came from this address."));
        Optional<ApiKey> key = keys.find(token);
        if (key.isEmpty()) {
            limits.failed(from);
            throw new ProblemException(
                    Problem.of(ProblemType.UNAUTHENTICATED, "The API key is unknown or revoked."),
                    challenge("error=\"invalid_token\""));
        }
        limits.succeeded(from, token);
        ctx.attribute(TOKEN, token);
        return key.get();
    }

    private static Map<String, String> challenge(String parameters) {
        return Map.of("WWW-Authenticate", "Bearer realm=\"grapevine\", " + parameters);
    }

    private static void refuse(Duration wait, String detail) {
        throw new ProblemException(
                Problem.of(ProblemType.TOO_MANY, detail),
                Map.of("Retry-After", Long.toString(wait.plusMillis(999).toSeconds())));
    }
}
