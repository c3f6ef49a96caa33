package app.grapevine.web.api;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Links;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.ApiAnswer;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Problem;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Problems;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.idempotency.Idempotency;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
    private static final List<String> LINES =
            List.of("application/x-ndjson", "application/ndjson", "application/jsonl");
    private static final List<String> TYPES =
            List.of(Json.CONTENT_TYPE, "application/x-ndjson", "application/ndjson", "application/jsonl");

    private final Links links;
    private final LinkSettings settings;
    private final Idempotency idempotency;
    private final Trail trail;
    private final Clock clock;
    private final Semaphore permits = new Semaphore(AT_ONCE, true);

    public BulkApi(Links links, LinkSettings settings, Idempotency idempotency, Trail trail, Clock clock) {
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

    /** One item as read: a draft, or what is wrong with it. */
    private record Item(@Nullable LinkDraft draft, @Nullable Problem problem) {}

    private void create(Context ctx) throws InterruptedException {
        Query.none(ctx);
        if (!permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw Problems.unavailable("Too many bulks are being handled.");
        }
        try {
            byte[] body = Bodies.bytes(ctx, BODY_LIMIT, TYPES);
            String type = String.valueOf(ctx.req().getHeader("Content-Type")).toLowerCase(Locale.ROOT);
            boolean lines = LINES.stream().anyMatch(type::startsWith);
            idempotency.answer(ctx, body, () -> ApiAnswer.ok(make(ctx, lines ? lines(body) : array(body))));
        } finally {
            permits.release();
        }
    }

    private BulkJson make(Context ctx, List<Item> items) {
        List<LinkDraft> drafts = new ArrayList<>();
        for (Item item : items) {
            if (item.draft() != null) {
                drafts.add(item.draft());
            }
        }
        List<Links.BulkResult> results = links.createAll(drafts, Makers.of(ctx));
        leave(
                trail,
                ctx,
                results.stream()
                        .flatMap(result -> Stream.ofNullable(result.link()))
                        .toList());
        LinkJson.View view = LinkJson.View.of(ctx, settings, clock);
        List<ItemJson> answers = new ArrayList<>(items.size());
        int next = 0;
        for (Item item : items) {
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

    private ItemJson json(Links.BulkResult result, LinkJson.View view) {
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

    private static List<Item> array(byte[] body) {
        List<Item> items = new ArrayList<>();
        try (JsonParser parser = Bodies.parser(body)) {
            if (Bodies.read(parser, JsonParser::nextToken) != JsonToken.START_ARRAY) {
                // Whatever it is: not JSON is 400, and another value 422.
                Bodies.parse(body);
                throw RefusedException.invalid("", FaultCode.NOT_A_LIST);
            }
            while (Bodies.read(parser, JsonParser::nextToken) != JsonToken.END_ARRAY) {
                JsonNode node = Bodies.read(parser, p -> Json.MAPPER.<JsonNode>readTree(p));
                add(items, node == null ? Json.MAPPER.nullNode() : node);
            }
            Bodies.requireEnd(parser);
            return items;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(List<Item> items, JsonNode node) {
        requireRoom(items);
        try {
            items.add(new Item(LinkJson.draft(node), null));
        } catch (RefusedException e) {
            items.add(new Item(null, Problems.ofRefusal(e)));
        }
    }

    private static List<Item> lines(byte[] body) {
        List<Item> items = new ArrayList<>();
        int begin = 0;
        while (begin < body.length) {
            int end = begin;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            byte[] line = Arrays.copyOfRange(body, begin, end);
            if (!isBlank(line)) {
                addLine(items, line);
            }
            begin = end + 1;
        }
        return items;
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private static void addLine(List<Item> items, byte[] line) {
        JsonNode node;
        try {
            node = Bodies.parse(line);
        } catch (ProblemException e) {
            requireRoom(items);
            items.add(new Item(null, e.problem()));
            return;
        }
        add(items, node);
    }

    private static void requireRoom(List<Item> items) {
        if (items.size() == Links.MAX_BULK) {
            throw ProblemException.of(ProblemType.TOO_LARGE, "At most 10,000 links can be made at once.");
        }
    }
}
