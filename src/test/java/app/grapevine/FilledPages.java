package app.grapevine;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A service with something on every page, text that means harm among it, and a browser that has signed in. */
final class FilledPages implements AutoCloseable {
    private static final String HARM =
            "<script>document.title='owned'</script>\"><img src=x onerror=alert(1)> \u202Etxt ";
    private static final String LONG_WORD = "n".repeat(180);

    /** Before the service, which would go on where there is no browser. */
    private final Chromium browser = Chromium.open(1280, 900, "en-GB,en");

    private final TestServer server = TestServer.startNow();
    private String code = "";
    private String shareSet = "";

    FilledPages() {
        fill();
        browser.go(server.uri("/dashboard").toString());
        browser.signIn(TestServer.ADMIN_KEY);
    }

    TestServer server() {
        return server;
    }

    Chromium browser() {
        return browser;
    }

    /** Of the link whose words mean harm. */
    String code() {
        return code;
    }

    /** Another address each time, or the browser would only go to another place in the page that it has. @param how any word */
    String address(String how, String page) {
        return server.uri("/dashboard?" + how + page.hashCode() + "#" + page).toString();
    }

    private void fill() {
        server.post("/api/v1/campaigns", json("""
                {'slug':'spring','name':'%s','startsOn':'2026-01-01',
                 'costs':[{'channel':'whatsapp','cost':{'amount':'120.00','currency':'EUR'}}]}"""));
        JsonNode set = TestServer.json(server.post("/api/v1/share-sets", json("""
                {'destination':'https://example.com/spring','channels':['whatsapp','telegram','email'],
                 'audiences':['%s','press'],'text':'%1$s','campaign':'spring'}""")));
        shareSet = set.get("id").textValue();
        code = server.link(HARMLESS.formatted(LONG_WORD));
        server.patch(
                "/api/v1/links/" + code,
                json("{'title':'%s','tags':['harm'],'card':{'title':'%1$s','description':'%1$s'}}"));
        for (String one : List.of(code, set.at("/items/0/link/code").textValue())) {
            server.visit("GET", "/" + one, "User-Agent", TestAgents.TELEGRAM_FETCHER);
            server.visit("GET", "/" + one, "User-Agent", TestAgents.IN_WHATSAPP, "X-Forwarded-For", "192.0.2.1");
            server.visit("GET", "/" + one, "User-Agent", TestAgents.IN_WECHAT, "X-Forwarded-For", "192.0.2.2");
            server.visit(
                    "GET", "/" + one, "User-Agent", TestAgents.IPHONE + HARM.replace("\u202E", "") + "x".repeat(5000));
            server.visit(
                    "GET", "/" + one, "User-Agent", TestAgents.IPHONE, "Referer", "https://xn--<img src=x>.example/");
            server.visit(
                    "GET",
                    "/" + one,
                    "User-Agent",
                    TestAgents.IPHONE,
                    "X-Requested-With",
                    "com.example.<u class=harm>");
        }
        server.send(HttpRequest.newBuilder(server.uri("/" + code + "/report"))
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("reason=phishing&contact=anna%40example.com&words="
                        + URLEncoder.encode(HARM + LONG_WORD, StandardCharsets.UTF_8))));
        server.awaitRecorded();
        server.post("/api/v1/keys", json("{'name':'%s','scopes':['stats:read']}"));
        server.post(
                "/api/v1/accounts",
                "{\"name\":\"maria\",\"password\":\"a long password 1\",\"scopes\":[\"links:read\"]}");
    }

    private static final String HARMLESS =
            "{'destination':'https://example.com/%s','channel':'whatsapp','campaign':'spring','forwardQuery':true}";

    /** JSON with single quotes for double ones, and the harm in place of %s. */
    private static String json(String text) {
        String escaped = HARM.replace("\\", "\\\\").replace("\"", "\\\"").replace("'", "\u0001");
        return text.replace('\'', '"').formatted(escaped).replace('\u0001', '\'');
    }

    /** The places of all pages. */
    Stream<String> pages() {
        String link = "/link/localhost/" + code;
        return Stream.of(
                "/",
                "/links",
                "/links/new",
                "/links/bulk",
                "/moves",
                link,
                link + "/edit",
                "/share-sets",
                "/share-sets/new",
                "/share-sets/" + shareSet,
                "/campaigns",
                "/campaigns/new",
                "/campaigns/spring",
                "/campaigns/spring/edit",
                "/campaigns/spring/story",
                "/visits?code=" + code,
                "/keys",
                "/notices",
                "/shared-reports",
                "/webhooks",
                "/link-reports",
                "/domains",
                "/tags",
                "/views",
                "/audit",
                "/accounts",
                "/me",
                "/nowhere");
    }

    @Override
    public void close() {
        browser.close();
        server.close();
    }
}
