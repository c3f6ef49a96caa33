package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestClient;
import app.grapevine.security.Scope;
import app.grapevine.service.TestKeys;
import app.grapevine.service.TestServer;
import app.grapevine.web.access.Needs;
import app.grapevine.web.access.Open;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.router.ParsedEndpoint;
import io.javalin.security.Roles;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route of the API with every kind of key. There are two campaigns, {@code may} and {@code zebra}; a key that is
 * limited to the first must find the word zebra nowhere, and change nothing that has it. A route that the table does
 * not know fails {@link #everyRouteIsInTheTable}: whoever adds one decides here what a limited key gets.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyTableApiTest {
    private static final String API = "/api/v1";
    private static final String NOWHERE = "nowhere";
    /** What nobody but the other campaign has. */
    private static final String MARK = "zebra";

    /** What a limited key gets of a route. */
    private enum Limited {
        /** 403, whatever it asks. */
        REFUSED,
        /** What is of its campaign. */
        OWN,
        /** What is of no campaign. */
        ALL
    }

    /**
     * A row of the table.
     *
     * @param scope that is needed; null for none
     * @param own a request about the key's campaign: path and body, in which {@code MINE…} stands for ids
     * @param status what it gets from a key that may
     * @param foreign requests about the other campaign, each with the status that a limited key gets
     */
    private record Row(
            String route,
            @Nullable Scope scope,
            Limited limited,
            Request own,
            int status,
            Map<Request, Integer> foreign) {
        @Override
        public String toString() {
            return route;
        }
    }

    private record Request(String method, String path, String body) {}

    private static final List<Row> TABLE = new ArrayList<>();

    private static Row row(String route, @Nullable Scope scope, Limited limited, String path, String body, int status) {
        Row row = new Row(
                route, scope, limited, new Request(route.split(" ")[0], path, body), status, new LinkedHashMap<>());
        TABLE.add(row);
        return row;
    }

    private static void foreign(Row row, int status, String path, String body) {
        row.foreign.put(new Request(row.own.method, path, body), status);
    }

    private static final String TO = "\"destination\":\"https://shop.example/\"";
    private static final String FILE = "destination,title\nhttps://shop.example/,Boots\n";
    private static final String SET = TO + ",\"channels\":[\"whatsapp\",\"email\"]";

    static {
        links();
        cards();
        sets();
        reports();
        Row row = row("GET /campaigns", Scope.LINKS_READ, Limited.OWN, "/campaigns", "", 200);
        foreign(row, 200, "/campaigns?limit=500", "");
        row = row("GET /campaigns/{slug}", Scope.LINKS_READ, Limited.OWN, "/campaigns/may", "", 200);
        foreign(row, 404, "/campaigns/zebra", "");
        String report = "GET /campaigns/{slug}/return";
        row = row(report, Scope.STATS_READ, Limited.OWN, "/campaigns/may/return", "", 200);
        foreign(row, 200, "/campaigns/may/return?by=audience", "");
        foreign(row, 404, "/campaigns/zebra/return", "");
        String notes = "/campaigns/may/notes";
        row = row("GET /campaigns/{slug}/notes", Scope.STATS_READ, Limited.OWN, notes, "", 200);
        foreign(row, 404, "/campaigns/zebra/notes", "");
        String note = "{\"at\":\"2026-05-01T12:00:00Z\",\"text\":\"n\"}";
        row = row("POST /campaigns/{slug}/notes", Scope.LINKS_WRITE, Limited.OWN, notes, note, 201);
        foreign(row, 404, "/campaigns/zebra/notes", note);
        String gone = "/" + NOWHERE;
        row = row("DELETE /campaigns/{slug}/notes/{id}", Scope.LINKS_WRITE, Limited.OWN, notes + gone, "", 404);
        foreign(row, 404, "/campaigns/zebra/notes/ZEBRA-NOTE", "");
        foreign(row, 404, "/campaigns/may/notes/ZEBRA-NOTE", "");
        row = row("PATCH /campaigns/{slug}", Scope.LINKS_WRITE, Limited.OWN, "/campaigns/may", "{\"name\":\"M\"}", 200);
        foreign(row, 404, "/campaigns/zebra", "{\"name\":\"M\"}");
        row = row("GET /campaigns/{slug}/costs", Scope.LINKS_READ, Limited.OWN, "/campaigns/may/costs", "", 200);
        foreign(row, 404, "/campaigns/zebra/costs", "");
        String costs = "channel,sent\nsms,9\n";
        row = row("POST /campaigns/{slug}/costs", Scope.LINKS_WRITE, Limited.OWN, "/campaigns/may/costs", costs, 200);
        foreign(row, 404, "/campaigns/zebra/costs", costs);
        row(
                "POST /campaigns",
                Scope.LINKS_WRITE,
                Limited.REFUSED,
                "/campaigns",
                "{\"slug\":\"new\",\"name\":\"New\"}",
                201);
        finding();
        row("GET /tags", Scope.LINKS_READ, Limited.OWN, "/tags", "", 200);
        row("PATCH /tags", Scope.LINKS_WRITE, Limited.REFUSED, "/tags?tag=" + NOWHERE, "{\"tag\":\"t\"}", 404);
        row("DELETE /tags", Scope.LINKS_WRITE, Limited.REFUSED, "/tags?tag=" + NOWHERE, "", 404);
        row(
                "POST /tags/merge",
                Scope.LINKS_WRITE,
                Limited.REFUSED,
                "/tags/merge",
                "{\"tags\":[\"" + NOWHERE + "\"],\"into\":\"t\"}",
                404);
        row("GET /channels", Scope.LINKS_READ, Limited.ALL, "/channels", "", 200);
        row("GET /about", null, Limited.ALL, "/about", "", 200);
        row("GET /session", null, Limited.ALL, "/session", "", 200);
        row("POST /session/password", null, Limited.ALL, "/session/password", "{}", 403);
        people();
        row("POST /keys", Scope.ADMIN, Limited.REFUSED, "/keys", "{\"name\":\"k\",\"scopes\":[\"admin\"]}", 201);
        row("GET /keys", Scope.ADMIN, Limited.REFUSED, "/keys", "", 200);
        row("PATCH /keys/{id}", Scope.ADMIN, Limited.REFUSED, "/keys/" + NOWHERE, "{}", 404);
        row("POST /keys/{id}/rotate", Scope.ADMIN, Limited.REFUSED, "/keys/" + NOWHERE + "/rotate", "{}", 404);
        row("DELETE /keys/{id}", Scope.ADMIN, Limited.REFUSED, "/keys/" + NOWHERE, "", 404);
        row("GET /domains/{host}", Scope.ADMIN, Limited.REFUSED, "/domains/go.example", "", 200);
        row("PUT /domains/{host}", Scope.ADMIN, Limited.REFUSED, "/domains/go.example", "{}", 200);
        row("POST /accounts", Scope.ADMIN, Limited.REFUSED, "/accounts", "{}", 422);
        row("GET /accounts", Scope.ADMIN, Limited.REFUSED, "/accounts", "", 200);
        row("PATCH /accounts/{id}", Scope.ADMIN, Limited.REFUSED, "/accounts/" + NOWHERE, "{}", 404);
        row("DELETE /accounts/{id}", Scope.ADMIN, Limited.REFUSED, "/accounts/" + NOWHERE, "", 404);
        row("GET /audit", Scope.ADMIN, Limited.REFUSED, "/audit", "", 200);
        row("GET /audit/verification", Scope.ADMIN, Limited.REFUSED, "/audit/verification", "", 200);
        row("POST /reattributions", Scope.ADMIN, Limited.REFUSED, "/reattributions", "{}", 202);
        row("GET /reattributions/{id}", Scope.ADMIN, Limited.REFUSED, "/reattributions/" + NOWHERE, "", 404);
        row("GET /moves", Scope.ADMIN, Limited.REFUSED, "/moves", "", 200);
        row("POST /moves", Scope.ADMIN, Limited.REFUSED, "/moves", "{}", 422);
        row("POST /moves/files", Scope.ADMIN, Limited.REFUSED, "/moves/files", "", 422);
        row("GET /moves/{id}", Scope.ADMIN, Limited.REFUSED, "/moves/" + NOWHERE, "", 404);
        row("GET /moves/{id}/report", Scope.ADMIN, Limited.REFUSED, "/moves/" + NOWHERE + "/report", "", 404);
        row("POST /moves/{id}/run", Scope.ADMIN, Limited.REFUSED, "/moves/" + NOWHERE + "/run", "", 404);
        row("DELETE /moves/{id}", Scope.ADMIN, Limited.REFUSED, "/moves/" + NOWHERE, "", 404);
        row("GET /webhooks", Scope.ADMIN, Limited.REFUSED, "/webhooks", "", 200);
        row("POST /webhooks", Scope.ADMIN, Limited.REFUSED, "/webhooks", "{}", 422);
        row("GET /webhooks/{id}", Scope.ADMIN, Limited.REFUSED, "/webhooks/" + NOWHERE, "", 404);
        row("PATCH /webhooks/{id}", Scope.ADMIN, Limited.REFUSED, "/webhooks/" + NOWHERE, "{}", 404);
        row("DELETE /webhooks/{id}", Scope.ADMIN, Limited.REFUSED, "/webhooks/" + NOWHERE, "", 404);
        for (String deed : List.of("rotate", "ping", "replay")) {
            String path = "/webhooks/" + NOWHERE + "/" + deed;
            row("POST /webhooks/{id}/" + deed, Scope.ADMIN, Limited.REFUSED, path, "{}", 404);
        }
        String deliveries = "/webhooks/" + NOWHERE + "/deliveries";
        row("GET /webhooks/{id}/deliveries", Scope.ADMIN, Limited.REFUSED, deliveries, "", 404);
        row("GET /backup", Scope.ADMIN, Limited.REFUSED, "/backup", "", 200);
        row("GET /erasures", Scope.ADMIN, Limited.REFUSED, "/erasures", "", 200);
        row("POST /erasures", Scope.ADMIN, Limited.REFUSED, "/erasures", "{\"link\":\"" + NOWHERE + "\"}", 404);
        row("GET /link-reports", Scope.ADMIN, Limited.REFUSED, "/link-reports", "", 200);
        row(
                "POST /link-reports/{id}/close",
                Scope.ADMIN,
                Limited.REFUSED,
                "/link-reports/" + NOWHERE + "/close",
                "{}",
                404);
        row(
                "POST /links/status",
                Scope.ADMIN,
                Limited.REFUSED,
                "/links/status",
                "{\"status\":\"disabled\",\"filter\":{\"search\":\"" + NOWHERE + "\"}}",
                200);
        // Notices are of accounts, and there is no server of mail here.
        row("GET /notices", Scope.STATS_READ, Limited.REFUSED, "/notices", "", 200);
        row(
                "POST /notices",
                Scope.STATS_READ,
                Limited.REFUSED,
                "/notices",
                "{\"kind\":\"digest\",\"to\":\"anna@example.com\"}",
                422);
        row("PATCH /notices/{id}", Scope.STATS_READ, Limited.REFUSED, "/notices/" + NOWHERE, "{}", 404);
        row("DELETE /notices/{id}", Scope.STATS_READ, Limited.REFUSED, "/notices/" + NOWHERE, "", 404);
        row("POST /notices/{id}/test", Scope.STATS_READ, Limited.REFUSED, "/notices/" + NOWHERE + "/test", "{}", 404);
        row("GET /erasures/{id}", Scope.ADMIN, Limited.REFUSED, "/erasures/" + NOWHERE, "", 404);
    }

    /** A key has no keys of its own, and invites by the scope admin alone. */
    private static void people() {
        row("POST /own-keys", null, Limited.ALL, "/own-keys", "{}", 403);
        row("GET /own-keys", null, Limited.ALL, "/own-keys", "", 403);
        row("POST /own-keys/{id}/rotate", null, Limited.ALL, "/own-keys/" + NOWHERE + "/rotate", "{}", 403);
        row("DELETE /own-keys/{id}", null, Limited.ALL, "/own-keys/" + NOWHERE, "", 403);
        row("POST /invitations", Scope.ADMIN, Limited.REFUSED, "/invitations", "{\"role\":\"reader\"}", 201);
        row("GET /invitations", Scope.ADMIN, Limited.REFUSED, "/invitations", "", 200);
        row("DELETE /invitations/{id}", Scope.ADMIN, Limited.REFUSED, "/invitations/" + NOWHERE, "", 404);
    }

    private static void finding() {
        Row row = row("GET /search", null, Limited.OWN, "/search?q=may", "", 200);
        for (String words : List.of("zebra", "zebra-code", "zebra+set", "e", "https://zebra.example/zebra-code")) {
            foreign(row, 200, "/search?limit=50&q=" + words, "");
        }
        row = row("POST /views", Scope.STATS_READ, Limited.OWN, "/views", "{\"name\":\"v\"}", 201);
        foreign(row, 422, "/views", "{\"name\":\"v\",\"place\":\"/campaigns/zebra\"}");
        foreign(row, 422, "/views", "{\"name\":\"v\",\"question\":\"campaign=zebra\"}");
        row("GET /views", Scope.STATS_READ, Limited.OWN, "/views", "", 200);
        row = row("PATCH /views/{id}", Scope.STATS_READ, Limited.OWN, "/views/" + NOWHERE, "{}", 404);
        foreign(row, 404, "/views/ZEBRA-VIEW", "{\"name\":\"w\"}");
        row = row("DELETE /views/{id}", Scope.STATS_READ, Limited.OWN, "/views/" + NOWHERE, "", 404);
        foreign(row, 404, "/views/ZEBRA-VIEW", "");
    }

    private static void links() {
        Row row = row("POST /links", Scope.LINKS_WRITE, Limited.OWN, "/links", "{" + TO + "}", 201);
        foreign(row, 422, "/links", "{" + TO + ",\"campaign\":\"zebra\"}");
        foreign(row, 422, "/links", "{" + TO + ",\"campaign\":\"\"}");
        row = row("POST /links/bulk", Scope.LINKS_WRITE, Limited.OWN, "/links/bulk", "[{" + TO + "}]", 200);
        foreign(row, 200, "/links/bulk", "[{" + TO + ",\"campaign\":\"zebra\"}]");
        row = row("POST /links/import", Scope.LINKS_WRITE, Limited.OWN, "/links/import", FILE, 200);
        foreign(row, 200, "/links/import", "destination,campaign\nhttps://shop.example/,zebra\n");
        row = row("GET /links", Scope.LINKS_READ, Limited.OWN, "/links?limit=500", "", 200);
        foreign(row, 422, "/links?campaign=zebra", "");
        foreign(row, 200, "/links?search=zebra", "");
        foreign(row, 200, "/links?tag=zebra-tag", "");
        foreign(row, 200, "/links?shareSet=ZEBRA-SET", "");
        foreign(row, 200, "/links?parent=zebra-code", "");
        row = row("GET /links/{code}", Scope.LINKS_READ, Limited.OWN, "/links/may-child", "", 200);
        foreign(row, 404, "/links/zebra-code", "");
        foreign(row, 404, "/links/zebra-none", "");
        row = row("PATCH /links/{code}", Scope.LINKS_WRITE, Limited.OWN, "/links/may-child", "{\"title\":\"t\"}", 200);
        foreign(row, 404, "/links/zebra-code", "{\"title\":\"t\"}");
        foreign(row, 422, "/links/may-code", "{\"campaign\":\"zebra\"}");
        foreign(row, 422, "/links/may-code", "{\"campaign\":null}");
        row = row("DELETE /links/{code}", Scope.LINKS_WRITE, Limited.OWN, "/links/may-code", "", 204);
        foreign(row, 404, "/links/zebra-code", "");
        row = row("POST /links/{code}/restore", Scope.LINKS_WRITE, Limited.OWN, "/links/may-gone/restore", "", 200);
        foreign(row, 404, "/links/zebra-gone/restore", "");
        foreign(row, 404, "/links/zebra-code/restore", "");
        row = row("GET /links/{code}/tree", Scope.STATS_READ, Limited.OWN, "/links/may-code/tree", "", 200);
        foreign(row, 404, "/links/zebra-code/tree", "");
        foreign(row, 200, "/links/may-child/tree", "");
        row = row("GET /links/{code}/timing", Scope.STATS_READ, Limited.OWN, "/links/may-code/timing", "", 200);
        foreign(row, 404, "/links/zebra-code/timing", "");
        row = row("GET /links/{code}/share", Scope.LINKS_READ, Limited.OWN, "/links/may-code/share", "", 200);
        foreign(row, 404, "/links/zebra-code/share", "");
        row = row("GET /links/{code}/qr", Scope.LINKS_READ, Limited.OWN, "/links/may-code/qr", "", 200);
        foreign(row, 404, "/links/zebra-code/qr", "");
        // It takes a picture, and no JSON.
        row = row("POST /links/{code}/qr", Scope.LINKS_READ, Limited.OWN, "/links/may-code/qr", "{}", 415);
        foreign(row, 404, "/links/zebra-code/qr", "{}");
    }

    private static void cards() {
        // No page is asked here; CardFetchApiTest asks some.
        row("POST /cards", Scope.LINKS_WRITE, Limited.ALL, "/cards", "{" + TO + "}", 422);
        // It takes a picture, and no JSON.
        row("POST /card-pictures", Scope.LINKS_WRITE, Limited.ALL, "/card-pictures", "{}", 415);
    }

    private static void sets() {
        Row row = row("POST /share-sets", Scope.LINKS_WRITE, Limited.OWN, "/share-sets", "{" + SET + "}", 201);
        foreign(row, 422, "/share-sets", "{" + SET + ",\"campaign\":\"zebra\"}");
        row = row("GET /share-sets", Scope.LINKS_READ, Limited.OWN, "/share-sets", "", 200);
        foreign(row, 200, "/share-sets?search=zebra", "");
        row = row("GET /share-sets/{id}", Scope.LINKS_READ, Limited.OWN, "/share-sets/MAY-SET", "", 200);
        foreign(row, 404, "/share-sets/ZEBRA-SET", "");
        foreign(row, 404, "/share-sets/MIXED-SET", "");
        String named = "{\"name\":\"n\"}";
        row = row("PATCH /share-sets/{id}", Scope.LINKS_WRITE, Limited.OWN, "/share-sets/MAY-SET", named, 200);
        foreign(row, 404, "/share-sets/ZEBRA-SET", named);
        foreign(row, 404, "/share-sets/MIXED-SET", named);
        row = row("DELETE /share-sets/{id}", Scope.LINKS_WRITE, Limited.OWN, "/share-sets/MAY-SET", "", 204);
        foreign(row, 404, "/share-sets/ZEBRA-SET", "");
        foreign(row, 404, "/share-sets/MIXED-SET", "");
        String restore = "POST /share-sets/{id}/restore";
        row = row(restore, Scope.LINKS_WRITE, Limited.OWN, "/share-sets/MAY-SET/restore", "", 200);
        foreign(row, 404, "/share-sets/ZEBRA-SET/restore", "");
        foreign(row, 404, "/share-sets/ZEBRA-GONE-SET/restore", "");
    }

    private static void reports() {
        String several = "/stats/several?question=";
        Row row = row("GET /stats", Scope.STATS_READ, Limited.OWN, "/stats?by=link", "", 200);
        foreign(row, 422, "/stats?campaign=zebra", "");
        foreign(row, 422, "/stats?campaign=none", "");
        foreign(row, 422, "/stats?campaign=may&campaign=zebra", "");
        for (String by : List.of("campaign", "tag", "shareSet", "audience", "link,channel", "campaign,tag", "time")) {
            foreign(row, 200, "/stats?by=" + by, "");
        }
        foreign(row, 200, "/stats?code=zebra-code", "");
        row = row("GET /stats/several", Scope.STATS_READ, Limited.OWN, several + "by%3Dlink", "", 200);
        foreign(row, 200, several + "by%3Dcampaign&question=by%3Dtag", "");
        foreign(row, 422, several + "campaign%3Dzebra", "");
        row = row("GET /report.xlsx", Scope.STATS_READ, Limited.OWN, "/report.xlsx", "", 200);
        foreign(row, 422, "/report.xlsx?campaign=zebra", "");
        row = row("GET /stats/flow", Scope.STATS_READ, Limited.OWN, "/stats/flow", "", 200);
        foreign(row, 422, "/stats/flow?campaign=zebra", "");
        foreign(row, 200, "/stats/flow?code=zebra-code", "");
        row = row("GET /stats/first-previews", Scope.STATS_READ, Limited.OWN, "/stats/first-previews", "", 200);
        foreign(row, 422, "/stats/first-previews?campaign=zebra", "");
        foreign(row, 200, "/stats/first-previews?code=zebra-code", "");
        row = row("POST /feeds", Scope.STATS_READ, Limited.OWN, "/feeds", "{\"name\":\"f\"}", 201);
        for (String of : List.of("stats", "return", "conversions")) {
            foreign(row, 422, "/feeds", "{\"name\":\"f\",\"of\":\"" + of + "\",\"question\":\"campaign=zebra\"}");
        }
        row("GET /feeds", Scope.STATS_READ, Limited.OWN, "/feeds", "", 200);
        row = row("DELETE /feeds/{id}", Scope.STATS_READ, Limited.OWN, "/feeds/" + NOWHERE, "", 404);
        foreign(row, 404, "/feeds/ZEBRA-FEED", "");
        row = row("POST /shared-reports", Scope.STATS_READ, Limited.OWN, "/shared-reports", "{\"name\":\"s\"}", 201);
        foreign(row, 422, "/shared-reports", "{\"name\":\"s\",\"question\":\"campaign=zebra\"}");
        row("GET /shared-reports", Scope.STATS_READ, Limited.OWN, "/shared-reports", "", 200);
        String shared = "/shared-reports/";
        row = row("PATCH /shared-reports/{id}", Scope.STATS_READ, Limited.OWN, shared + NOWHERE, "{}", 404);
        foreign(row, 404, shared + "ZEBRA-SHARED", "{\"name\":\"s\"}");
        row = row("DELETE /shared-reports/{id}", Scope.STATS_READ, Limited.OWN, shared + NOWHERE, "", 404);
        foreign(row, 404, shared + "ZEBRA-SHARED", "");
        row = row("GET /clicks", Scope.STATS_READ, Limited.OWN, "/clicks?limit=500", "", 200);
        foreign(row, 422, "/clicks?campaign=zebra", "");
        foreign(row, 200, "/clicks?code=zebra-code", "");
        row = row("GET /conversions", Scope.STATS_READ, Limited.OWN, "/conversions?limit=500", "", 200);
        foreign(row, 422, "/conversions?campaign=zebra", "");
        foreign(row, 200, "/conversions?code=zebra-code", "");
        foreign(row, 200, "/conversions?externalId=order-1", "");
        String untied = "/conversions/unattributed";
        row("GET " + untied, Scope.STATS_READ, Limited.REFUSED, untied, "", 200);
        row = row("GET /live", Scope.STATS_READ, Limited.OWN, "/live", "", 200);
        foreign(row, 422, "/live?campaign=zebra", "");
        String event = "\",\"event\":\"purchase\"}";
        String sale = "{\"clickId\":\"MAY-CLICK" + event;
        row = row("POST /conversions", Scope.CONVERSIONS_WRITE, Limited.OWN, "/conversions", sale, 201);
        // Kept as one of a click that is not known, as any id would be that was made up.
        foreign(row, 201, "/conversions", "{\"clickId\":\"ZEBRA-CLICK" + event);
        foreign(row, 422, "/conversions", "{\"event\":\"purchase\",\"campaign\":\"zebra\"}");
        foreign(
                row,
                422,
                "/conversions",
                "{\"externalId\":\"order-1\",\"clickId\":\"MAY-CLICK" + event.replace("purchase", "refund"));
        foreign(row, 422, "/conversions", "{\"cancels\":\"order-1\"}");
        foreign(row, 422, "/conversions", "{\"cancels\":\"order-that-is-not-known\"}");
        row = row(
                "POST /conversions/bulk",
                Scope.CONVERSIONS_WRITE,
                Limited.OWN,
                "/conversions/bulk",
                "[" + sale + "]",
                200);
        foreign(row, 200, "/conversions/bulk", "[{\"cancels\":\"order-1\"},{\"clickId\":\"ZEBRA-CLICK" + event + "]");
    }

    private final Map<String, String> ids = new LinkedHashMap<>();
    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @AfterEach
    void clear() {
        server.clear();
        server.database().writeOnly(handle -> handle.execute("DELETE FROM conversions"));
    }

    @BeforeEach
    void makeTwoCampaigns() {
        for (String campaign : List.of("may", MARK)) {
            post("/campaigns", "{'slug':'%1$s','name':'%1$s name'}", campaign);
            post(
                    "/links",
                    "{'destination':'https://%1$s.example/','code':'%1$s-code','campaign':'%1$s','tags':['%1$s-tag'],"
                            + "'title':'%1$s title','audience':'%1$s audience','trackConversions':true}",
                    campaign);
            post("/links", "{'destination':'https://%1$s.example/','code':'%1$s-gone','campaign':'%1$s'}", campaign);
            server.delete(API + "/links/" + campaign + "-gone");
            String up = campaign.toUpperCase(java.util.Locale.ROOT);
            ids.put(up + "-SET", set(campaign, "set"));
            String gone = set(campaign, "gone");
            ids.put(up + "-GONE-SET", gone);
            server.delete(API + "/share-sets/" + gone);
            String location = server.tap("/" + campaign + "-code")
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            ids.put(up + "-CLICK", location.replaceAll(".*gv_click=", ""));
        }
        String mixed = set(MARK, "mixed");
        ids.put("MIXED-SET", mixed);
        String one = server.ask("/share-sets/" + mixed).at("/items/0/link/code").asText();
        server.patch(API + "/links/" + one, "{\"campaign\":\"may\",\"destination\":\"https://may.example/\"}");
        server.database().writeOnly(handle -> {
            String parent = "(SELECT id FROM links WHERE code = '%s')";
            handle.execute("UPDATE links SET parent = " + parent.formatted("zebra-code")
                    + ", generation = 1 WHERE code = '" + one + "'");
            handle.execute("UPDATE links SET code = 'may-child' WHERE code = '" + one + "'");
            handle.execute("UPDATE links SET creator_name = 'zebra admin'");
        });
        passOn("may-code", MARK);
        ids.put(
                "ZEBRA-FEED",
                post("/feeds", "{'name':'%1$s','question':'by=campaign'}", MARK)
                        .get("id")
                        .asText());
        ids.put(
                "ZEBRA-SHARED",
                post("/shared-reports", "{'name':'%1$s','question':'campaign=%1$s'}", MARK)
                        .get("id")
                        .asText());
        ids.put(
                "ZEBRA-VIEW",
                post("/views", "{'name':'%1$s','place':'/campaigns/%1$s','shared':true}", MARK)
                        .get("id")
                        .asText());
        ids.put(
                "ZEBRA-NOTE",
                post("/campaigns/zebra/notes", "{'at':'2026-05-01T12:00:00Z','text':'%1$s'}", MARK)
                        .get("id")
                        .asText());
        server.awaitRecorded();
        post("/conversions", "{'clickId':'%1$s','event':'purchase','externalId':'order-1'}", id("ZEBRA-CLICK"));
    }

    /** A child of a link, of another campaign than its parent. */
    private void passOn(String parent, String campaign) {
        post("/links", "{'destination':'https://%1$s.example/','code':'%1$s-child','campaign':'%1$s'}", campaign);
        server.database()
                .writeOnly(handle -> handle.execute("UPDATE links SET parent = (SELECT id FROM links WHERE code = '"
                        + parent + "'), generation = 1 WHERE code = '" + campaign + "-child'"));
    }

    private String set(String campaign, String name) {
        return post(
                        "/share-sets",
                        "{'destination':'https://%1$s.example/','campaign':'%1$s','channels':['whatsapp','email'],"
                                + "'text':'%1$s words','name':'%1$s " + name + "'}",
                        campaign)
                .get("id")
                .asText();
    }

    private JsonNode post(String path, String json, String word) {
        HttpResponse<String> answer =
                server.post(API + path, json.replace('\'', '"').formatted(word));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TestClient.json(answer);
    }

    private String id(String name) {
        return ids.getOrDefault(name, "");
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            if (!id.getKey().equals("ZEBRA-SET") || !filled.contains("ZEBRA-GONE")) {
                filled = filled.replaceAll("\\b" + id.getKey() + "\\b", id.getValue());
            }
        }
        return filled;
    }

    private HttpResponse<String> send(Request request, @Nullable String key) {
        // An answer that does not end cannot be waited for; HEAD is answered as GET is, without it.
        String method = request.path.startsWith("/live") ? "HEAD" : request.method;
        HttpRequest.Builder builder = HttpRequest.newBuilder(server.uri(API + filled(request.path)))
                .method(method, BodyPublishers.ofString(filled(request.body)));
        if (!request.body.isEmpty()) {
            builder.setHeader("Content-Type", request.body.endsWith("\n") ? "text/csv" : "application/json");
        }
        if (key != null) {
            builder.setHeader("Authorization", "Bearer " + key);
        }
        return server.send(builder);
    }

    private List<Endpoint> endpoints() {
        return server.web().javalin().unsafe.internalRouter.allHttpHandlers().stream()
                .map((ParsedEndpoint parsed) -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod() && endpoint.path.startsWith(API + "/"))
                .filter(endpoint -> !roles(endpoint).contains(Open.OPEN))
                .toList();
    }

    private static Set<?> roles(Endpoint endpoint) {
        Roles roles = endpoint.metadata(Roles.class);
        return roles == null ? Set.of() : roles.getRoles();
    }

    @Test
    void everyRouteIsInTheTable() {
        Set<String> served = new TreeSet<>();
        for (Endpoint endpoint : endpoints()) {
            HandlerType method = endpoint.method == HandlerType.HEAD ? HandlerType.GET : endpoint.method;
            served.add(method.name() + " " + endpoint.path.substring(API.length()));
        }
        assertThat(TABLE).extracting(Row::route).doesNotHaveDuplicates();
        assertThat(TABLE).extracting(Row::route).containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void whatAnswersHeadNeedsWhatGetNeeds() {
        for (Endpoint endpoint : endpoints()) {
            Row row = TABLE.stream()
                    .filter(one -> one.route.endsWith(" " + endpoint.path.substring(API.length())))
                    .filter(one -> endpoint.method == HandlerType.HEAD
                            ? one.own.method.equals("GET")
                            : one.own.method.equals(endpoint.method.name()))
                    .findFirst()
                    .orElseThrow();
            assertThat(roles(endpoint))
                    .as(row.route)
                    .isEqualTo(Set.of(new Needs(row.scope, row.limited != Limited.REFUSED)));
        }
    }

    static Stream<Row> table() {
        return TABLE.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void aKeyGetsWhatItIsForAndNothingElse(Row row) {
        String before = all();
        for (String key : TestKeys.withoutAccess(server)) {
            assertRefused(row, 401, key);
        }
        for (Scope scope : Scope.values()) {
            if (scope != Scope.ADMIN && row.scope != null && row.scope != scope) {
                assertRefused(row, 403, server.newKey(scope.label()));
                assertRefused(row, 403, TestKeys.limited(server, "may", scope.label()));
            }
        }
        String limited =
                TestKeys.limited(server, "may", "links:read", "links:write", "stats:read", "conversions:write");
        if (row.limited == Limited.REFUSED) {
            assertRefused(row, 403, limited);
        }
        assertThat(all()).as("after what was refused").isEqualTo(before);
        row.foreign.forEach((request, status) -> {
            HttpResponse<String> answer = send(request, limited);
            assertThat(answer.statusCode()).as(request + " " + answer.body()).isEqualTo(status);
            assertUnmarked(request, answer);
        });
        assertThat(foreign()).as("the other campaign").isEqualTo(foreign(before));
        if (row.limited != Limited.REFUSED) {
            HttpResponse<String> answer = send(row.own, limited);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(row.status);
            assertUnmarked(row.own, answer);
            assertThat(foreign()).as("the other campaign").isEqualTo(foreign(before));
        }
        String unlimited = server.newKey(row.scope == null ? "stats:read" : row.scope.label());
        for (String key : List.of(unlimited, TestClient.ADMIN_KEY)) {
            HttpResponse<String> answer = send(row.own, key);
            if (row.limited == Limited.REFUSED) {
                assertThat(answer.statusCode()).as(answer.body()).isIn(row.status, 409);
            } else {
                // What it was done to may be gone by now.
                assertThat(answer.statusCode()).as(answer.body()).isIn(row.status, 200, 404);
            }
        }
    }

    private void assertRefused(Row row, int status, @Nullable String key) {
        HttpResponse<String> answer = send(row.own, key);
        assertThat(answer.statusCode()).as(row.route + " " + answer.body()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain(MARK);
    }

    /** That nothing is told of the other campaign; what was asked may be repeated. */
    private void assertUnmarked(Request request, HttpResponse<String> answer) {
        String told = answer.body();
        for (String word : filled(request.path + " " + request.body).split("[^a-zA-Z0-9-]+")) {
            if (word.contains(MARK) || ids.containsValue(word)) {
                told = told.replace("\"" + word + "\"", "")
                        .replace("link " + word, "")
                        .replace("campaign " + word, "");
                told = told.replaceAll("\"instance\":\"[^\"]*\"", "").replace("set " + word, "");
            }
        }
        assertThat(told).as(request.toString()).doesNotContain(MARK);
        ids.forEach((name, id) -> {
            if (!name.startsWith("MAY")) {
                assertThat(withoutMixed(request, answer))
                        .as(request + " " + name)
                        .doesNotContain(name.equals("MIXED-SET") ? "\"id\":\"" + id : id);
            }
        });
    }

    private static String withoutMixed(Request request, HttpResponse<String> answer) {
        return answer.statusCode() >= 400 || request.path.contains("SET") ? "" : answer.body();
    }

    /** All that there is of links, sets, campaigns and sales. */
    private String all() {
        StringBuilder all = new StringBuilder();
        for (String sql : List.of(
                "SELECT CONCAT_WS(' ', id, code, destination, campaign, title, audience, deleted_at, updated_at) FROM links"
                        + " ORDER BY 1",
                "SELECT CONCAT_WS(' ', id, name, destination, share_text, deleted_at) FROM share_sets ORDER BY 1",
                "SELECT CONCAT_WS(' ', slug, name, updated_at) FROM campaigns ORDER BY 1",
                "SELECT CONCAT_WS(' ', tag, link_id) FROM link_tags ORDER BY 1",
                "SELECT CONCAT_WS(' ', id, name, place) FROM saved_views ORDER BY 1",
                "SELECT CONCAT_WS(' ', id, link_id, event, external_id) FROM conversions ORDER BY 1")) {
            server.database()
                    .read(handle -> handle.createQuery(sql).mapTo(String.class).list())
                    .forEach(line -> all.append(line).append('\n'));
        }
        return all.toString();
    }

    private String foreign() {
        return foreign(all());
    }

    private static String foreign(String all) {
        return String.join("\n", all.lines().filter(line -> line.contains(MARK)).toList());
    }
}
