package app.grapevine.web.feeds;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import app.grapevine.feeds.Feed;
import app.grapevine.feeds.Feeds;
import app.grapevine.security.Caller;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.ApiAnswer;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.ListJson;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.idempotency.Idempotency;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Feeds as the API has them: made, listed and deleted by whoever may read the figures. */
public final class FeedsApi implements Routes {
    static final String PATH = "/feeds";

    private final Feeds feeds;
    private final FeedAnswers answers;
    private final URI publicUrl;
    private final Idempotency idempotency;
    private final Trail trail;

    /** @param publicUrl what the addresses of feeds begin with */
    public FeedsApi(Feeds feeds, FeedAnswers answers, URI publicUrl, Idempotency idempotency, Trail trail) {
        this.feeds = feeds;
        this.answers = answers;
        this.publicUrl = publicUrl;
        this.idempotency = idempotency;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .ofCampaigns()
                .post(PATH, Scope.STATS_READ, this::create)
                .get(PATH, Scope.STATS_READ, this::list)
                .delete(PATH + "/{id}", Scope.STATS_READ, this::delete);
    }

    private record MakerJson(String type, String id, String name) {}

    /** @param answered false where its maker may not read the figures any more */
    private record FeedJson(
            String id,
            String name,
            String of,
            String question,
            boolean answered,
            @Nullable LocalDate lastUsedOn,
            MakerJson createdBy,
            Instant createdAt) {
        static FeedJson of(Feed feed, boolean answered) {
            Instant used = feed.usedAt();
            return new FeedJson(
                    feed.id(),
                    feed.name(),
                    feed.of().label(),
                    feed.question(),
                    answered,
                    used == null ? null : used.atZone(ZoneOffset.UTC).toLocalDate(),
                    new MakerJson(
                            feed.maker().knownBy().label(),
                            feed.maker().id(),
                            feed.maker().name()),
                    feed.createdAt());
        }
    }

    /** A feed at the only moment when its address is told. */
    private record NewFeedJson(@JsonUnwrapped FeedJson feed, String url) {}

    private void create(Context ctx) {
        Query.none(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            Fields fields = Fields.of(Bodies.parse(body));
            String name = fields.required("name", fields.string("name"));
            Feed.Of given = fields.choice("of", Feed.Of.BY_LABEL);
            String question = fields.string("question");
            fields.finish();
            Feed.Of of = given == null ? Feed.Of.STATS : given;
            String asked = question == null ? "" : question;
            Caller caller = Guard.admission(ctx).caller();
            check(of, asked, caller);
            Feeds.Made made = feeds.create(caller, name, of, asked);
            trail.add(
                    ctx,
                    Action.FEED_CREATED,
                    subject(made.feed()),
                    Change.to("name", made.feed().name()));
            return ApiAnswer.created(
                    ApiRoutes.BASE + PATH + "/" + made.feed().id(),
                    new NewFeedJson(FeedJson.of(made.feed(), true), publicUrl + FeedFile.path(made.token())));
        });
    }

    /** @throws RefusedException INVALID with every fault of the question, each at its parameter */
    private void check(Feed.Of of, String question, Caller caller) {
        try {
            answers.check(of, question, caller.reach());
        } catch (RefusedException e) {
            throw e.renamed(field -> "question." + field);
        }
    }

    private static Subject subject(Feed feed) {
        return Subject.feed(feed.id());
    }

    private void list(Context ctx) {
        Parameters parameters = Query.of(ctx);
        int limit = Query.limit(parameters);
        String after = Query.idCursor(parameters, PATH);
        parameters.finish();
        List<Feed> found = feeds.list(Guard.admission(ctx).caller(), limit + 1, after);
        Json.answer(
                ctx, 200, ListJson.of(PATH, found, limit, Feed::id, feed -> FeedJson.of(feed, feeds.isAnswered(feed))));
    }

    private void delete(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        trail.togetherOnly(() -> {
            Feed feed = feeds.delete(Guard.admission(ctx).caller(), id);
            trail.add(ctx, Action.FEED_DELETED, subject(feed));
        });
        ctx.status(204);
    }
}
