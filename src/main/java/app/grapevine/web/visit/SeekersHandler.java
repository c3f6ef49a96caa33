package app.grapevine.web.visit;

import app.grapevine.links.CodeShape;
import app.grapevine.redirect.Redirects;
import app.grapevine.storage.LinkKey;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.http.Pages;
import app.grapevine.web.http.SecurityHeaders;
import app.grapevine.web.visit.RedirectMetrics.Outcome;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Refuses {@link Seekers} on the thread that read the request, with a page that is made already. Behind Javalin, where the same is
 * decided of what is let through here, each refusal was some 15 KB of garbage, and a crowd of seekers made everybody wait
 * for its collection.
 */
final class SeekersHandler extends Handler.Wrapper {
    private final Redirects redirects;
    private final Seekers seekers;
    private final ClientAddress addresses;
    private final RedirectMetrics metrics;
    private final SecurityHeaders common;
    private final Map<String, String> policy = Pages.headers(Pages.CONTENT_SECURITY_POLICY);
    /** By language. */
    private final Map<String, ByteBuffer> pages = new ConcurrentHashMap<>();

    SeekersHandler(
            Redirects redirects,
            Seekers seekers,
            ClientAddress addresses,
            RedirectMetrics metrics,
            SecurityHeaders common) {
        this.redirects = redirects;
        this.seekers = seekers;
        this.addresses = addresses;
        this.metrics = metrics;
        this.common = common;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean isHead = HttpMethod.HEAD.is(request.getMethod());
        String code = isHead || HttpMethod.GET.is(request.getMethod()) ? code(request) : null;
        Optional<Duration> wait = code == null ? Optional.empty() : wait(request, code);
        if (wait.isEmpty()) {
            return super.handle(request, response, callback);
        }
        String language = RecipientPages.language(request.getHeaders().get(HttpHeader.ACCEPT_LANGUAGE));
        ByteBuffer page = page(language);
        refuse(request, response, wait.get(), language, page.remaining());
        response.write(true, isHead ? null : page, callback);
        return true;
    }

    /** The code that something is asked of; null where it is no code, or kept for the program's own pages. */
    private static @Nullable String code(Request request) {
        List<String> brought = BroughtPath.codes(request);
        return brought.isEmpty() ? code(request.getHttpURI().getPath()) : brought.get(0);
    }

    private static @Nullable String code(@Nullable String path) {
        if (path == null || !path.startsWith("/")) {
            return null;
        }
        String asked = path.substring(1);
        String code = Ending.of(asked).code(asked);
        return CodeShape.isCode(code) && !CodeShape.isReserved(code) ? code : null;
    }

    private Optional<Duration> wait(Request request, String code) {
        Optional<LinkKey> key = redirects.key(request.getHttpURI().getHost(), code);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        InetAddress client = addresses
                .peer(request.getConnectionMetaData().getRemoteSocketAddress())
                .client(request.getHeaders());
        return seekers.before(client, key.get());
    }

    private void refuse(Request request, Response response, Duration wait, String language, int length) {
        response.setStatus(429);
        HttpFields.Mutable headers = response.getHeaders();
        common.addTo(headers);
        policy.forEach(headers::put);
        RecipientPages.headers(language).forEach(headers::put);
        headers.put(HttpHeader.RETRY_AFTER, RecipientPages.seconds(wait))
                .put(HttpHeader.CONTENT_TYPE, Pages.CONTENT_TYPE)
                .put(HttpHeader.CONTENT_LENGTH, length);
        metrics.count(Outcome.LIMITED, request.getHeadersNanoTime());
    }

    /** Outside of the heap, from where it need not be copied to be sent. */
    private ByteBuffer page(String language) {
        return pages.computeIfAbsent(language, spoken -> {
                    byte[] page = RecipientPages.unknownAgain(spoken).getBytes(StandardCharsets.UTF_8);
                    return ByteBuffer.allocateDirect(page.length).put(page).flip();
                })
                .duplicate();
    }
}
