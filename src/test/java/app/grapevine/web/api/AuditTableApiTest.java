package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestClient;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.HandlerType;
import io.javalin.router.ParsedEndpoint;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route of the API with what it leaves in the audit log. A route that the table does not know fails {@link
 * #everyRouteIsInTheTable}: whoever adds one decides here which action it leaves.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTableApiTest {
    private static final String API = "/api/v1";
    private static final String TO = "'destination':'https://user.shop.example:8443/secret?id=7'";
    private static final String SECRET_PATH = "secret?id";
    private static final String PASSWORD = "velvet harbour tidy lantern";

    /**
     * A row of the table.
     *
     * @param action that it leaves; null for none
     * @param path what is asked, in which {@code CODE}, {@code SET} and the like stand for what is there
     * @param subject what the entry is about, in the same words; null for nothing
     * @param accept null for JSON
     */
    private record Row(
            String route,
            @Nullable String action,
            String path,
            String body,
            @Nullable String subject,
            @Nullable String accept) {
        @Override
        public String toString() {
            return route + (accept == null ? "" : " " + accept);
        }
    }

    private static final List<Row> TABLE = new ArrayList<>();

    private static void leaves(String route, String action, String path, String body, @Nullable String subject) {
        TABLE.add(new Row(route, action, path, body, subject, null));
    }

    private static void exports(String route, String action, String path, String accept) {
        TABLE.add(new Row(route, action, path, "", null, accept));
    }

    /** A route that only reads, or of which nobody is held to account. */
    private static void none(String route, String path) {
        TABLE.add(new Row(route, null, path, "", null, null));
    }

    static {
        leaves("POST /links", "link.created", "/links", "{" + TO + ",'code':'fresh'}", "fresh");
        leaves("POST /links/import", "links.created", "/links/import", "destination\nhttps://shop.example/\n", null);
        leaves("POST /links/bulk", "links.created", "/links/bulk", "[{" + TO + "},{" + TO + "}]", null);
        leaves("PATCH /links/{code}", "link.changed", "/links/CODE", "{'title':'t','status':'disabled'}", "CODE");
        leaves("DELETE /links/{code}", "link.deleted", "/links/CODE", "", "CODE");
        leaves("POST /links/{code}/restore", "link.restored", "/links/GONE/restore", "", "GONE");
        leaves("POST /share-sets", "shareset.created", "/share-sets", "{" + TO + ",'channels':['email']}", null);
        leaves("PATCH /share-sets/{id}", "shareset.changed", "/share-sets/SET", "{'name':'n'}", "SET");
        leaves("DELETE /share-sets/{id}", "shareset.deleted", "/share-sets/SET", "", "SET");
        leaves("POST /share-sets/{id}/restore", "shareset.restored", "/share-sets/SET/restore", "", "SET");
        leaves("POST /campaigns", "campaign.created", "/campaigns", "{'slug':'new','name':'New'}", "new");
        leaves("PATCH /campaigns/{slug}", "campaign.changed", "/campaigns/may", "{'name':'M'}", "may");
        String costs = "channel,sent\nsms,9\n";
        leaves("POST /campaigns/{slug}/costs", "campaign.changed", "/campaigns/may/costs", costs, "may");
        leaves("PUT /domains/{host}", "domain.changed", "/domains/go.example", "{'name':'Go'}", "go.example");
        leaves("PATCH /tags", "tag.changed", "/tags?tag=old", "{'tag':'new'}", null);
        leaves("POST /tags/merge", "tags.merged", "/tags/merge", "{'tags':['OLD'],'into':'x'}", null);
        leaves("DELETE /tags", "tag.deleted", "/tags?tag=Old", "", null);
        leaves("POST /keys", "key.created", "/keys", "{'name':'k','scopes':['stats:read']}", null);
        leaves("PATCH /keys/{id}", "key.changed", "/keys/KEY", "{'expiresAt':'2030-01-01T00:00:00Z'}", "KEY");
        leaves("POST /keys/{id}/rotate", "key.rotated", "/keys/KEY/rotate", "{}", "KEY");
        leaves("DELETE /keys/{id}", "key.revoked", "/keys/KEY", "", "KEY");
        leaves("POST /feeds", "feed.created", "/feeds", "{'name':'f','question':'by=channel'}", null);
        leaves("DELETE /feeds/{id}", "feed.deleted", "/feeds/FEED", "", "FEED");
        leaves("POST /views", "view.created", "/views", "{'name':'v','question':'channel=sms'}", null);
        leaves("PATCH /views/{id}", "view.changed", "/views/VIEW", "{'name':'w'}", "VIEW");
        leaves("DELETE /views/{id}", "view.deleted", "/views/VIEW", "", "VIEW");
        // It is asked for every hour by machines; the day on which it last was stands with the feed.
        none("GET /feeds/{token}/figures.csv", "/feeds/nowhere/figures.csv");
        String shared = "{'name':'s','question':'campaign=may'}";
        leaves("POST /shared-reports", "sharedreport.created", "/shared-reports", shared, null);
        String renamed = "{'name':'other'}";
        leaves("PATCH /shared-reports/{id}", "sharedreport.changed", "/shared-reports/SHARED", renamed, "SHARED");
        leaves("DELETE /shared-reports/{id}", "sharedreport.revoked", "/shared-reports/SHARED", "", "SHARED");
        // That one is opened for the first time SharedReportsApiTest shows: it takes what is behind its address.
        none("GET /shared", "/shared?nowhere=1");
        none("POST /shared/password", "/shared/password?nowhere=1");
        none("GET /shared/stats", "/shared/stats?code=nowhere");
        none("GET /shared/stats/flow", "/shared/stats/flow?code=nowhere");
        none("GET /shared/stats/several", "/shared/stats/several?question=nowhere");
        none("GET /shared/campaigns/{slug}/return", "/shared/campaigns/nowhere/return");
        String ben = "{'name':'Ben','password':'" + PASSWORD + "','scopes':['stats:read']}";
        leaves("POST /accounts", "account.created", "/accounts", ben, null);
        leaves("PATCH /accounts/{id}", "account.changed", "/accounts/ACCOUNT", "{'disabled':true}", "ACCOUNT");
        leaves("DELETE /accounts/{id}", "account.deleted", "/accounts/ACCOUNT", "", "ACCOUNT");
        leaves("POST /invitations", "invitation.created", "/invitations", "{'role':'reader'}", null);
        leaves("DELETE /invitations/{id}", "invitation.deleted", "/invitations/INVITATION", "", "INVITATION");
        String join = "{'token':'TOKEN','name':'Carla','password':'" + PASSWORD + "'}";
        leaves("POST /invitations/accept", "invitation.accepted", "/invitations/accept", join, null);
        none("POST /invitations/look", "/invitations/look?nowhere");
        leaves("POST /own-keys", "key.created", "/own-keys", "{'name':'mine','role':'reader'}", null);
        leaves("POST /own-keys/{id}/rotate", "key.rotated", "/own-keys/OWN/rotate", "{}", "OWN");
        leaves("DELETE /own-keys/{id}", "key.revoked", "/own-keys/OWN", "", "OWN");
        none("GET /own-keys", "/own-keys");
        leaves("POST /session", "session.begun", "/session", "{'name':'Anna','password':'" + PASSWORD + "'}", null);
        leaves("DELETE /session", "session.ended", "/session", "", null);
        String change = "{'current':'" + PASSWORD + "','new':'another " + PASSWORD + "'}";
        leaves("POST /session/password", "password.changed", "/session/password", change, "ACCOUNT");
        String notice = "{'kind':'digest','to':'ben@example.com'}";
        leaves("POST /notices", "notice.created", "/notices", notice, null);
        leaves("PATCH /notices/{id}", "notice.changed", "/notices/NOTICE", "{'paused':true}", "NOTICE");
        leaves("DELETE /notices/{id}", "notice.deleted", "/notices/NOTICE", "", "NOTICE");
        leaves("POST /notices/{id}/test", "notice.tested", "/notices/NOTICE/test", "", "NOTICE");
        leaves("POST /erasures", "erasure.entered", "/erasures", "{'link':'CODE'}", null);
        leaves("POST /reattributions", "reattribution.rehearsed", "/reattributions", "{'dryRun':true}", null);
        leaves("POST /reattributions", "reattribution.entered", "/reattributions", "{}", null);
        String all = "{'status':'disabled','filter':{'campaign':'may'}}";
        leaves("POST /links/status", "links.changed", "/links/status", all, null);
        leaves("POST /link-reports/{id}/close", "report.closed", "/link-reports/REPORT/close", "{}", "REPORT");
        String hook = "{'url':'https://hooks.example/','events':['link.created'],'campaigns':['nowhere']}";
        leaves("POST /webhooks", "webhook.created", "/webhooks", hook, null);
        leaves("PATCH /webhooks/{id}", "webhook.changed", "/webhooks/HOOK", "{'active':false}", "HOOK");
        leaves("POST /webhooks/{id}/rotate", "webhook.rotated", "/webhooks/HOOK/rotate", "{}", "HOOK");
        leaves("POST /webhooks/{id}/replay", "webhook.replayed", "/webhooks/HOOK/replay", "{}", "HOOK");
        leaves("DELETE /webhooks/{id}", "webhook.deleted", "/webhooks/HOOK", "", "HOOK");
        String note = "{'at':'2026-05-01T12:00:00Z','text':'The newsletter'}";
        leaves("POST /campaigns/{slug}/notes", "note.added", "/campaigns/may/notes", note, "may");
        leaves("DELETE /campaigns/{slug}/notes/{id}", "note.removed", "/campaigns/may/notes/NOTED", "", "may");
        exports("GET /backup", "backup.taken", "/backup", "application/zip");
        exports("GET /links", "links.exported", "/links", "text/csv");
        exports("GET /campaigns/{slug}/costs", "costs.exported", "/campaigns/may/costs", "text/csv");
        exports("GET /clicks", "clicks.exported", "/clicks", "text/csv");
        exports("GET /clicks", "clicks.exported", "/clicks", "application/x-ndjson");
        exports("GET /conversions", "conversions.exported", "/conversions", "text/csv");
        exports("GET /conversions", "conversions.exported", "/conversions", "application/x-ndjson");
        exports("GET /stats", "stats.exported", "/stats?by=link", "text/csv");
        TABLE.add(new Row(
                "GET /campaigns/{slug}/return", "stats.exported", "/campaigns/may/return", "", "may", "text/csv"));
        leaves("GET /report.xlsx", "stats.exported", "/report.xlsx", "", null);
        exports("GET /audit", "audit.exported", "/audit", "text/csv");
        exports("GET /audit", "audit.exported", "/audit", "application/x-ndjson");
        // A sale is recorded by machines, as a visit is, and says itself when and of which click.
        String sale = "{'clickId':'CLICK','event':'purchase'}";
        TABLE.add(new Row("POST /conversions", null, "/conversions", sale, null, null));
        TABLE.add(new Row("POST /conversions/bulk", null, "/conversions/bulk", "[" + sale + "]", null, null));
        for (String read : List.of(
                "/links",
                "/clicks",
                "/conversions",
                "/conversions/unattributed",
                "/stats",
                "/stats/several?question=by%3Dlink",
                "/stats/flow",
                "/stats/first-previews",
                "/live",
                "/campaigns",
                "/tags",
                "/channels",
                "/about",
                "/session",
                "/keys",
                "/feeds",
                "/shared-reports",
                "/views",
                "/invitations",
                "/search?q=may",
                "/accounts",
                "/notices",
                "/share-sets",
                "/erasures",
                "/link-reports",
                "/audit",
                "/webhooks",
                "/audit/verification")) {
            none("GET " + read.split("\\?")[0], read);
        }
        for (String of : List.of("", "/tree", "/timing", "/share", "/qr")) {
            none("GET /links/{code}" + of, "/links/CODE" + of);
        }
        none("POST /links/{code}/qr", "/links/nowhere/qr");
        // What they leave CardPictureApiDbTest and CardFetchApiTest show: it takes a picture, and a page.
        none("POST /card-pictures", "/card-pictures?nowhere=1");
        none("POST /cards", "/cards?nowhere=1");
        none("GET /campaigns/{slug}", "/campaigns/may");
        none("GET /campaigns/{slug}/notes", "/campaigns/may/notes");
        none("GET /campaigns/{slug}/return", "/campaigns/may/return");
        none("GET /domains/{host}", "/domains/go.example");
        none("GET /share-sets/{id}", "/share-sets/SET");
        none("GET /erasures/{id}", "/erasures/nowhere");
        none("GET /webhooks/{id}", "/webhooks/HOOK");
        none("GET /webhooks/{id}/deliveries", "/webhooks/HOOK/deliveries");
        // A message without content, to where an admin has messages sent anyway.
        none("POST /webhooks/{id}/ping", "/webhooks/nowhere/ping");
        none("GET /reattributions/{id}", "/reattributions/nowhere");
        // What a move leaves MovesApiTest shows: it takes a file, and what is there to be brought.
        for (String read : List.of("/moves", "/moves/{id}", "/moves/{id}/report")) {
            none("GET " + read, read.replace("{id}", "nowhere"));
        }
        none("POST /moves", "/moves?nowhere=1");
        none("POST /moves/files", "/moves/files?nowhere=1");
        none("POST /moves/{id}/run", "/moves/nowhere/run");
        none("DELETE /moves/{id}", "/moves/nowhere");
    }

    private final Map<String, String> words = new LinkedHashMap<>();
    private String cookie = "";
    private TestServer server;
    /** Whether nothing was changed since all that the table speaks of was made. */
    private boolean asMade;

    @BeforeAll
    void start() {
        server = TestServer.start(
                Map.of("mail.host", "localhost", "mail.port", "9", "mail.from", "grapevine@example.com"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void make() {
        if (asMade) {
            return;
        }
        asMade = true;
        server.clear();
        post("/campaigns", "{'slug':'may','name':'May'}");
        words.put(
                "NOTED",
                post("/campaigns/may/notes", "{'at':'2026-05-01T12:00:00Z','text':'n'}")
                        .get("id")
                        .asText());
        words.put("CODE", server.link("{" + TO + ",'code':'the-link','tags':['old'],'trackConversions':true}"));
        words.put("GONE", server.link("{" + TO + ",'code':'the-gone'}"));
        server.delete(API + "/links/the-gone");
        words.put(
                "SET",
                post("/share-sets", "{" + TO + ",'channels':['sms']}").get("id").asText());
        words.put(
                "KEY",
                post("/keys", "{'name':'k','scopes':['stats:read']}").get("id").asText());
        words.put(
                "SHARED",
                post("/shared-reports", "{'name':'s','question':'campaign=may'}")
                        .get("id")
                        .asText());
        JsonNode invitation = post("/invitations", "{'role':'reader'}");
        words.put("INVITATION", invitation.get("id").asText());
        words.put("TOKEN", invitation.get("url").asText().replaceAll(".*/", ""));
        words.put("VIEW", post("/views", "{'name':'mine'}").get("id").asText());
        words.put("FEED", post("/feeds", "{'name':'f'}").get("id").asText());
        words.put(
                "NOTICE",
                post("/notices", "{'kind':'digest','to':'anna@example.com'}")
                        .get("id")
                        .asText());
        server.database().writeOnly(handle -> handle.execute("UPDATE notices SET confirm_token = NULL"));
        words.remove("ACCOUNT");
        String location =
                server.tap("/the-link").headers().firstValue("Location").orElseThrow();
        String hook = "{'url':'https://hooks.example/x','events':['link.created'],'campaigns':['nowhere']}";
        words.put("HOOK", post("/webhooks", hook).get("id").asText());
        words.put("CLICK", location.replaceAll(".*gv_click=", ""));
        server.awaitRecorded();
        report();
    }

    /** An account that is signed in, for those that it is about: a password costs two tenths of a second each time. */
    private void makeAnna() {
        if (words.containsKey("ACCOUNT")) {
            return;
        }
        String anna = "{'name':'Anna','password':'" + PASSWORD + "','scopes':['admin']}";
        words.put("ACCOUNT", post("/accounts", anna).get("id").asText());
        HttpResponse<String> signedIn =
                server.post(API + "/session", ("{'name':'Anna','password':'" + PASSWORD + "'}").replace('\'', '"'));
        cookie = cookieOf(signedIn);
        HttpResponse<String> own = server.send(HttpRequest.newBuilder(server.uri(API + "/own-keys"))
                .header("Content-Type", "application/json")
                .header("Cookie", cookie)
                .header("Origin", "http://127.0.0.1:" + server.port())
                .POST(BodyPublishers.ofString("{\"name\":\"o\",\"role\":\"reader\"}")));
        words.put("OWN", TestClient.json(own).get("id").asText());
    }

    private static String cookieOf(HttpResponse<String> signedIn) {
        return signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    private void makeAnnaFor(Row row) {
        if (row.path.contains("ACCOUNT") || isAnnas(row)) {
            makeAnna();
        }
    }

    /** What takes an account to sign in to. */
    private static boolean isAnnas(Row row) {
        return row.route.contains("/session") || row.route.contains("/own-keys");
    }

    /** By a recipient, who leaves no entry. */
    private void report() {
        server.send(HttpRequest.newBuilder(server.uri("/the-link/report"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("reason=phishing")));
        words.put("REPORT", server.ask("/link-reports").at("/items/0/id").asText());
    }

    private JsonNode post(String path, String json) {
        HttpResponse<String> answer = server.post(API + path, json.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TestClient.json(answer);
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> word : words.entrySet()) {
            filled = filled.replaceAll("\\b" + word.getKey() + "\\b", word.getValue());
        }
        return filled;
    }

    @Test
    void everyRouteIsInTheTable() {
        Set<String> served = new TreeSet<>();
        for (ParsedEndpoint parsed :
                server.web().javalin().unsafe.internalRouter.allHttpHandlers()) {
            HandlerType method = parsed.endpoint.method;
            if (method.isHttpMethod() && method != HandlerType.HEAD && parsed.endpoint.path.startsWith(API + "/")) {
                served.add(method.name() + " " + parsed.endpoint.path.substring(API.length()));
            }
        }
        assertThat(TABLE).extracting(Row::route).containsAll(served);
        assertThat(served).containsAll(TABLE.stream().map(Row::route).toList());
    }

    static Stream<Row> table() {
        return TABLE.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void aRouteLeavesWhatTheTableSays(Row row) {
        makeAnnaFor(row);
        JsonNode before = server.ask("/audit?limit=500").get("items");
        HttpResponse<String> answer = send(row);
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(row.path.contains("nowhere") ? 500 : 400);
        JsonNode after = server.ask("/audit?limit=500").get("items");
        List<JsonNode> left = new ArrayList<>();
        after.forEach(left::add);
        before.forEach(left::remove);

        if (row.action == null) {
            assertThat(left).isEmpty();
            return;
        }
        assertThat(left).hasSize(1);
        JsonNode entry = left.get(0);
        assertThat(entry.get("action").asText()).isEqualTo(row.action);
        if (row.subject != null) {
            assertThat(entry.at("/subject/id").asText()).isEqualTo(filled(row.subject));
        }
        String invited = row.route.endsWith("/accept") ? "Carla" : "Anna";
        boolean account = isAnnas(row) || invited.equals("Carla");
        assertThat(entry.at("/actor/type").asText()).isEqualTo(account ? "account" : "key");
        assertThat(entry.at("/actor/name").asText()).isEqualTo(account ? invited : "admin.key");
        assertThat(entry.toString())
                .doesNotContain(PASSWORD, SECRET_PATH, "@example.com", "127.0.0.1", "gv_", "Java-http-client");
        assertThat(server.ask("/audit/verification").get("whole").asBoolean()).isTrue();
    }

    /** Who has neither a key nor an account, but the token of a letter. */
    @Test
    void whatAReaderDoesWithANoticeIsAReaders() {
        server.database()
                .writeOnly(handle -> handle.execute(
                        "UPDATE notices SET confirm_token = 'agreed', stop_token = 'enough' WHERE id = ?",
                        words.get("NOTICE")));
        asMade = false;
        assertReaderLeaves("GET", "/notices/confirm/agreed", 200, null);
        assertReaderLeaves("POST", "/notices/confirm/agreed", 200, "notice.confirmed");
        assertReaderLeaves("POST", "/notices/confirm/agreed", 404, null);
        assertReaderLeaves("GET", "/notices/stop/enough", 200, null);
        assertReaderLeaves("POST", "/notices/stop/enough", 200, "notice.stopped");
        assertReaderLeaves("POST", "/notices/stop/enough", 200, null);
    }

    private void assertReaderLeaves(String method, String path, int status, @Nullable String action) {
        JsonNode before = server.ask("/audit?limit=1").at("/items/0");
        HttpResponse<String> answer =
                server.send(HttpRequest.newBuilder(server.uri(path)).method(method, BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(status);
        JsonNode entries = server.ask("/audit?limit=2").get("items");
        assertThat(entries.get(action == null ? 0 : 1)).isEqualTo(before);
        if (action != null) {
            JsonNode entry = entries.get(0);
            assertThat(entry.get("action").asText()).isEqualTo(action);
            assertThat(entry.get("actor").toString()).isEqualTo("{\"type\":\"reader\",\"id\":null,\"name\":null}");
            assertThat(entry.at("/subject/id").asText()).isEqualTo(words.get("NOTICE"));
            assertThat(entry.toString()).doesNotContain("agreed", "enough", "@example.com");
        }
    }

    /** A file that somebody takes away, be it by a header that no row has thought of, leaves an entry. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void whatIsGivenAsAFileIsAnExport(Row row) {
        if (row.route.startsWith("GET") && row.action == null && !row.path.startsWith("/live")) {
            makeAnnaFor(row);
            for (String accept : List.of("text/csv", "application/x-ndjson")) {
                Row asFile = new Row(row.route, null, row.path, "", null, accept);
                boolean isFile =
                        send(asFile).headers().firstValue("Content-Disposition").isPresent();
                boolean known = TABLE.stream()
                        .anyMatch(
                                one -> one.route.equals(row.route) && accept.equals(one.accept) && one.action != null);
                assertThat(isFile).as(row.route + " " + accept).isEqualTo(known);
            }
        }
    }

    private HttpResponse<String> send(Row row) {
        // An answer that does not end cannot be waited for; HEAD is answered as GET is, without it.
        String method = row.path.startsWith("/live") ? "HEAD" : row.route.split(" ")[0];
        String body = filled(row.body).replace('\'', '"');
        asMade &= method.equals("GET") || method.equals("HEAD");
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(API + filled(row.path)))
                .method(method, BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            String patch = "application/merge-patch+json";
            String type = row.body.endsWith("\n") ? "text/csv" : "application/json";
            request.setHeader("Content-Type", method.equals("PATCH") ? patch : type);
        }
        if (row.accept != null) {
            request.setHeader("Accept", row.accept);
        }
        if (isAnnas(row)) {
            request.setHeader("Cookie", cookie).setHeader("Origin", "http://127.0.0.1:" + server.port());
        } else {
            request.setHeader("Authorization", "Bearer " + TestClient.ADMIN_KEY);
        }
        return server.send(request);
    }

    @Test
    void aChangeTellsOldAndNewWhereThatIsHarmless() {
        asMade = false;
        server.patch(
                API + "/links/the-link",
                ("{'destination':'https://other.example/x','title':'Maria'," + "'status':'disabled'}")
                        .replace('\'', '"'));
        JsonNode changes =
                server.ask("/audit?subject=the-link&action=link.changed").at("/items/0/changes");
        assertThat(changes).hasSize(3);
        assertThat(changes.toString())
                .contains("{\"field\":\"destination\",\"before\":\"user.shop.example\",\"after\":\"other.example\"}")
                .contains("{\"field\":\"title\",\"before\":null,\"after\":null}")
                .contains("{\"field\":\"status\",\"before\":\"active\",\"after\":\"disabled\"}");
    }

    @Test
    void whatChangesNothingAndWhatIsRefusedLeavesNothing() {
        asMade = false;
        int before = server.ask("/audit?limit=500").get("items").size();
        server.patch(API + "/links/the-link", "{\"trackConversions\":true}");
        server.patch(API + "/campaigns/may", "{\"name\":\"May\"}");
        server.patch(API + "/links/nowhere-x", "{\"title\":\"t\"}");
        server.post(API + "/links", "{\"destination\":\"nonsense\"}");
        server.delete(API + "/keys/nowhere");
        assertThat(server.ask("/audit?limit=500").get("items")).hasSize(before);
    }

    @Test
    void aFailedSignInTellsTheAccountAndNothingOfWhatWasTyped() {
        asMade = false;
        makeAnna();
        server.post(API + "/session", "{\"name\":\"Anna\",\"password\":\"a wrong password\"}");
        server.post(API + "/session", "{\"name\":\"my-own-secret\",\"password\":\"x\"}");
        server.post(API + "/session", "{\"key\":\"gv_nobodys-key\"}");
        JsonNode entries = server.ask("/audit?action=session.refused&limit=3").get("items");
        assertThat(entries.get(2).at("/subject/id").asText()).isEqualTo(words.get("ACCOUNT"));
        assertThat(entries.get(1).get("subject").isNull()).isTrue();
        assertThat(entries).allMatch(entry -> entry.at("/actor/type").asText().equals("nobody"));
        assertThat(entries.toString()).doesNotContain("my-own-secret", "gv_nobodys", "wrong password");
    }

    @Test
    void anErasedLinkLeavesItsEntriesWithoutItsDestination() {
        asMade = false;
        assertThat(server.ask("/audit?subject=the-link").toString()).contains("shop.example");
        server.post(API + "/erasures", "{\"link\":\"the-link\",\"linksToo\":true}");
        server.runJobs();
        JsonNode entries = server.ask("/audit?subject=the-link&action=link.created");
        assertThat(entries.at("/items/0/valuesErased").asBoolean()).isTrue();
        assertThat(entries.at("/items/0/changes/0/field").asText()).isEqualTo("destination");
        assertThat(entries.toString()).doesNotContain("shop.example");
        assertThat(server.ask("/audit/verification").get("whole").asBoolean()).isTrue();
    }

    @Test
    void aStartTellsTheSettingsAndWhichAreNotAsTheyWere() {
        asMade = false;
        server.restart();
        assertThat(server.ask("/audit?action=settings.changed").get("items")).isEmpty();
        JsonNode started = server.ask("/audit?action=service.started").at("/items/0/changes");
        assertThat(started.toString())
                .contains("{\"field\":\"public.url\",\"before\":null,\"after\":\"https://go.example\"}")
                .contains("{\"field\":\"admin.key\",\"before\":null,\"after\":\"(given)\"}")
                .doesNotContain(TestClient.ADMIN_KEY);
    }

    @Test
    void verificationTellsWhatIsNotInTheLog() {
        asMade = false;
        String head = server.ask("/audit/verification").at("/chains/0/head").asText();
        assertThat(server.ask("/audit/verification?noted=" + head).get("whole").asBoolean())
                .isTrue();
        String forged = head.substring(0, head.length() - 1) + (head.endsWith("0") ? "1" : "0");
        JsonNode answer = server.ask("/audit/verification?noted=" + forged);
        assertThat(answer.get("whole").asBoolean()).isFalse();
        assertThat(answer.at("/chains/0/fault/code").asText()).isEqualTo("noted-missing");
        HttpResponse<String> nonsense = server.get(API + "/audit/verification?noted=nonsense");
        assertThat(nonsense.statusCode()).isEqualTo(422);
        assertThat(nonsense.body()).contains("not-a-head");
    }
}
