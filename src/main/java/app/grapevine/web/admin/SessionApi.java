package app.grapevine.web.admin;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.security.Account;
import app.grapevine.security.Accounts;
import app.grapevine.security.ApiKey;
import app.grapevine.security.ApiKeys;
import app.grapevine.security.Caller;
import app.grapevine.security.KeyVerdict;
import app.grapevine.security.KnownDevices;
import app.grapevine.security.RateLimits;
import app.grapevine.security.Session;
import app.grapevine.security.Sessions;
import app.grapevine.web.access.Admission;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Attempts;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.access.DeviceCookie;
import app.grapevine.web.access.Guard;
import app.grapevine.web.access.Rights;
import app.grapevine.web.access.SameOrigin;
import app.grapevine.web.access.ScopeLabels;
import app.grapevine.web.access.SessionCookie;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Signing in and out, and one's own password. */
public final class SessionApi implements Routes {
    private static final String PATH = "/session";

    private final Sessions sessions;
    private final Accounts accounts;
    private final ApiKeys keys;
    private final KnownDevices devices;
    private final RateLimits limits;
    private final ClientAddress addresses;
    private final Trail trail;
    private final Attempts attempts;
    private final OwnPassword ownPassword;

    public SessionApi(
            Sessions sessions,
            Accounts accounts,
            ApiKeys keys,
            KnownDevices devices,
            RateLimits limits,
            ClientAddress addresses,
            Trail trail) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.keys = keys;
        this.devices = devices;
        this.limits = limits;
        this.addresses = addresses;
        this.trail = trail;
        this.attempts = new Attempts(limits, devices, addresses);
        this.ownPassword = new OwnPassword(accounts, attempts, trail);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .openPost(PATH, this::signIn)
                .openDelete(PATH, this::signOut)
                .ofCampaigns()
                .post(PATH + "/password", null, this::changePassword)
                .get(PATH, null, this::get);
    }

    /**
     * @param role the name of the rights; null where they have none
     * @param expiresAt null where the request came with a key and no session
     */
    private record SessionJson(
            String name,
            @Nullable String role,
            List<String> scopes,
            @Nullable String campaign,
            String via,
            @Nullable Instant expiresAt) {
        static SessionJson of(Caller caller, @Nullable Instant expiresAt) {
            return new SessionJson(
                    caller.name(),
                    Rights.roleOf(caller.scopes(), caller.reach()),
                    ScopeLabels.of(caller.scopes()),
                    caller.reach().campaign(),
                    caller.knownBy().label(),
                    expiresAt);
        }
    }

    /** What one signs in with: a key, or a name and a password. */
    private record Credentials(
            @Nullable String key, @Nullable String name, String password) {
        static Credentials read(Fields fields) {
            String key = fields.string("key");
            String name = fields.string("name");
            String password = fields.string("password");
            if (fields.has("key")) {
                fields.required("key", key);
                if (fields.has("name") || fields.has("password")) {
                    fields.fault("key", FaultCode.NOT_ALONE);
                }
            } else {
                fields.required("name", name);
                fields.required("password", password);
                if (name != null && Accounts.isTooLong(name)) {
                    fields.fault("name", FaultCode.TOO_LONG, Map.of("most", Accounts.NAME_LENGTH));
                }
                OwnPassword.requireLength(fields, "password", password);
            }
            fields.finish();
            return new Credentials(key, name, password == null ? "" : password);
        }
    }

    private void signIn(Context ctx) {
        Query.none(ctx);
        SameOrigin.requireOfBrowsers(ctx, addresses.isSecure(ctx));
        byte[] body = Bodies.bytes(ctx, Bodies.STRANGERS_LIMIT, List.of(Json.CONTENT_TYPE));
        Credentials given = Credentials.read(Fields.of(Bodies.parse(body)));
        String key = given.key();
        String name = given.name();
        Sessions.Begun begun;
        if (key != null) {
            ApiKey found = attempts.tried(ctx, null, () -> keys.find(key))
                    .orElseThrow(() -> refused(Subject.NONE, words(keys.verdict(key))));
            mayAsk(found.caller());
            begun = begun(ctx, found.caller(), () -> sessions.begin(found));
        } else {
            String of = name == null ? "" : name;
            Account found = attempts.tried(ctx, of, () -> accounts.verify(of, given.password()))
                    .orElseThrow(() -> refused(account(of), "The name or the password is wrong."));
            mayAsk(found.caller());
            begun = begun(ctx, found.caller(), () -> sessions.begin(found));
        }
        ctx.header("Location", ApiRoutes.BASE + PATH);
        answer(ctx, 201, begun);
        if (name != null) {
            DeviceCookie.set(ctx, devices.token(name), isCookieSecure(ctx));
        }
    }

    /** Begins a session, and ends the one that the browser had. */
    private Sessions.Begun begun(Context ctx, Caller caller, Supplier<Sessions.Begun> begin) {
        return trail.together(() -> {
            Sessions.Begun begun = begin.get();
            SessionCookie.read(ctx).ifPresent(sessions::end);
            trail.add(caller, Action.SESSION_BEGUN, Subject.NONE);
            return begun;
        });
    }

    /** What was tried as a name is not told where it is nobody's: it may be a password. */
    private Subject account(String name) {
        return accounts.findByName(name)
                .map(found -> Subject.account(found.id()))
                .orElse(Subject.NONE);
    }

    private ProblemException refused(Subject tried, String detail) {
        trail.addRefusal(tried);
        return wrong(detail);
    }

    private static String words(KeyVerdict verdict) {
        return verdict instanceof KeyVerdict.Bad bad ? bad.words() : KeyVerdict.Bad.UNKNOWN.words();
    }

    private void mayAsk(Caller caller) {
        limits.request(caller).ifPresent(wait -> Guard.refuse(wait, "You ask too often."));
    }

    private static ProblemException wrong(String detail) {
        return Guard.unauthenticated(detail, "error=\"invalid_token\"");
    }

    private void answer(Context ctx, int status, Sessions.Begun begun) {
        limits.succeeded(addresses.of(ctx), begun.token());
        SessionCookie.set(ctx, begun.token(), isCookieSecure(ctx));
        Session session = begun.session();
        Json.answer(ctx, status, SessionJson.of(session.caller(), session.expiresAt()));
    }

    /**
     * Whether the browser is to send the cookie by HTTPS alone. Browsers name the page's origin with POST and DELETE,
     * and no page can forge it: so the cookie is safe also behind a proxy that the settings do not name.
     */
    private boolean isCookieSecure(Context ctx) {
        String origin = ctx.header("Origin");
        return addresses.isSecure(ctx) || (origin != null && origin.startsWith("https://"));
    }

    private void get(Context ctx) {
        Query.none(ctx);
        Admission admission = Guard.admission(ctx);
        Json.answer(ctx, 200, SessionJson.of(admission.caller(), admission.expiresAt()));
    }

    /** To be signed out already is no error. */
    private void signOut(Context ctx) {
        Query.none(ctx);
        SameOrigin.requireOfBrowsers(ctx, addresses.isSecure(ctx));
        SessionCookie.read(ctx).ifPresent(this::end);
        SessionCookie.clear(ctx, isCookieSecure(ctx));
        ctx.status(204);
    }

    private void end(String token) {
        trail.togetherOnly(
                () -> sessions.end(token).ifPresent(caller -> trail.add(caller, Action.SESSION_ENDED, Subject.NONE)));
    }

    /** Ends all sessions of the account, and begins a new one for who asked. */
    private void changePassword(Context ctx) {
        Query.none(ctx);
        Caller caller = Guard.admission(ctx).caller();
        if (caller.knownBy() != Caller.KnownBy.ACCOUNT) {
            throw ProblemException.of(ProblemType.FORBIDDEN, "A key has no password.");
        }
        Fields fields = Fields.of(Bodies.parse(Bodies.jsonBytes(ctx)));
        String current = fields.required("current", fields.string("current"));
        String next = fields.required("new", fields.string("new"));
        OwnPassword.requireLength(fields, "current", current);
        fields.finish();
        String given = current == null ? "" : current;
        Account account = ownPassword.verified(ctx, caller, "current", given);
        answer(ctx, 200, trail.together(() -> {
            Sessions.Begun begun = sessions.begin(changed(account, next == null ? "" : next));
            trail.add(caller, Action.PASSWORD_CHANGED, Subject.account(caller.id()));
            return begun;
        }));
    }

    private Account changed(Account account, String password) {
        try {
            return accounts.changeVerified(account, "current", password, present -> present);
        } catch (RefusedException e) {
            throw e.renamed(field -> field.equals("password") ? "new" : field);
        }
    }
}
