package app.grapevine.moving;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short.io by its API: the links of all domains of an account, one domain after the other. */
final class ShortIoSource implements Source {
    private static final int LINKS = 150;

    private final SourceClient client;
    private final String name;
    private @Nullable List<Domain> domains;

    private record Domain(long id, String host) {}

    ShortIoSource(String address, SourceClient client) {
        this.name = "short.io " + address;
        this.client = client;
    }

    @Override
    public String name() {
        return name;
    }

    /** A cursor is the id of a domain, and behind a colon the token of its next page. */
    @Override
    public LinkPage links(String cursor) throws InterruptedException {
        List<Domain> all = domains();
        int colon = cursor.indexOf(':');
        long id = colon < 0 ? 0 : Long.parseLong(cursor.substring(0, colon));
        String token = colon < 0 ? "" : cursor.substring(colon + 1);
        int place = 0;
        while (place < all.size() && id != 0 && all.get(place).id != id) {
            place++;
        }
        if (place >= all.size()) {
            return new LinkPage(List.of(), 0, "", true);
        }
        Domain domain = all.get(place);
        JsonNode answer = client.get("/api/links?domain_id=" + domain.id + "&limit=" + LINKS
                + (token.isEmpty() ? "" : "&pageToken=" + Keys.encoded(token)));
        List<ForeignLink> links = new ArrayList<>();
        answer.path("links").forEach(one -> links.add(link(domain, one)));
        String next = ForeignJson.text(answer, "nextPageToken");
        if (next != null && !links.isEmpty()) {
            return new LinkPage(links, 0, domain.id + ":" + next, false);
        }
        boolean isLast = place + 1 == all.size();
        return new LinkPage(links, 0, isLast ? "" : all.get(place + 1).id + ":", isLast);
    }

    private List<Domain> domains() throws InterruptedException {
        List<Domain> known = domains;
        if (known == null) {
            known = new ArrayList<>();
            for (JsonNode one : client.get("/api/domains")) {
                Long id = ForeignJson.number(one, "id");
                String host = ForeignJson.text(one, "hostname");
                if (id != null && host != null) {
                    known.add(new Domain(id, host));
                }
            }
            domains = known;
        }
        return known;
    }

    private static ForeignLink link(Domain domain, JsonNode from) {
        String code = ForeignJson.text(from, "path");
        ForeignLink.Builder link = ForeignLink.at(domain.host + "/" + code)
                .domain(domain.host)
                .code(code)
                .destination(ForeignJson.text(from, "originalURL"))
                .title(ForeignJson.text(from, "title"))
                .tags(ForeignJson.texts(from.path("tags"), null))
                .createdAt(ForeignJson.time(from, "createdAt"))
                .expiredDestination(ForeignJson.text(from, "expiredURL"))
                .archived(ForeignJson.is(from, "archived"))
                .rules(new ForeignRules()
                        .device("ios", ForeignJson.text(from, "iphoneURL"))
                        .device("android", ForeignJson.text(from, "androidURL"))
                        .rules());
        link.validUntil(ForeignJson.end(link, from, "expiresAt"));
        if (ForeignJson.is(from, "hasPassword") || ForeignJson.text(from, "password") != null) {
            link.guarded(ForeignJson.text(from, "password"));
        }
        if (ForeignJson.is(from, "cloaking")) {
            link.lost("cloaking: a link here leads to its destination, and does not show it as its own");
        }
        Long limit = ForeignJson.number(from, "clicksLimit");
        if (limit != null && limit > 0) {
            link.maxVisits(limit).lost("clicks of before: its click limit of " + limit + " begins anew");
        }
        return link.link();
    }
}
