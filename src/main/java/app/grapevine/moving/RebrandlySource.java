package app.grapevine.moving;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Rebrandly by its API, version 1, whose cursor is the id of the last link. */
final class RebrandlySource implements Source {
    private static final int LINKS = 25;

    private final SourceClient client;
    private final String name;

    RebrandlySource(String address, SourceClient client) {
        this.name = "rebrandly " + address;
        this.client = client;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LinkPage links(String cursor) throws InterruptedException {
        JsonNode answer = client.get("/v1/links?limit=" + LINKS + "&orderBy=createdAt&orderDir=asc"
                + (cursor.isEmpty() ? "" : "&last=" + Keys.encoded(cursor)));
        List<ForeignLink> links = new ArrayList<>();
        String last = "";
        for (JsonNode one : answer) {
            links.add(link(one));
            String id = ForeignJson.text(one, "id");
            last = id == null ? last : id;
        }
        boolean isLast = links.size() < LINKS || last.isEmpty();
        return new LinkPage(links, 0, isLast ? "" : last, isLast);
    }

    private static ForeignLink link(JsonNode from) {
        String shortUrl = ForeignJson.text(from, "shortUrl");
        String code = ForeignJson.text(from, "slashtag");
        ForeignLink.Builder link = ForeignLink.at(shortUrl == null ? String.valueOf(code) : shortUrl);
        link.shortUrl(shortUrl)
                .destination(ForeignJson.text(from, "destination"))
                .title(ForeignJson.text(from, "title"))
                .comment(ForeignJson.text(from, "description"))
                .tags(ForeignJson.texts(from.path("tags"), "name"))
                .createdAt(ForeignJson.time(from, "createdAt"))
                .visits(ForeignJson.number(from, "clicks"))
                .forwardQuery(from.has("forwardParameters") ? ForeignJson.is(from, "forwardParameters") : null);
        String host = ForeignJson.text(from.path("domain"), "fullName");
        if (host != null) {
            link.domain(host);
        }
        if (code != null) {
            link.code(code);
        }
        return link.link();
    }
}
