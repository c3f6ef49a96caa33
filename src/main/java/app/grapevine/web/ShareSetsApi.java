package app.grapevine.web;

import app.grapevine.links.LinkSettings;
import app.grapevine.links.Page;
import app.grapevine.links.ShareSet;
import app.grapevine.links.ShareSetDraft;
import app.grapevine.links.ShareSets;
import app.grapevine.security.Scope;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The share sets. */
public final class ShareSetsApi implements Routes {
    private static final String PATH = "/share-sets";

    private final ShareSets shareSets;
    private final LinkSettings settings;
    private final Idempotency idempotency;
    private final Clock clock;

    public ShareSetsApi(ShareSets shareSets, LinkSettings settings, Idempotency idempotency, Clock clock) {
        this.shareSets = shareSets;
        this.settings = settings;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .post(PATH, Scope.LINKS_WRITE, this::create)
                .get(PATH, Scope.LINKS_READ, this::list)
                .get(PATH + "/{id}", Scope.LINKS_READ, this::get);
    }

    private record ShareSetJson(
            String id, String destination, @Nullable String text, List<ItemJson> items, Instant createdAt) {}

    private record ItemJson(
            String channel,
            @Nullable String audience,
            LinkJson link,
            String shareText,
            @Nullable String shareUri) {}

    private ShareSetJson json(ShareSet set) {
        Instant now = clock.instant();
        return new ShareSetJson(
                set.id(),
                set.destination(),
                set.text(),
                set.items().stream()
                        .map(item -> new ItemJson(
                                item.channel(),
                                item.audience(),
                                LinkJson.of(item.link(), settings, now),
                                item.shareText(),
                                item.shareUri()))
                        .toList(),
                set.createdAt());
    }

    private void create(Context ctx) {
        Query.of(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            ShareSet set = shareSets.create(read(Bodies.parse(body)));
            return ApiAnswer.created(ApiRoutes.BASE + PATH + "/" + set.id(), json(set));
        });
    }

    private static ShareSetDraft read(JsonNode body) {
        Fields fields = Fields.of(body);
        ShareSetDraft draft = new ShareSetDraft(
                LinkFields.common(fields, body),
                fields.strings("channels"),
                fields.strings("audiences"),
                fields.string("text"));
        fields.finish();
        return draft;
    }

    private void list(Context ctx) {
        Query query = Query.of(ctx, "limit", "cursor");
        Page<ShareSet> page = shareSets.list(query.limit(), query.string("cursor"));
        Json.answer(
                ctx, 200, new ListJson<>(page.items().stream().map(this::json).toList(), page.next()));
    }

    private void get(Context ctx) {
        Query.of(ctx);
        Json.answer(ctx, 200, json(shareSets.get(Paths.id(ctx, "id"))));
    }
}
