package app.grapevine.moving;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * YOURLS by its API, whose {@code stats} tell links and how many clicks each had. Single visits are in its database alone, of which
 * a dump can be read ({@link YourlsDump}).
 */
final class YourlsSource implements Source {
    private static final int LINKS = 500;

    private final SourceClient client;
    private final String name;
    private final String path;
    private final ZoneId zone;

    /** @param signature the secret token @param zone of its times, which name none */
    YourlsSource(String address, String signature, ZoneId zone, SourceClient client) {
        this.name = "yourls " + address;
        this.path = "/yourls-api.php?signature=" + Keys.encoded(signature)
                + "&action=stats&format=json&filter=last&limit=" + LINKS + "&start=";
        this.zone = zone;
        this.client = client;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LinkPage links(String cursor) throws InterruptedException {
        int start = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        JsonNode answer = client.get(path + start);
        List<ForeignLink> links = new ArrayList<>();
        answer.path("links").forEach(one -> links.add(link(one)));
        Long total = ForeignJson.number(answer.path("stats"), "total_links");
        long all = total == null ? 0 : total;
        int next = start + links.size();
        boolean isLast = links.isEmpty() || next >= all;
        return new LinkPage(links, all, isLast ? "" : String.valueOf(next), isLast);
    }

    private ForeignLink link(JsonNode from) {
        String shortUrl = ForeignJson.text(from, "shorturl");
        return ForeignLink.at(shortUrl == null ? "a link" : shortUrl)
                .shortUrl(shortUrl)
                .destination(ForeignJson.text(from, "url"))
                .title(title(ForeignJson.text(from, "title"), ForeignJson.text(from, "url")))
                .createdAt(ForeignJson.time(ForeignJson.text(from, "timestamp"), zone))
                .visits(ForeignJson.number(from, "clicks"))
                .link();
    }

    /** YOURLS takes the address for a title where the page has none. */
    static @Nullable String title(@Nullable String title, @Nullable String url) {
        return title == null || title.isBlank() || title.equals(url) ? null : title;
    }
}
