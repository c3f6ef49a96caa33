package app.grapevine.cli;

import app.grapevine.client.ServiceClient;
import app.grapevine.client.Visitors;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a running service is asked once, so that all of it is loaded: links, campaigns and share sets are made and changed,
 * somebody signs in, the page is fetched with all that it fetches; recipients tap, fetch previews and pass on; reports
 * are read, and exports. Then many redirects, after which the code of a redirect is compiled. An answer with another
 * status than expected ends it.
 */
final class Rehearsal {
    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
    private static final String PASSWORD = "a rehearsal, on nobody's data";
    /** What a page of the dashboard fetches: scripts and styles, as they are written in its files. */
    private static final Pattern FETCHED =
            Pattern.compile("[\"']((?:/dashboard|\\.{1,2})/[^\"'\\s]+\\.(?:js|css|svg))[\"']");

    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern CLICK_ID = Pattern.compile("gv_click=([^&]+)");

    /** Questions of the overview, of a link and of a campaign, and those that look at single visits. */
    private static final List<String> QUESTIONS = List.of(
            "/stats",
            "/stats?by=time&interval=day&tz=Europe/Rome",
            "/stats?by=time,channel&interval=hour",
            "/stats?by=channel,tier",
            "/stats?by=origin,channel",
            "/stats?by=link&limit=10",
            "/stats?by=campaign&limit=10",
            "/stats?by=tag&limit=10",
            "/stats?by=shareSet,audience",
            "/stats?by=generation",
            "/stats?by=country",
            "/stats?by=device,os",
            "/stats?by=referrer",
            "/stats?by=previewBy",
            "/stats?by=device,country",
            "/clicks",
            "/clicks?limit=5",
            "/links",
            "/links?search=spring&limit=5",
            "/campaigns",
            "/share-sets",
            "/channels",
            "/keys",
            "/accounts",
            "/about");

    private static final List<String> PAGES =
            List.of("/", "/api", "/api/v1/openapi.json", "/health/live", "/health/ready", "/metrics", "/nothing/here");

    private final ServiceClient service;
    private final URI url;
    /** Marks what is made, so that two rehearsals on the same data do not meet. */
    private final String name;

    Rehearsal(URI url, String key, String name) {
        this.url = url;
        this.service = new ServiceClient(url, key);
        this.name = name;
    }

    /** @param redirects how many are asked for at the end */
    void play(int redirects) throws InterruptedException {
        issue();
        signIn();
        fetchPage();
        visit();
        report();
        new RehearsedTraffic(url, List.of("/" + name, "/" + code("bulk-a"), "/" + code("bulk-b"))).play(redirects);
        report();
    }

    private void issue() throws InterruptedException {
        String campaign = "{\"slug\":\"%s\",\"name\":\"Spring\",\"startsOn\":\"2026-03-01\",\"costs\":[{\"channel\":"
                + "\"whatsapp\",\"cost\":{\"amount\":\"49.90\",\"currency\":\"EUR\"}}]}";
        ask(post("/campaigns", campaign.formatted(name)), 201);
        ask(post("/links", draft(name, "")), 201);
        ask(post("/links", draft("card", ",\"card\":{\"title\":\"Spring\",\"description\":\"All of it.\"}")), 201);
        ask(post("/links", draft("paid", ",\"trackConversions\":true,\"forwardQuery\":true")), 201);
        ask(post("/links", draft("few", ",\"maxClicks\":2")), 201);
        ask(post("/links", "{\"destination\":\"ftp://example.com/\"}"), 422);
        ask(post("/links/bulk", "[" + draft("bulk-a", "") + "," + draft("bulk-b", "") + "]"), 200);
        HttpRequest.Builder change = json(service.api("/links/" + name), "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString("{\"title\":\"Spring in the shop\"}"));
        ask(change, 200);
        String set =
                "{\"destination\":\"https://example.com/spring\",\"channels\":[\"whatsapp\",\"telegram\",\"email\"],"
                        + "\"text\":\"Have a look: {url}\",\"campaign\":\"" + name + "\"}";
        String id = found(ID, ask(post("/share-sets", set), 201).body());
        for (String path : List.of("/campaigns/" + name, "/share-sets/" + id, "/links/" + name)) {
            ask(service.api(path), 200);
        }
    }

    private String draft(String code, String more) {
        return "{\"destination\":\"https://example.com/spring\",\"channel\":\"whatsapp\",\"campaign\":\"%s\",\"tags\":[\"spring\"],\"code\":\"%s\"%s}"
                .formatted(name, code.equals(name) ? name : code(code), more);
    }

    private String code(String what) {
        return name + "-" + what;
    }

    private void signIn() throws InterruptedException {
        String account = "{\"name\":\"%s\",\"password\":\"%s\",\"scopes\":[\"links:read\",\"stats:read\"]}";
        ask(post("/accounts", account.formatted(name, PASSWORD)), 201);
        HttpRequest.Builder entry = json(service.open("/api/v1/session"), "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, PASSWORD)));
        String cookie = ask(entry, 201).headers().firstValue("Set-Cookie").orElse("");
        String token = cookie.contains(";") ? cookie.substring(0, cookie.indexOf(';')) : cookie;
        ask(service.open("/api/v1/session").header("Cookie", token), 200);
        ask(service.open("/api/v1/stats?by=channel").header("Cookie", token), 200);
        ask(service.open("/api/v1/session").header("Cookie", token).DELETE(), 204);
    }

    /** The dashboard, as a browser fetches it: what a file names is fetched as well, once. */
    private void fetchPage() throws InterruptedException {
        Deque<URI> open = new ArrayDeque<>(List.of(URI.create("/dashboard/")));
        Set<URI> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            URI file = open.remove();
            ask(service.open(file.getPath()).header("Accept-Encoding", "gzip"), 200);
            Matcher named =
                    FETCHED.matcher(ask(service.open(file.getPath()), 200).body());
            while (named.find()) {
                URI other = file.resolve(named.group(1));
                if (seen.add(other)) {
                    open.add(other);
                }
            }
        }
        for (String page : PAGES) {
            service.send(service.open(page));
        }
    }

    private void visit() throws InterruptedException {
        for (String agent : Visitors.AGENTS) {
            for (String code : List.of(name, code("card"), code("paid") + "?utm_source=rehearsal")) {
                service.send(service.open("/" + code).header("User-Agent", agent));
            }
        }
        ask(tap("/" + name).header("Sec-GPC", "1"), 302);
        ask(tap("/" + name).method("HEAD", BodyPublishers.noBody()), 302);
        for (int i = 0; i < 3; i++) {
            service.send(tap("/" + code("few")));
        }
        String clickId = found(
                CLICK_ID,
                ask(tap("/" + code("paid")), 302)
                        .headers()
                        .firstValue("Location")
                        .orElse(""));
        ask(post("/conversions", "{\"clickId\":\"%s\",\"event\":\"sale\"}".formatted(clickId)), 201);
        for (String page : List.of("+", ".qr", ".qr.png", "/share")) {
            ask(tap("/" + name + page), 200);
        }
        ask(tap("/" + code("unknown")), 404);
    }

    private HttpRequest.Builder tap(String path) {
        return service.open(path).header("User-Agent", PHONE);
    }

    private void report() throws InterruptedException {
        for (String question : QUESTIONS) {
            ask(service.api(question), 200);
        }
        ask(service.api("/stats?by=channel,tier").header("Accept", "text/csv"), 200);
        ask(service.api("/clicks").header("Accept", "text/csv"), 200);
        for (String part : List.of("/tree", "/timing", "/share", "/qr")) {
            ask(service.api("/links/" + name + part), 200);
        }
        ask(service.api("/stats/several?question=by%3Dchannel&question=by%3Dtime"), 200);
    }

    private HttpRequest.Builder post(String path, String body) {
        return json(service.api(path), "application/json").POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder json(HttpRequest.Builder request, String type) {
        return request.header("Content-Type", type);
    }

    private static String found(Pattern what, String in) {
        Matcher matcher = what.matcher(in);
        if (!matcher.find()) {
            throw new CommandRefusedException("an answer is without " + what);
        }
        return matcher.group(1);
    }

    private HttpResponse<String> ask(HttpRequest.Builder request, int expected) throws InterruptedException {
        HttpResponse<String> answer = service.send(request);
        if (answer.statusCode() != expected) {
            throw new CommandRefusedException(answer.request().method() + " " + answer.uri() + " was answered "
                    + answer.statusCode() + " in place of " + expected + ": " + answer.body());
        }
        return answer;
    }
}
