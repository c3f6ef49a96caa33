package app.grapevine.moving;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Kutt by its API, version 2. It tells how many visits a link had, and no single ones; of a password only that there is one. Its
 * list is newest first, so a link that is made meanwhile has others come twice, and none left out.
 */
final class KuttSource implements Source {
    private static final int LINKS = 50;
    private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final SourceClient client;
    private final String name;

    KuttSource(String address, SourceClient client) {
        this.name = "kutt " + address;
        this.client = client;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LinkPage links(String cursor) throws InterruptedException {
        int skip = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        JsonNode answer = client.get("/api/v2/links?limit=" + LINKS + "&skip=" + skip);
        List<ForeignLink> links = new ArrayList<>();
        answer.path("data").forEach(one -> links.add(link(one)));
        long total = answer.path("total").asLong();
        int next = skip + links.size();
        boolean isLast = links.isEmpty() || next >= total;
        return new LinkPage(links, total, isLast ? "" : String.valueOf(next), isLast);
    }

    private static ForeignLink link(JsonNode from) {
        String shortUrl = ForeignJson.text(from, "link");
        ForeignLink.Builder link = ForeignLink.at(shortUrl == null ? "a link" : shortUrl);
        link.shortUrl(shortUrl)
                .destination(target(from))
                .comment(ForeignJson.text(from, "description"))
                .createdAt(ForeignJson.time(from, "created_at"))
                // On SQLite it is handed on as it is stored there: in UTC, without saying so.
                .validUntil(ForeignJson.end(link, from, "expire_in", ZoneOffset.UTC))
                .visits(ForeignJson.number(from, "visit_count"))
                .disabled(ForeignJson.is(from, "banned"));
        String code = ForeignJson.text(from, "address");
        if (code != null) {
            link.code(code);
        }
        if (ForeignJson.is(from, "password")) {
            link.guarded(null);
        }
        return link.link();
    }

    /** As it leads there: a percent sign that means itself is sent as what stands for one. */
    private static @Nullable String target(JsonNode from) {
        String target = ForeignJson.text(from, "target");
        return target == null ? null : LONE_PERCENT.matcher(target).replaceAll("%25");
    }
}
