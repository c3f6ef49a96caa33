package app.grapevine;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link Screenshots} takes pictures of: the pages, what opens on them, and what recipients come to. What the demonstration
 * has none of (a link behind a password, a webhook, an invitation) is made here, through the API.
 */
final class Scenes {
    /** In place of a selector: all that is folded is opened. */
    static final String ALL_FOLDS = "*";

    private static final String API = "/api/v1";
    private static final String MENU = ".head .actions button.square[aria-haspopup=menu]";
    private static final String FIRST_OF_MENU = ":popover-open > :first-child";

    private final TestClient service;
    private final Map<String, Scene> scenes = new LinkedHashMap<>();

    private Scenes(TestClient service) {
        this.service = service;
    }

    /**
     * @param path of the dashboard, or one of its own behind an exclamation mark
     * @param presses style sheets' selectors of what is pressed there, one after the other
     * @param agent what the browser says that it is; empty for what it is
     */
    record Scene(String path, List<String> presses, String agent) {}

    /** By the names of their pictures, those of the demonstration alone. */
    static Map<String, Scene> ofDemonstration(TestClient service) {
        Scenes scenes = new Scenes(service);
        scenes.addPages();
        return scenes.scenes;
    }

    /** The same and all else: what is made for it is in the pictures that are taken from then on. */
    static Map<String, Scene> all(TestClient service) {
        Scenes scenes = new Scenes(service);
        scenes.addPages();
        scenes.addAdministration();
        scenes.addDialogues();
        scenes.addRecipients();
        scenes.addShared();
        return scenes.scenes;
    }

    private void add(String name, String path, String... presses) {
        scenes.put(name, new Scene(path, List.of(presses), ""));
    }

    /** The busiest link. */
    private String code() {
        String link =
                service.ask("/stats?by=link&from=2000-01-01").at("/rows/0/link").asText();
        return link.substring(link.indexOf('/') + 1);
    }

    private void addPages() {
        String link = "/link/localhost/" + code();
        String set = service.ask("/share-sets").at("/items/0/id").asText();
        String campaign =
                "/campaigns/" + service.ask("/campaigns").at("/items/0/slug").asText();
        add("overview", "/");
        add("overview-narrowed", "/?channel=whatsapp&range=30");
        add("links", "/links");
        add("links-none", "/links?search=nobodys");
        add("link-new", "/links/new");
        add("links-bulk", "/links/bulk");
        add("moves", "/moves");
        add("link", link);
        add("link-edit", link + "/edit");
        add("share-sets", "/share-sets");
        add("share-set-new", "/share-sets/new");
        add("share-set", "/share-sets/" + set);
        add("campaigns", "/campaigns");
        add("campaign-new", "/campaigns/new");
        add("campaign", campaign);
        add("campaign-unfolded", campaign, ALL_FOLDS);
        add("story", campaign + "/story");
        add("story-unfolded", campaign + "/story", ALL_FOLDS);
        add("campaign-edit", campaign + "/edit");
        add("visits", "/visits");
        add("visit", "/visits", ".visits-table td.end button");
    }

    private void addAdministration() {
        make("/keys", "{'name':'Newsletter','role':'marketer'}");
        make(
                "/accounts",
                "{'name':'maria','password':'a long password 1','role':'campaign-lead','campaign':'demo-spring'}");
        make(
                "/webhooks",
                "{'url':'https://crm.example.com/grapevine','events':['conversion.recorded','link.created'],'description':'CRM'}");
        make("/feeds", "{'name':'For the sheet','question':'by=channel&days=30'}");
        make("/views", "{'name':'WhatsApp','place':'/','question':'channel=whatsapp'}");
        String invited = made("/invitations", "{'name':'Luca','role':'marketer'}", "url");
        for (String page : List.of(
                "keys",
                "notices",
                "audit",
                "link-reports",
                "domains",
                "tags",
                "accounts",
                "me",
                "webhooks",
                "shared-reports",
                "views",
                "feeds",
                "first-account")) {
            add(page, "/" + page);
        }
        add("invitation", invited.substring(invited.indexOf('#') + 1));
        add("unknown-page", "/nowhere");
    }

    private void addDialogues() {
        String link = scenes.get("link").path();
        add("finder", "/", ".finder-open");
        add("account-menu", "/", ".who > button");
        add("link-menu", link, MENU);
        add("qr", link, "button.code");
        add("share-report", "/", ".part-tools > button:first-child");
        add("key-new", "/keys", ".head .primary");
        add("webhook-new", "/webhooks", ".head .primary");
        add("notice-new", "/notices", ".head .primary");
        add("account-new", "/accounts", ".head .actions > :last-child");
        add("share-set-edit", scenes.get("share-set").path(), MENU, FIRST_OF_MENU);
    }

    private void addRecipients() {
        String code = code();
        service.link("{'destination':'https://example.com/','code':'shown-locked','password':'open sesame'}");
        service.link("{'destination':'https://example.com/','code':'not-yet','validFrom':'2999-01-01T00:00:00Z'}");
        service.link("{'destination':'https://example.com/','code':'over','validUntil':'2999-01-01T00:00:00Z'}");
        service.patch(API + "/links/over", "{\"validUntil\":\"2020-01-01T00:00:00Z\"}");
        service.link("{'destination':'https://example.com/','code':'used-up','maxClicks':1}");
        service.tap("/used-up");
        service.link("{'destination':'https://example.com/','code':'switched-off'}");
        service.patch(API + "/links/switched-off", "{\"status\":\"disabled\"}");
        service.link(
                "{'destination':'https://example.com/','code':'into-app','rules':[{'when':{'device':['ios','android']},"
                        + "'destination':'myapp://item/4711','fallback':'https://example.com/'}]}");
        service.link("{'destination':'https://xn--80ak6aa92e.example/','code':'shown-alike'}");
        add("recipient-root", "!/");
        add("recipient-where", "!/" + code + "+");
        add("recipient-alike", "!/shown-alike+");
        add("recipient-share", "!/" + code + "/share");
        add("recipient-report", "!/" + code + "+", "summary");
        scenes.put("recipient-password", new Scene("!/shown-locked", List.of(), TestAgents.IPHONE));
        scenes.put("recipient-into-app", new Scene("!/into-app", List.of(), TestAgents.IN_WECHAT));
        add("recipient-not-yet", "!/not-yet");
        add("recipient-over", "!/over");
        add("recipient-used-up", "!/used-up");
        add("recipient-switched-off", "!/switched-off");
        add("recipient-unknown", "!/nobodys-code");
        add("recipient-privacy", "!/privacy");
        add("verdicts", "!/api/verdicts");
    }

    private void addShared() {
        String sections =
                "'channels','groups','links','passing-on','places','devices','previews','conversions','return','story'";
        String open = made(
                "/shared-reports",
                "{'name':'Autumn, for the board','question':'campaign=demo-spring','costs':true,'sections':[" + sections
                        + "]}",
                "url");
        String locked = made(
                "/shared-reports",
                "{'name':'Autumn','question':'campaign=demo-spring','sections':[" + sections
                        + "],'password':'open sesame'}",
                "url");
        add("shared", "!" + placeOf(open));
        add("shared-locked", "!" + placeOf(locked));
        add("shared-ended", "!/dashboard/shared#gvs_nobodys");
    }

    private static String placeOf(String url) {
        URI address = URI.create(url);
        return address.getPath() + "#" + address.getFragment();
    }

    private void make(String path, String json) {
        made(path, json, "id");
    }

    /** @param json with single quotes for double ones @return what the answer has in {@code field} */
    private String made(String path, String json, String field) {
        var answer = service.post(API + path, json.replace('\'', '"'));
        JsonNode told = TestClient.json(answer);
        if (answer.statusCode() != 201) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + told);
        }
        return told.path(field).asText();
    }
}
