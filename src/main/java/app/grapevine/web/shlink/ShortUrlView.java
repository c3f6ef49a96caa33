package app.grapevine.web.shlink;

import app.grapevine.links.Link;
import app.grapevine.links.LinkSettings;
import app.grapevine.shlink.AsGiven;
import app.grapevine.shlink.ShortUrls;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** Links as they are shown to who asks. Safe for use by many threads. */
public record ShortUrlView(LinkSettings settings, ShortUrls kept, Counted counted) {
    ShortUrlJson of(Context ctx, Link link) {
        return of(ctx, List.of(link)).get(0);
    }

    List<ShortUrlJson> of(Context ctx, List<Link> links) {
        Map<Long, AsGiven> given = kept.given(links);
        Map<Long, VisitsSummary> visits = counted.ofLinks(ctx, links);
        return links.stream()
                .map(link -> ShortUrlJson.of(
                        link,
                        given.getOrDefault(link.id(), AsGiven.NOTHING),
                        visits.getOrDefault(link.id(), VisitsSummary.NONE),
                        settings))
                .toList();
    }

    /** One that was made just now, which nobody has visited. */
    ShortUrlJson ofNew(Link link, AsGiven given) {
        return ShortUrlJson.of(link, given, VisitsSummary.NONE, settings);
    }
}
