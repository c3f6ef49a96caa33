package app.grapevine.moving;

import app.grapevine.base.HostName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shlink by its REST API, version 3 or, of Shlink 2.6 to 3.2, version 2, whose answers are alike. Links come in the order of their
 * creation, so that one that is made meanwhile is on the last page. Visits are asked for by link, in a range of time that has ended
 * and therefore does not change; they come newest first, so the last page is read first.
 *
 * <p>Shlink says the source's country and the user agent of a visit, and no address. What it set apart as potential bots comes
 * too, and is judged here as every visit is.
 */
final class ShlinkSource implements Source {
    private final SourceClient client;
    private final String name;
    private final Sizes sizes;
    private @Nullable String prefix;
    private @Nullable String defaultHost;

    /**
     * How much is asked for at once.
     *
     * @param visits of Shlink's pages
     * @param links of Shlink's pages; and of how many links a page of visits is at most
     * @param enough visits, with which a page of them is ended
     */
    record Sizes(int links, int visits, int enough) {
        static final Sizes USUAL = new Sizes(500, 5_000, 4_000);
    }

    /** @param address of the whole service, without {@code /rest} */
    ShlinkSource(String address, SourceClient client, Sizes sizes) {
        this.name = "shlink " + address;
        this.client = client;
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean hasVisits() {
        return true;
    }

    @Override
    public LinkPage links(String cursor) throws InterruptedException {
        int page = cursor.isEmpty() ? 1 : Integer.parseInt(cursor);
        JsonNode list = get("/short-urls?page=" + page + "&itemsPerPage=" + sizes.links + "&orderBy=dateCreated-ASC")
                .path("shortUrls");
        List<ForeignLink> links = new ArrayList<>();
        for (JsonNode one : list.path("data")) {
            links.add(link(one));
        }
        boolean isLast = page >= list.path("pagination").path("pagesCount").asInt();
        long total = list.path("pagination").path("totalItems").asLong();
        return new LinkPage(links, total, isLast ? "" : String.valueOf(page + 1), isLast);
    }

    private ForeignLink link(JsonNode from) throws InterruptedException {
        String shortUrl = ForeignJson.text(from, "shortUrl");
        ForeignLink.Builder link = ForeignLink.at(shortUrl == null ? "a link" : shortUrl)
                .shortUrl(shortUrl)
                .destination(ForeignJson.text(from, "longUrl"))
                .title(ForeignJson.text(from, "title"))
                .tags(ForeignJson.texts(from.path("tags"), null))
                .createdAt(ForeignJson.time(from, "dateCreated"))
                .forwardQuery(from.has("forwardQuery") ? ForeignJson.is(from, "forwardQuery") : Boolean.TRUE)
                .visits(visits(from));
        String domain = ForeignJson.text(from, "domain");
        String code = ForeignJson.text(from, "shortCode");
        link.code(code);
        if (domain != null) {
            link.domain(domain);
        }
        JsonNode meta = from.path("meta");
        link.validFrom(ForeignJson.time(meta, "validSince"))
                .validUntil(ForeignJson.time(meta, "validUntil"))
                .maxVisits(ForeignJson.number(meta, "maxVisits"));
        if (ForeignJson.is(from, "crawlable")) {
            link.lost("crawlable: robots.txt here is of the domain, not of links");
        }
        if (ForeignJson.is(from, "hasRedirectRules") && code != null) {
            ShlinkRules.bring(
                    get("/short-urls/" + Keys.encoded(code) + "/redirect-rules" + ofDomain('?', domain)), link);
        }
        return link.link();
    }

    private static @Nullable Long visits(JsonNode link) {
        Long total = ForeignJson.number(link.path("visitsSummary"), "total");
        return total == null ? ForeignJson.number(link, "visitsCount") : total;
    }

    @Override
    public VisitPage visits(BroughtSoFar brought, long untilMillis, String cursor) throws InterruptedException {
        Place place = Place.of(cursor);
        List<ForeignVisit> visits = new ArrayList<>();
        List<Long> finished = new ArrayList<>();
        while (true) {
            List<BroughtSoFar.Brought> links = brought.after(place.finished);
            if (links.isEmpty()) {
                return new VisitPage(visits, finished, 0, "", true);
            }
            for (int i = 0; i < links.size(); i++) {
                BroughtSoFar.Brought link = links.get(i);
                askAhead(links.subList(i, links.size()), untilMillis, place.page);
                int page = place.page; // of the first link alone: behind it the place has none
                do {
                    page = read(link, untilMillis, page, visits);
                    if (page > 0 && visits.size() >= sizes.enough) {
                        return new VisitPage(visits, finished, 0, new Place(place.finished, page).toString(), false);
                    }
                } while (page > 0);
                finished.add(link.linkId());
                place = new Place(link.linkId(), 0);
                if (visits.size() >= sizes.enough || finished.size() >= sizes.links) {
                    return new VisitPage(visits, finished, 0, place.toString(), false);
                }
            }
        }
    }

    /** @param page of the first link's visits; 0 for one that nobody knows yet */
    private void askAhead(List<BroughtSoFar.Brought> links, long untilMillis, int page) throws InterruptedException {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < links.size() && paths.size() < SourceClient.AT_ONCE; i++) {
            if (hasVisits(links.get(i))) {
                paths.add(path(links.get(i), untilMillis, i == 0 ? Math.max(1, page) : 1));
            }
        }
        client.askAhead(paths);
    }

    private static boolean hasVisits(BroughtSoFar.Brought link) {
        return link.told() == null || link.told() != 0;
    }

    /**
     * Reads a page of a link's visits.
     *
     * @param page 0 for the last one, whichever that is
     * @return the page to be read next; 0 where that was the first
     */
    private int read(BroughtSoFar.Brought link, long untilMillis, int page, List<ForeignVisit> to)
            throws InterruptedException {
        if (!hasVisits(link)) {
            return 0;
        }
        JsonNode answer = page(link, untilMillis, Math.max(1, page));
        int pages = answer.path("pagination").path("pagesCount").asInt();
        if (page == 0 && pages > 1) {
            return read(link, untilMillis, pages, to);
        }
        List<ForeignVisit> visits = new ArrayList<>();
        for (JsonNode one : answer.path("data")) {
            Instant at = ForeignJson.time(one, "date");
            if (at != null) {
                visits.add(visit(link.linkId(), at, one));
            }
        }
        Collections.reverse(visits);
        to.addAll(visits);
        return Math.max(1, page) - 1;
    }

    private String path(BroughtSoFar.Brought link, long untilMillis, int page) throws InterruptedException {
        StringBuilder path = new StringBuilder("/short-urls/")
                .append(Keys.encoded(link.code()))
                .append("/visits?page=")
                .append(page)
                .append("&itemsPerPage=")
                .append(sizes.visits)
                .append("&endDate=")
                .append(Keys.encoded(Instant.ofEpochMilli(untilMillis).toString()));
        Long since = link.visitsUntil();
        if (since != null) {
            path.append("&startDate=")
                    .append(Keys.encoded(
                            Instant.ofEpochMilli(since).plusSeconds(1).toString()));
        }
        return prefix() + path + ofDomain('&', link.domain());
    }

    private JsonNode page(BroughtSoFar.Brought link, long untilMillis, int page) throws InterruptedException {
        String asked = path(link, untilMillis, page);
        SourceClient.Answer answer = client.answer(asked);
        if (answer.status() == 404) {
            return MissingNode.getInstance(); // it was deleted there since its links were read
        }
        if (answer.status() != 200) {
            throw client.refused(asked, answer.status());
        }
        return ForeignJson.tree(answer.body(), client.at(asked)).path("visits");
    }

    private static ForeignVisit visit(long linkId, Instant at, JsonNode from) {
        String visited = ForeignJson.text(from, "visitedUrl");
        int query = visited == null ? -1 : visited.indexOf('?');
        return new ForeignVisit(
                linkId,
                at,
                orEmpty(ForeignJson.text(from, "referer")),
                orEmpty(ForeignJson.text(from, "userAgent")),
                visited == null || query < 0 ? null : visited.substring(query + 1),
                ForeignJson.text(from.path("visitLocation"), "countryCode"),
                null);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Of a link on the default domain nothing: its host may have a port, which our keys have not. */
    private String ofDomain(char mark, @Nullable String domain) throws InterruptedException {
        return domain == null || domain.equals(defaultHost()) ? "" : mark + "domain=" + Keys.encoded(domain);
    }

    private String defaultHost() throws InterruptedException {
        String known = defaultHost;
        if (known == null) {
            known = "";
            for (JsonNode one : get("/domains").path("domains").path("data")) {
                String host = ForeignJson.text(one, "domain");
                known = ForeignJson.is(one, "isDefault") && host != null ? HostName.plain(host) : known;
            }
            defaultHost = known;
        }
        return known;
    }

    private JsonNode get(String path) throws InterruptedException {
        return client.get(prefix() + path);
    }

    private String prefix() throws InterruptedException {
        String known = prefix;
        if (known == null) {
            known = client.answer("/rest/v3/short-urls?itemsPerPage=1").status() == 404 ? "/rest/v2" : "/rest/v3";
            prefix = known;
        }
        return known;
    }

    @Override
    public void close() {
        client.close();
    }

    /**
     * How far visits are read.
     *
     * @param finished the greatest id of a link whose visits are all read
     * @param page of the link behind it that is to be read next; 0 for its last
     */
    private record Place(long finished, int page) {
        static Place of(String cursor) {
            int colon = cursor.indexOf(':');
            return colon < 0
                    ? new Place(0, 0)
                    : new Place(
                            Long.parseLong(cursor.substring(0, colon)), Integer.parseInt(cursor.substring(colon + 1)));
        }

        @Override
        public String toString() {
            return finished + ":" + page;
        }
    }
}
