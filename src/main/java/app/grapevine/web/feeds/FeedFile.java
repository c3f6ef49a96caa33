package app.grapevine.web.feeds;

import app.grapevine.feeds.Feeds;
import app.grapevine.security.RateLimits;
import app.grapevine.stats.CsvFiles;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.Stats;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.access.Guard;
import app.grapevine.web.http.MediaTypes;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The answer to a feed's question, as CSV, to whoever has its address: no header is asked for, no cookie read, nothing redirected.
 * What is hidden of few people is hidden here whoever made the feed, for an address goes from hand to hand. Nobody's addresses
 * count against who tries them as nobody's codes do.
 */
public final class FeedFile implements Routes {
    private static final String NAME = "figures.csv";

    private final Feeds feeds;
    private final Stats stats;
    private final SmallCells smallCells;
    private final RateLimits limits;
    private final ClientAddress addresses;
    private final Turns turns;
    private final Clock clock;

    public FeedFile(
            Feeds feeds,
            Stats stats,
            SmallCells smallCells,
            RateLimits limits,
            ClientAddress addresses,
            Turns turns,
            Clock clock) {
        this.feeds = feeds;
        this.stats = stats;
        this.smallCells = smallCells;
        this.limits = limits;
        this.addresses = addresses;
        this.turns = turns;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).openGet(FeedsApi.PATH + "/{token}/" + NAME, this::answer);
    }

    /** The path of a feed's answer. */
    static String path(String token) {
        return ApiRoutes.BASE + FeedsApi.PATH + "/" + token + "/" + NAME;
    }

    private void answer(Context ctx) {
        Feeds.Asked asked = asked(ctx);
        // Whatever a spreadsheet adds to the address so that it is asked for anew is passed over.
        limits.feed(asked.feed().id()).ifPresent(wait -> Guard.refuse(wait, "This feed is asked for too often."));
        FeedQuestion question =
                FeedQuestion.read(asked.feed().question(), asked.maker().reach(), clock);
        String text = turns.take(() -> csv(question));
        ctx.header("Content-Disposition", "inline; filename=\"" + NAME + "\"");
        ctx.contentType(MediaTypes.CSV_FILE).result(text);
    }

    private Feeds.Asked asked(Context ctx) {
        Optional<Feeds.Asked> asked = feeds.ask(ctx.pathParam("token"));
        if (asked.isEmpty()) {
            InetAddress address = addresses.of(ctx);
            Optional<Duration> wait = limits.unknown(address);
            wait.ifPresent(
                    some -> Guard.refuse(some, "Too many feeds that are none were asked for from this address."));
            throw ProblemException.of(ProblemType.NOT_FOUND, "There is no such feed.");
        }
        return asked.get();
    }

    private String csv(FeedQuestion question) {
        StringWriter text = new StringWriter();
        try {
            CsvFiles.write(smallCells.shown(stats.answer(question.query())), question.form(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
