package app.grapevine.web.visit;

import app.grapevine.attribution.Kind;
import app.grapevine.domains.Domains;
import app.grapevine.journal.Visit;
import app.grapevine.links.CodeShape;
import app.grapevine.redirect.Redirects;
import app.grapevine.redirect.Target;
import app.grapevine.redirect.Way;
import app.grapevine.rules.Asked;
import app.grapevine.storage.LinkKey;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.http.SecurityHeaders;
import app.grapevine.web.visit.RedirectMetrics.Outcome;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers the plain case ahead of the servlet, on the thread that read the request: a GET of a link that is
 * remembered and whose every visit gets the same Location, but for its own id. All else, a cache miss included, is handed on, to a
 * thread that may wait, and goes through Javalin, where {@link RedirectApi} decides by the same {@link
 * Redirects} and {@link VisitReader} and records in the same place.
 *
 * <p>It may be declared non-blocking because nothing in it waits: the cache is read and never loaded, and the
 * append to the journal is a write to the page cache. With {@code journal.sync=always} the answer is sent
 * later, by the thread that synced.
 */
final class RedirectHandler extends Handler.Wrapper {
    private final Redirects redirects;
    private final Domains sites;
    private final VisitReader visits;
    private final VisitRecorder recorder;
    private final ClickNames clickNames;
    private final ClientAddress addresses;
    private final RedirectMetrics metrics;
    private final SecurityHeaders common;
    private final Clock clock;

    RedirectHandler(
            Redirects redirects,
            Domains sites,
            VisitReader visits,
            VisitRecorder recorder,
            ClickNames clickNames,
            ClientAddress addresses,
            RedirectMetrics metrics,
            SecurityHeaders common,
            Clock clock) {
        this.redirects = redirects;
        this.sites = sites;
        this.visits = visits;
        this.recorder = recorder;
        this.clickNames = clickNames;
        this.addresses = addresses;
        this.metrics = metrics;
        this.common = common;
        this.clock = clock;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request given, Response response, Callback callback) throws Exception {
        String path = given.getHttpURI().getPath(); // null where a proxy is asked: CONNECT
        boolean isCode = path != null && CodeShape.isPath(path);
        if (!isCode && isRoot(given, response, callback)) {
            return true;
        }
        Request request = isCode ? given : BroughtPath.asMeant(given, redirects);
        Instant now = clock.instant();
        boolean mayBePlain = isCode || (request != given && isVisit(request));
        Target target = mayBePlain && HttpMethod.GET.is(request.getMethod()) ? plainTarget(request, now) : null;
        if (target == null) {
            return super.handle(request, response, callback);
        }
        return redirect(PastedPath.isScanned(request) ? target.scanned() : target, now, request, response, callback)
                || super.handle(request, response, callback);
    }

    /** Whether this was a domain itself, of which an admin has said where it leads. No visit. */
    private boolean isRoot(Request request, Response response, Callback callback) {
        HttpURI uri = request.getHttpURI();
        boolean isRead = HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
        Optional<String> root = isRead && "/".equals(uri.getPath())
                ? redirects.key(uri.getHost(), "").flatMap(key -> sites.rememberedRoot(key.domain()))
                : Optional.empty();
        root.ifPresent(destination -> {
            response.setStatus(302);
            HttpFields.Mutable answered = response.getHeaders();
            answered.put(HttpHeader.LOCATION, destination).put(HttpFields.CONTENT_LENGTH_0);
            common.addToRedirect(answered);
            response.write(true, null, callback);
        });
        return root.isPresent();
    }

    /** Whether nothing else is asked of the code that is meant. */
    private static boolean isVisit(Request request) {
        String path = request.getHttpURI().getPath();
        return BroughtPath.isOne(request)
                ? path.length() == 1 + BroughtPath.PLACEHOLDER.length()
                : CodeShape.isPath(path);
    }

    private @Nullable Target plainTarget(Request request, Instant now) {
        HttpURI uri = request.getHttpURI();
        Optional<LinkKey> key =
                BroughtPath.key(request, redirects, uri.getPath().substring(1));
        return key.isEmpty() ? null : redirects.plain(key.get(), now, uri.getQuery());
    }

    /** @return false, with nothing done, where the link's rules ask for more than a redirect */
    private boolean redirect(Target target, Instant now, Request request, Response response, Callback callback) {
        HttpFields headers = request.getHeaders();
        var peer = addresses.peer(request.getConnectionMetaData().getRemoteSocketAddress());
        boolean https = peer.isSecure(headers, request.isSecure());
        String query = request.getHttpURI().getQuery();
        var revealed = visits.read(false, https, headers, query);
        if (visits.isSpeculation(revealed)) {
            notAhead(request, response, callback);
            return true;
        }
        InetAddress client = peer.client(headers);
        Visit visit = visits.visit(now.toEpochMilli(), target.link(), PastedPath.isScanned(request), revealed, client);
        Asked asked = target.hasRules() ? visits.asked(now, visit, revealed, query, client) : null;
        Way way = target.way(asked);
        if (asked != null && (way.blocked() || way.opening(asked) != Way.Opening.REDIRECT)) {
            return false;
        }
        if (target.hasRules()) {
            redirects.countLed();
        }
        Kind kind = target.takesClickId() ? visits.kind(revealed) : Kind.CLICK;
        recorder.record(visit.ledBy(way.rule()), receipt -> {
            response.setStatus(302);
            HttpFields.Mutable answered = response.getHeaders();
            answered.put(HttpHeader.LOCATION, target.location(way, query, clickNames.of(target, kind, receipt)))
                    .put(HttpFields.CONTENT_LENGTH_0);
            common.addToRedirect(answered);
            metrics.count(Outcome.REDIRECT, request.getHeadersNanoTime());
            response.write(true, null, callback);
        });
        return true;
    }

    /** See {@link Leading#notAhead}. */
    private void notAhead(Request request, Response response, Callback callback) {
        response.setStatus(503);
        HttpFields.Mutable answered = response.getHeaders();
        answered.put(HttpFields.CONTENT_LENGTH_0);
        common.addToRedirect(answered);
        metrics.count(Outcome.SPECULATION, request.getHeadersNanoTime());
        response.write(true, null, callback);
    }
}
