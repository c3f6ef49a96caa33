package app.grapevine.web.api;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.base.RefusedException;
import app.grapevine.links.BulkLinks;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.ApiAnswer;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Problem;
import app.grapevine.web.http.Problems;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.idempotency.Idempotency;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Many links at once: a JSON array, or a JSON object a line. Each is made or refused by itself, and answered in
 * the order given. An array that is not JSON is refused as a whole; of lines, only those that are not.
 *
 * <p>A body of 16 MiB, its drafts and its answer are all in memory for a moment; so few are handled at a time,
 * and the others wait.
 */
public final class BulkApi implements Routes {
    static final int BODY_LIMIT = 16 << 20;

    private static final int AT_ONCE = 2;
    private static final int PATIENCE_SECONDS = 20;
    private static final BulkItems<LinkDraft> ITEMS =
            new BulkItems<>(BulkLinks.MAX_BULK, "links can be made", LinkJson::draft);

    private final BulkLinks links;
    private final LinkSettings settings;
    private final Idempotency idempotency;
    private final Trail trail;
    private final Clock clock;
    private final Semaphore permits = new Semaphore(AT_ONCE, true);

    public BulkApi(BulkLinks links, LinkSettings settings, Idempotency idempotency, Trail trail, Clock clock) {
        this.links = links;
        this.settings = settings;
        this.idempotency = idempotency;
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).ofCampaigns().post("/links/bulk", Scope.LINKS_WRITE, this::create);
    }

    /** What becomes of one item. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record ItemJson(
            int status, @Nullable LinkJson link, @Nullable Problem problem) {}

    private record BulkJson(List<ItemJson> items) {}

    private void create(Context ctx) throws InterruptedException {
        Query.none(ctx);
        if (!permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw Problems.unavailable("Too many bulks are being handled.");
        }
        try {
            byte[] body = Bodies.bytes(ctx, BODY_LIMIT, BulkItems.TYPES);
            idempotency.answer(ctx, body, () -> ApiAnswer.ok(make(ctx, ITEMS.of(ctx, body))));
        } finally {
            permits.release();
        }
    }

    private BulkJson make(Context ctx, List<BulkItems.Item<LinkDraft>> items) {
        List<BulkLinks.Result> results = links.createAll(BulkItems.drafts(items), Makers.of(ctx));
        leave(
                trail,
                ctx,
                results.stream()
                        .flatMap(result -> Stream.ofNullable(result.link()))
                        .toList());
        LinkJson.View view = LinkJson.View.of(ctx, settings, clock);
        List<ItemJson> answers = new ArrayList<>(items.size());
        int next = 0;
        for (BulkItems.Item<LinkDraft> item : items) {
            Problem problem = item.problem();
            answers.add(
                    problem == null ? json(results.get(next++), view) : new ItemJson(problem.status(), null, problem));
        }
        return new BulkJson(answers);
    }

    /** One entry for all: each link tells by itself who made it, and when. */
    static void leave(Trail trail, Context ctx, List<Link> made) {
        if (!made.isEmpty()) {
            trail.add(
                    ctx,
                    Action.LINKS_CREATED,
                    Subject.NONE,
                    Change.to("count", made.size()),
                    Change.to("firstCode", made.get(0).code()),
                    Change.to("lastCode", made.get(made.size() - 1).code()));
        }
    }

    private ItemJson json(BulkLinks.Result result, LinkJson.View view) {
        RefusedException refusal = result.refusal();
        if (result.link() != null) {
            return new ItemJson(201, LinkJson.of(result.link(), view), null);
        }
        if (refusal == null) {
            throw new IllegalStateException("neither made nor refused");
        }
        Problem problem = Problems.ofRefusal(refusal);
        return new ItemJson(problem.status(), null, problem);
    }
}
