package app.grapevine.web.feeds;

import app.grapevine.feeds.Feeds;
import app.grapevine.security.RateLimits;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.access.Guard;
import app.grapevine.web.audit.Exports;
import app.grapevine.web.audit.FilePieces;
import app.grapevine.web.http.MediaTypes;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * The answer to a feed's question, as CSV, to whoever has its address: no header is asked for, no cookie read, nothing redirected.
 * Nobody's addresses count against who tries them as nobody's codes do.
 */
public final class FeedFile implements Routes {
    private static final String NAME = "figures.csv";

    private final Feeds feeds;
    private final FeedAnswers answers;
    private final RateLimits limits;
    private final ClientAddress addresses;
    private final Turns turns;
    private final Exports exports;

    public FeedFile(
            Feeds feeds,
            FeedAnswers answers,
            RateLimits limits,
            ClientAddress addresses,
            Turns turns,
            Exports exports) {
        this.feeds = feeds;
        this.answers = answers;
        this.limits = limits;
        this.addresses = addresses;
        this.turns = turns;
        this.exports = exports;
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
        FeedQuestion question = answers.read(
                asked.feed().of(), asked.feed().question(), asked.maker().reach());
        if (question instanceof FeedQuestion.OfConversions ofConversions) {
            FilePieces<?> file = exports.begin(() -> answers.list(ofConversions));
            exports.send(inline(ctx), file);
        } else {
            String text = turns.take(() -> answers.figures(question));
            inline(ctx).contentType(MediaTypes.CSV_FILE).result(text);
        }
    }

    /** To be looked at where it is, as a browser does with text. */
    private static Context inline(Context ctx) {
        return ctx.header("Content-Disposition", "inline; filename=\"" + NAME + "\"");
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
}
