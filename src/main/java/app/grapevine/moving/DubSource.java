package app.grapevine.moving;

import app.grapevine.links.Card;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Dub by its API: the links of a workspace, oldest first, archived ones too. */
final class DubSource implements Source {
    private static final int LINKS = 100;

    private final SourceClient client;
    private final String name;

    DubSource(String address, SourceClient client) {
        this.name = "dub " + address;
        this.client = client;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LinkPage links(String cursor) throws InterruptedException {
        int page = cursor.isEmpty() ? 1 : Integer.parseInt(cursor);
        JsonNode answer = client.get(
                "/links?page=" + page + "&pageSize=" + LINKS + "&showArchived=true&sortBy=createdAt&sortOrder=asc");
        List<ForeignLink> links = new ArrayList<>();
        answer.forEach(one -> links.add(link(one)));
        boolean isLast = links.size() < LINKS;
        return new LinkPage(links, 0, isLast ? "" : String.valueOf(page + 1), isLast);
    }

    private static ForeignLink link(JsonNode from) {
        String shortUrl = ForeignJson.text(from, "shortLink");
        ForeignLink.Builder link = ForeignLink.at(shortUrl == null ? "a link" : shortUrl);
        link.shortUrl(shortUrl)
                .destination(ForeignJson.text(from, "url"))
                .tags(ForeignJson.texts(from.path("tags"), "name"))
                .comment(ForeignJson.text(from, "comments"))
                .createdAt(ForeignJson.time(from, "createdAt"))
                .validUntil(ForeignJson.end(link, from, "expiresAt"))
                .expiredDestination(ForeignJson.text(from, "expiredUrl"))
                .visits(ForeignJson.number(from, "clicks"))
                .archived(ForeignJson.is(from, "archived"))
                .disabled(ForeignJson.time(from, "disabledAt") != null);
        String code = ForeignJson.text(from, "key");
        if (code != null) {
            link.code(code);
        }
        ForeignLink.Builder titled = ForeignJson.is(from, "proxy")
                ? link.card(new Card(
                        ForeignJson.text(from, "title"),
                        ForeignJson.text(from, "description"),
                        ForeignJson.text(from, "image")))
                : link.title(ForeignJson.text(from, "title"));
        String password = ForeignJson.text(from, "password");
        if (password != null) {
            titled.guarded(password);
        }
        ForeignRules rules = new ForeignRules()
                .device("ios", ForeignJson.text(from, "ios"))
                .device("android", ForeignJson.text(from, "android"));
        from.path("geo").fields().forEachRemaining(geo -> {
            if (geo.getValue().isTextual()) {
                rules.country(geo.getKey(), geo.getValue().textValue());
            }
        });
        if (ForeignJson.is(from, "rewrite")) {
            link.lost("cloaking: a link here leads to its destination, and does not show it as its own");
        }
        if (ForeignJson.is(from, "trackConversion")) {
            link.lost("conversions of before: what clicks lead to is counted from now on");
        }
        return link.rules(rules.rules()).link();
    }
}
