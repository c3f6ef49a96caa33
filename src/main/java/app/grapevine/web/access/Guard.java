package app.grapevine.web.access;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Parameters;
import app.grapevine.base.Reach;
import app.grapevine.security.ApiKey;
import app.grapevine.security.ApiKeys;
import app.grapevine.security.Caller;
import app.grapevine.security.KeyVerdict;
import app.grapevine.security.RateLimits;
import app.grapevine.security.Scope;
import app.grapevine.security.Session;
import app.grapevine.security.Sessions;
import app.grapevine.web.http.Problem;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.security.RouteRole;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every route under {@code /api/v1}: who asks, whether that is allowed, and whether not too often.
 * A route that does not say what it needs is open to nobody. Who asks is said by a bearer key or, without one,
 * by the cookie of a session; with the cookie, what changes something, or tells its origin, must come from a page of this
 * service.
 */
public final class Guard implements Routes {
    private static final String ADMISSION = "grapevine.admission";
    private static final String STILL = "grapevine.still";
    private static final String SCHEME = "Bearer ";
    private static final Set<HandlerType> SAFE = Set.of(HandlerType.GET, HandlerType.HEAD);

    private final ApiKeys keys;
    private final Sessions sessions;
    private final RateLimits limits;
    private final ClientAddress addresses;

    /** @param addresses the clients', used to limit failed attempts and kept in memory only */
    public Guard(ApiKeys keys, Sessions sessions, RateLimits limits, ClientAddress addresses) {
        this.keys = keys;
        this.sessions = sessions;
        this.limits = limits;
        this.addresses = addresses;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.beforeMatched(ApiRoutes.BASE + "/*", this::admit);
    }

    /** Who asks, and by what. */
    public static Admission admission(Context ctx) {
        Admission admission = ctx.attribute(ADMISSION);
        if (admission == null) {
            throw new IllegalStateException("nobody was asked for on this route");
        }
        return admission;
    }

    /**
     * Whether who asked may still have what the route gives, for an answer that goes on: not when the key was
     * revoked, has expired or a new secret, the session ended or the scope was taken away, on whichever node. To be asked as often as one likes, by any thread, and after the request as well. It
     * does not count as use of the session. It may throw DatabaseUnavailableException.
     */
    public static BooleanSupplier stillAdmitted(Context ctx) {
        BooleanSupplier still = ctx.attribute(STILL);
        if (still == null) {
            throw new IllegalStateException("nobody was asked for on this route");
        }
        return still;
    }

    private void admit(Context ctx) {
        if (isOpen(ctx)) {
            return;
        }
        String token = bearer(ctx);
        admit(ctx, token == null ? ofCookie(ctx) : ofKey(ctx, token), token != null);
    }

    /**
     * The same before a route that is not under {@code /api/v1}: by a key alone, and by no cookie.
     *
     * @param secret the key's, read only where the route asks for one
     * @throws ProblemException 401, 403, 429
     */
    public void admitByKey(Context ctx, Supplier<String> secret) {
        if (!isOpen(ctx)) {
            admit(ctx, ofKey(ctx, secret.get()), true);
        }
    }

    private static boolean isOpen(Context ctx) {
        return ctx.routeRoles().contains(Open.OPEN);
    }

    private void admit(Context ctx, Admission admission, boolean byKey) {
        Set<RouteRole> roles = ctx.routeRoles();
        Needs needs = roles.stream()
                .filter(Needs.class::isInstance)
                .map(Needs.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a route without a need: " + ctx.path()));
        Scope scope = needs.scope();
        authorize(ctx, admission.caller(), needs);
        limits.request(admission.caller()).ifPresent(wait -> refuse(wait, "You ask too often."));
        if (admission.caller().knownBy() == Caller.KnownBy.KEY) {
            keys.used(admission.caller().id());
        }
        ctx.attribute(ADMISSION, admission);
        ctx.attribute(STILL, stillAdmitted(byKey, admission.secret(), scope));
    }

    private static void authorize(Context ctx, Caller caller, Needs needs) {
        try {
            if (!allows(caller, needs.scope())) {
                throw lacks(needs.scope());
            }
            if (!needs.ofCampaigns()) {
                requireAll(caller.reach());
            }
        } catch (ProblemException e) {
            RefusalLog.forbidden(ctx, caller, e.getMessage());
            throw e;
        }
    }

    private static void requireAll(Reach reach) {
        if (!reach.isAll()) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN,
                    "You are limited to the campaign " + reach.campaign() + ", and this goes beyond it.");
        }
    }

    /** Refuses a caller without a further scope, which a part of what the route gives needs. @throws ProblemException 403 */
    public static void require(Context ctx, Scope scope) {
        Caller caller = admission(ctx).caller();
        if (!caller.allows(scope)) {
            ProblemException refusal = lacks(scope);
            RefusalLog.forbidden(ctx, caller, refusal.getMessage());
            throw refusal;
        }
    }

    /** Whose links who asked may see, change and make. */
    public static Reach reach(Context ctx) {
        return admission(ctx).caller().reach();
    }

    /** The parameters of a question about links or their visits, held to the campaign that who asks is limited to. */
    public static Parameters within(Context ctx, Parameters parameters) {
        String campaign = reach(ctx).campaign();
        if (campaign != null) {
            parameters.hold("campaign", campaign, FaultCode.OTHER_CAMPAIGN);
        }
        return parameters;
    }

    private static boolean allows(Caller caller, @Nullable Scope scope) {
        return scope == null || caller.allows(scope);
    }

    private BooleanSupplier stillAdmitted(boolean key, String secret, @Nullable Scope scope) {
        return () -> (key
                        ? keys.findNow(secret).map(ApiKey::caller)
                        : sessions.findNow(secret).map(Session::caller))
                .filter(caller -> allows(caller, scope))
                .isPresent();
    }

    /** The key's secret; null where there is none, as with a proxy's own password in Authorization. */
    private static @Nullable String bearer(Context ctx) {
        String header = ctx.req().getHeader("Authorization");
        return header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? null
                : header.substring(SCHEME.length()).trim();
    }

    private Admission ofKey(Context ctx, String token) {
        InetAddress from = mayTry(ctx, token);
        KeyVerdict verdict = keys.verdict(token);
        if (verdict instanceof KeyVerdict.Bad bad) {
            limits.failed(from);
            RefusalLog.unauthenticated(ctx, bad.words());
            throw unauthenticated(bad.words(), "error=\"invalid_token\"");
        }
        ApiKey key = ((KeyVerdict.Good) verdict).key();
        limits.succeeded(from, token);
        return new Admission(key.caller(), key.id(), token, null);
    }

    private Admission ofCookie(Context ctx) {
        String token = SessionCookie.read(ctx)
                .orElseThrow(() ->
                        unauthenticated("Sign in, or send Authorization: Bearer and an API key.", "charset=\"UTF-8\""));
        // Browsers tell the origin of a read only where another's page wants to see the answer.
        if (!SAFE.contains(ctx.method()) || ctx.req().getHeader("Origin") != null) {
            SameOrigin.require(ctx, addresses.isSecure(ctx));
        }
        InetAddress from = mayTry(ctx, token);
        Optional<Session> session = sessions.use(token);
        if (session.isEmpty()) {
            limits.failed(from);
            RefusalLog.unauthenticated(ctx, "The session has ended.");
            throw unauthenticated("The session has ended.", "error=\"invalid_token\"");
        }
        limits.succeeded(from, token);
        return new Admission(
                session.get().caller(), session.get().id(), token, session.get().expiresAt());
    }

    private InetAddress mayTry(Context ctx, String token) {
        InetAddress from = addresses.of(ctx);
        limits.beforeAuthentication(from, token).ifPresent(wait -> {
            RefusalLog.unauthenticated(ctx, "Too many bad keys came from where it asks.");
            refuse(wait, "Too many attempts with bad keys came from this address.");
        });
        return from;
    }

    private static ProblemException lacks(@Nullable Scope scope) {
        String label = scope == null ? "" : scope.label();
        return new ProblemException(
                Problem.of(ProblemType.FORBIDDEN, "This needs the scope " + label + "."),
                challenge("error=\"insufficient_scope\", scope=\"" + label + "\""));
    }

    /** @param parameters of the challenge, as RFC 6750 has them */
    public static ProblemException unauthenticated(String detail, String parameters) {
        return new ProblemException(Problem.of(ProblemType.UNAUTHENTICATED, detail), challenge(parameters));
    }

    private static Map<String, String> challenge(String parameters) {
        return Map.of("WWW-Authenticate", "Bearer realm=\"grapevine\", " + parameters);
    }

    /** @throws ProblemException 429 */
    public static void refuse(Duration wait, String detail) {
        throw new ProblemException(
                Problem.of(ProblemType.TOO_MANY, detail),
                Map.of("Retry-After", Long.toString(wait.plusMillis(999).toSeconds())));
    }
}
