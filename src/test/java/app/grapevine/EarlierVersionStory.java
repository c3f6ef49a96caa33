package app.grapevine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Five days of a service, told through its HTTP: something of everything that it keeps. Each day has a start of its
 * own, and so an epoch of the journal. The service still runs at the end of the last.
 */
final class EarlierVersionStory {
    static final Instant BEGIN = Instant.parse("2026-03-02T08:00:00Z");
    private static final int DAYS = 5;
    private static final int VISITS_A_DAY = 100;
    private static final Pattern CLICK_ID = Pattern.compile("gv_click=(\\w+)");

    private static final String DESKTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
    private static final String ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";
    /** Who comes: a user agent, and further headers behind bars. */
    private static final List<String> VISITORS = List.of(
            TestAgents.IPHONE + "|Accept-Language: it-IT",
            TestAgents.IPHONE + "|Accept-Language: de-CH|Sec-GPC: 1",
            DESKTOP + "|Accept-Language: en-GB",
            DESKTOP + "|Referer: https://web.telegram.org/",
            DESKTOP + "|Referer: https://www.pinterest.example/",
            DESKTOP + "|Referer: https://mail.google.com/",
            DESKTOP + "|Referer: https://t.co/|Accept-Language: fr",
            ANDROID + "|Accept-Language: en-US",
            ANDROID + "|X-Requested-With: org.telegram.messenger",
            ANDROID + " ChorusApp/4.1",
            TestAgents.IN_WHATSAPP,
            TestAgents.IN_WHATSAPP + "|DNT: 1",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                    + " Mobile/15E148 Instagram 350.0.0.20.86 (iPhone14,5; iOS 17_6; it_IT; it; scale=3.00)",
            TestAgents.WHATSAPP_FETCHER,
            TestAgents.TELEGRAM_FETCHER,
            "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
            TestAgents.BOT);

    /** Where they come, often and less often; the short URLs that are made on the way come to these. */
    private static final List<String> CHOSEN = List.of(
            "go.example/tour-wa",
            "go.example/tour-wa",
            "go.example/track",
            "go.example/track",
            "go.example/card?ref=7",
            "links.example/tour-wa",
            "go.example/over",
            "go.example/off",
            "go.example/gone",
            "go.example/chorus",
            "go.example/newsletter");

    private final Random random = new Random(14);
    private final EarlierVersion service;
    private final ObjectNode told;
    private final List<String> made = new ArrayList<>();
    private final List<String> clickIds = new ArrayList<>();

    /** @param told takes the secrets that were given out, and what is to be tried with them */
    EarlierVersionStory(EarlierVersion service, ObjectNode told) {
        this.service = service;
        this.told = told;
    }

    void tell() {
        for (int day = 0; day < DAYS; day++) {
            service.clock().set(BEGIN.plus(Duration.ofDays(day)));
            service.start();
            switch (day) {
                case 0 -> issue();
                case 1 -> passOn();
                case 2 -> change();
                case 3 -> admit();
                default -> repeat();
            }
            for (int i = 0; i < VISITS_A_DAY; i++) {
                visit();
            }
            convert();
            service.awaitRecorded();
            if (day == 2) {
                judgeAnew(BEGIN);
                deadLetter();
            }
            if (day < DAYS - 1) {
                service.stop();
            }
        }
    }

    private void issue() {
        post(
                "campaigns",
                "{'slug':'spring','name':'Spring','startsOn':'2026-03-01','endsOn':'2026-04-30','costs':["
                        + "{'channel':'whatsapp','cost':{'amount':'120.50','currency':'CHF'}},"
                        + "{'channel':'telegram','cost':{'amount':'80','currency':'EUR'}}]}");
        post("campaigns", "{'slug':'no-links','name':'A campaign without a link'}");
        link("'code':'tour-wa','channel':'whatsapp','campaign':'spring','tags':['boots','press'],'title':'The tour'");
        link("'code':'tour-wa','domain':'links.example','channel':'email','audience':'members'");
        link("'code':'track','channel':'telegram','campaign':'spring','tags':['boots'],'trackConversions':true");
        link("'code':'card','channel':'messenger','forwardQuery':true,'utm':{'source':'grapevine','medium':'chat',"
                + "'campaign':'spring'},'card':{'title':'Boots for spring','description':'All of them',"
                + "'image':'https://example.com/boots.png'}");
        link("'code':'few','channel':'sms','maxClicks':3,'expiredDestination':'https://example.com/sold-out'");
        link("'code':'used','maxClicks':2");
        link("'code':'over','channel':'signal','validUntil':'2026-03-05T00:00:00Z',"
                + "'expiredDestination':'https://example.com/over'");
        link("'code':'later','validFrom':'2026-03-20T00:00:00Z'");
        link("'code':'off','channel':'wechat'");
        link("'code':'gone','channel':'whatsapp','campaign':'summer'");
        link("'code':'closed','channel':'whatsapp','forwarding':false");
        link("'code':'chorus','channel':'chorus','title':'Canzoni d\\u2019amore'");
        link("'code':'newsletter','channel':'email','visibility':'public','audience':'subscribers'");
        String bulk = "{'destination':'https://example.com/%d','channel':'%s'}";
        JsonNode bulked = post("links/bulk", "[" + bulk.formatted(1, "discord") + "," + bulk.formatted(2, "x") + "]");
        bulked.get("items").forEach(item -> made.add(url(item.at("/link"))));
        JsonNode set = post(
                "share-sets",
                "{'destination':'https://example.com/set','name':'For friends and press',"
                        + "'channels':['whatsapp','telegram','signal'],'audiences':['friends','press'],"
                        + "'text':'Have a look: {url}','campaign':'spring','tags':['set']}");
        set.get("items").forEach(item -> made.add(url(item.get("link"))));
        post("share-sets", "{'destination':'https://example.com/away','channels':['whatsapp','email']}");
        for (int i = 0; i < 2; i++) {
            service.arrive("go.example/few", address(), TestAgents.IPHONE);
            service.arrive("go.example/used", address(), TestAgents.IPHONE);
        }
    }

    private void link(String members) {
        post("links", "{'destination':'https://example.com/shop?a=1'," + members + "}");
    }

    private void passOn() {
        String child = share("go.example/tour-wa", "telegram");
        made.add(share(child, "whatsapp"));
        made.add(child);
        made.add(share("go.example/track", ""));
    }

    /** Passes a link on, as a recipient does. @return the short URL that was made */
    private String share(String url, String channel) {
        String form = "channel=" + channel;
        String answer = service.send(
                "POST",
                url + "/share",
                form,
                "X-Forwarded-For: " + address(),
                "User-Agent: " + TestAgents.IPHONE,
                "Content-Type: application/x-www-form-urlencoded",
                "Sec-Fetch-Site: same-origin");
        String outcome = EarlierVersion.outcome(answer);
        require(outcome.startsWith("201 "), answer);
        String location = outcome.substring("201 ".length());
        return "go.example" + location.substring(location.lastIndexOf('/'));
    }

    private void change() {
        require(service.patch("/api/v1/links/off", "{\"status\":\"disabled\"}").statusCode() == 200, "off");
        require(service.delete("/api/v1/links/gone").statusCode() == 204, "gone");
        JsonNode sets = service.ask("/share-sets");
        for (JsonNode set : sets.get("items")) {
            if (set.get("destination").textValue().endsWith("away")) {
                String id = set.get("id").textValue();
                require(service.delete("/api/v1/share-sets/" + id).statusCode() == 204, id);
            }
        }
    }

    private void admit() {
        told.put(
                "key",
                post("keys", "{'name':'Weekly report','scopes':['stats:read','links:read']}")
                        .get("secret")
                        .textValue());
        JsonNode revoked = post("keys", "{'name':'Revoked','scopes':['links:write']}");
        service.delete("/api/v1/keys/" + revoked.get("id").textValue());
        told.put("revokedKey", revoked.get("secret").textValue());
        String scopes = "'scopes':['links:read','stats:read']}";
        post("accounts", "{'name':'Anna','password':'correct horse battery'," + scopes);
        post("accounts", "{'name':'Bruno','password':'another horse battery'," + scopes);
    }

    void signIn() {
        told.put("signIn", "{\"name\":\"anna\",\"password\":\"correct horse battery\"}");
        HttpResponse<String> signedIn =
                service.post("/api/v1/session", told.get("signIn").textValue());
        require(signedIn.statusCode() == 201, signedIn.body());
        told.put(
                "cookie",
                signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0]);
    }

    private void repeat() {
        String request = "{\"destination\":\"https://example.com/once\",\"channel\":\"x\"}";
        HttpResponse<String> once = service.post("/api/v1/links", request, "Idempotency-Key", "once-and-no-more");
        require(once.statusCode() == 201, once.body());
        told.putObject("repeat").put("request", request).put("answer", once.body());
    }

    /** Short URLs whose codes nobody chose. */
    List<String> made() {
        return made;
    }

    /** Somebody comes, some minutes later. */
    void visit() {
        visit(Duration.ofSeconds(200 + random.nextInt(200)));
    }

    void visit(Duration later) {
        service.clock().advance(later);
        String[] visitor = VISITORS.get(random.nextInt(VISITORS.size())).split("\\|");
        String[] headers = Stream.of(visitor).skip(1).toArray(String[]::new);
        int place = random.nextInt(CHOSEN.size() + made.size());
        String url = place < CHOSEN.size() ? CHOSEN.get(place) : made.get(place - CHOSEN.size());
        Matcher click = CLICK_ID.matcher(service.arrive(url, address(), visitor[0], headers));
        if (click.find()) {
            clickIds.add(click.group(1));
        }
    }

    private String address() {
        List<String> networks = List.of("192.0.2.", "198.51.100.", "203.0.113.");
        return networks.get(random.nextInt(networks.size())) + (1 + random.nextInt(6));
    }

    /** Half of the clicks since the last time lead to something. */
    void convert() {
        String sale = "{'clickId':'%s','event':'%s','value':{'amount':'%d.50','currency':'%s'},'externalId':'sale %s'}";
        for (int i = 0; i < clickIds.size(); i += 2) {
            String click = clickIds.get(i);
            String event = i % 4 == 0 ? "purchase" : "sign-up";
            post("conversions", sale.formatted(click, event, 10 + i, i % 3 == 0 ? "EUR" : "CHF", click));
        }
        clickIds.clear();
    }

    /** Judges anew what came from {@code from} until now. @return the path of the run, which is finished */
    String judgeAnew(Instant from) {
        JsonNode run = post(
                "reattributions",
                "{'from':'%s','to':'%s'}".formatted(from, service.clock().instant()));
        String path = "/reattributions/" + run.get("id").textValue();
        told.withArray("reports").addObject().put("path", path);
        service.awaitJudgedAnew(path);
        return path;
    }

    /** A visit that the database does not take, by a rule that stands for any other reason. */
    private void deadLetter() {
        service.execute("ALTER TABLE clicks ADD CONSTRAINT no_such CHECK (referrer <> 'refused.example')");
        service.arrive("go.example/chorus", address(), DESKTOP, "Referer: https://refused.example/");
        service.awaitRecorded();
        service.execute("ALTER TABLE clicks DROP CONSTRAINT no_such");
    }

    private JsonNode post(String path, String json) {
        HttpResponse<String> answer = service.post("/api/v1/" + path, json.replace('\'', '"'));
        require(answer.statusCode() / 100 == 2, answer.body());
        return TestClient.json(answer);
    }

    private static String url(JsonNode link) {
        return link.get("domain").textValue() + "/" + link.get("code").textValue();
    }

    static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalStateException(otherwise);
        }
    }
}
