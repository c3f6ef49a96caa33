package app.grapevine;

import app.grapevine.links.Campaigns;
import app.grapevine.links.ChannelCatalogue;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Links;
import app.grapevine.links.ShareSets;
import app.grapevine.security.ApiKeys;
import app.grapevine.security.RateLimitSettings;
import app.grapevine.security.RateLimits;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.web.BulkApi;
import app.grapevine.web.CampaignsApi;
import app.grapevine.web.ChannelsApi;
import app.grapevine.web.Guard;
import app.grapevine.web.Idempotency;
import app.grapevine.web.KeysApi;
import app.grapevine.web.LinksApi;
import app.grapevine.web.Routes;
import app.grapevine.web.ShareSetsApi;
import app.grapevine.web.StaticFiles;
import app.grapevine.web.WebServer;
import app.grapevine.web.WebSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A whole server on a free port with an empty database, and a client for it. */
public final class TestServer implements AutoCloseable {
    public static final String ADMIN_KEY = "an-admin-key-for-tests-0123456789";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final TestDatabase database;
    private final MutableClock clock = new MutableClock("2026-05-01T12:00:00Z");
    private final ApiKeys keys;
    private final ChangeFeed feed;
    private final WebServer server;

    private TestServer(TestDatabase database, WebSettings settings, RateLimitSettings limits, List<Routes> more) {
        this.database = database;
        this.keys = new ApiKeys(database.database(), clock);
        keys.ensureAdminKey(Optional.of(ADMIN_KEY));
        this.feed = new ChangeFeed(database.database());
        List<Routes> routes = new ArrayList<>(List.of(
                new Guard(
                        keys,
                        new RateLimits(limits, clock),
                        ctx -> address(ctx.req().getRemoteAddr())),
                new StaticFiles()));
        routes.addAll(api());
        routes.addAll(more);
        this.server = new WebServer(settings, WebServer.bind("127.0.0.1", 0), routes, List.of());
        server.start();
    }

    private List<Routes> api() {
        Database open = database.database();
        Idempotency idempotency = new Idempotency(open, clock);
        LinkSettings settings = new LinkSettings(URI.create("https://go.example"), List.of("links.example"));
        ChannelCatalogue channels = ChannelCatalogue.load(null);
        Links links = new Links(open, feed, settings, channels, clock);
        return List.of(
                new KeysApi(keys, idempotency),
                new ChannelsApi(channels),
                new LinksApi(links, settings, idempotency, clock),
                new BulkApi(links, settings, idempotency, clock),
                new CampaignsApi(new Campaigns(open, channels, clock), idempotency),
                new ShareSetsApi(
                        new ShareSets(open, feed, settings, channels, links, clock), settings, idempotency, clock));
    }

    public static TestServer start() {
        return start(WebSettings.DEFAULT, RateLimitSettings.DEFAULT, List.of());
    }

    /** @param more routes of the test */
    public static TestServer start(WebSettings settings, RateLimitSettings limits, List<Routes> more) {
        return new TestServer(TestDatabase.fresh(Dialect.H2), settings, limits, more);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    public MutableClock clock() {
        return clock;
    }

    public ApiKeys keys() {
        return keys;
    }

    public WebServer server() {
        return server;
    }

    public TestDatabase database() {
        return database;
    }

    public URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + server.port() + pathAndQuery);
    }

    /** A request with the admin key, to be changed at will and sent by {@link #send}. */
    public HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(uri(pathAndQuery))
                .timeout(Duration.ofSeconds(60))
                .setHeader("Authorization", "Bearer " + ADMIN_KEY);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String pathAndQuery) {
        return send(request(pathAndQuery).GET());
    }

    public HttpResponse<String> post(String pathAndQuery, String json, String... headers) {
        return withBody("POST", pathAndQuery, json, headers);
    }

    public HttpResponse<String> patch(String pathAndQuery, String json, String... headers) {
        return withBody("PATCH", pathAndQuery, json, headers);
    }

    public HttpResponse<String> delete(String pathAndQuery) {
        return send(request(pathAndQuery).DELETE());
    }

    private HttpResponse<String> withBody(String method, String pathAndQuery, String json, String... headers) {
        HttpRequest.Builder request = request(pathAndQuery)
                .setHeader("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    /** Sends bytes as they are, and gives all that comes back until the server closes. */
    public String raw(String request) {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body of an answer as JSON. */
    public static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }

    @Override
    public void close() {
        server.close();
        feed.close();
        database.close();
    }
}
