package app.grapevine.moving;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bitly by its API, version 4: the bitlinks of a group, archived ones too, and how many clicks each had, as far as the account's
 * plan tells it. Of the address of the next page only what is behind its host is taken.
 */
final class BitlySource implements Source {
    private static final int LINKS = 100;

    private final SourceClient client;
    private final String name;
    private @Nullable String group;
    private boolean tellsClicks = true;

    /** @param group whose links are meant; null for the first that the key has */
    BitlySource(String address, @Nullable String group, SourceClient client) {
        this.name = "bitly " + address + (group == null ? "" : " " + group);
        this.group = group;
        this.client = client;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LinkPage links(String cursor) throws InterruptedException {
        String path = cursor.isEmpty()
                ? "/v4/groups/" + Keys.encoded(group()) + "/bitlinks?size=" + LINKS + "&archived=both"
                : cursor;
        JsonNode answer = client.get(path);
        List<ForeignLink> links = new ArrayList<>();
        for (JsonNode one : answer.path("links")) {
            links.add(link(one));
        }
        String next = ForeignJson.text(answer.path("pagination"), "next");
        return new LinkPage(
                links,
                answer.path("pagination").path("total").asLong(),
                next == null ? "" : behindHost(next),
                next == null);
    }

    private static String behindHost(String url) {
        try {
            URI next = URI.create(url);
            return next.getRawPath() + (next.getRawQuery() == null ? "" : "?" + next.getRawQuery());
        } catch (IllegalArgumentException e) {
            throw new SourceException("Bitly's address of the next page is none");
        }
    }

    private String group() throws InterruptedException {
        String known = group;
        if (known == null) {
            known = ForeignJson.text(client.get("/v4/groups").path("groups").path(0), "guid");
            group = known;
        }
        if (known == null) {
            throw new SourceException("the key has no group of Bitly's: say by --group whose links are meant");
        }
        return known;
    }

    private ForeignLink link(JsonNode from) throws InterruptedException {
        String url = ForeignJson.text(from, "link");
        String id = ForeignJson.text(from, "id");
        ForeignLink.Builder link = ForeignLink.at(id == null ? "a link" : id)
                .shortUrl(url == null ? id : url)
                .destination(ForeignJson.text(from, "long_url"))
                .title(ForeignJson.text(from, "title"))
                .tags(ForeignJson.texts(from.path("tags"), null))
                .createdAt(ForeignJson.time(from, "created_at"))
                .archived(ForeignJson.is(from, "archived"))
                .visits(clicks(id));
        for (String custom : ForeignJson.texts(from.path("custom_bitlinks"), null)) {
            Keys.Address address = Keys.address(custom);
            if (address != null) {
                link.alias(address);
            }
        }
        if (!from.path("deeplinks").isEmpty()) {
            link.lost("deep links into apps: make rules of them, which lead into apps here");
        }
        return link.link();
    }

    /** Where a plan does not tell it of one link, it does of none. */
    private @Nullable Long clicks(@Nullable String id) throws InterruptedException {
        if (!tellsClicks || id == null) {
            return null;
        }
        String path = "/v4/bitlinks/" + Keys.encoded(id).replace("%2F", "/") + "/clicks/summary?unit=day&units=-1";
        SourceClient.Answer answer = client.answer(path);
        if (answer.status() != 200) {
            tellsClicks = answer.status() == 404;
            return null;
        }
        return ForeignJson.number(ForeignJson.tree(answer.body(), client.at(path)), "total_clicks");
    }
}
