package app.grapevine.web.http;

import app.grapevine.MutableClock;
import app.grapevine.TestClient;
import app.grapevine.audit.AuditLog;
import app.grapevine.security.Accounts;
import app.grapevine.security.ApiKeys;
import app.grapevine.security.RateLimitSettings;
import app.grapevine.security.RateLimits;
import app.grapevine.security.Sessions;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.access.Guard;
import app.grapevine.web.admin.KeysApi;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.idempotency.Idempotency;
import app.grapevine.web.site.StaticFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The server with its guard and its keys alone, with settings and routes of a test's own. */
public final class BareServer extends TestClient implements AutoCloseable {
    private final TestDatabase database = TestDatabase.fresh(Dialect.H2);
    private final WebServer server;

    public BareServer(WebSettings settings, RateLimitSettings limits, List<Routes> more) {
        MutableClock clock = new MutableClock("2026-05-01T12:00:00Z");
        ApiKeys keys = new ApiKeys(database.database(), clock);
        keys.ensureAdminKey(Optional.of(ADMIN_KEY));
        Accounts accounts = new Accounts(database.database(), clock);
        Sessions sessions = new Sessions(database.database(), accounts, keys, clock);
        ClientAddress addresses = new ClientAddress(List.of());
        List<Routes> routes = new ArrayList<>(List.of(
                new Guard(keys, sessions, new RateLimits(limits, clock), addresses),
                new KeysApi(
                        keys,
                        accounts,
                        slug -> false,
                        new Idempotency(database.database(), clock),
                        new Trail(database.database(), AuditLog.apart(database.database(), clock), clock)),
                new StaticFiles()));
        routes.addAll(more);
        server = new WebServer(
                settings, new SecurityHeaders(false), WebServer.bind("127.0.0.1", 0), addresses, routes, List.of());
        server.start();
    }

    WebServer server() {
        return server;
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
