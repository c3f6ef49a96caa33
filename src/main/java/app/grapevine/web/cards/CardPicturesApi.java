package app.grapevine.web.cards;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.base.RefusedException;
import app.grapevine.cards.CardPicture;
import app.grapevine.cards.CardPictures;
import app.grapevine.cards.FormedPicture;
import app.grapevine.cards.PictureAddress;
import app.grapevine.links.LinkSettings;
import app.grapevine.security.RateLimits;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.ApiAnswer;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.SecurityHeaders;
import app.grapevine.web.idempotency.Idempotency;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.List;

/** Pictures for cards: uploaded by whoever makes links, and fetched by the apps that show them. */
public final class CardPicturesApi implements Routes {
    private static final String PATH = "/card-pictures";
    private static final String PICTURE = "/" + PictureAddress.DIRECTORY + "{name}";
    private static final List<String> TYPES = List.of("image/png", "image/jpeg", "image/webp", "image/gif");
    /** A picture is never another; but one that is erased shall not be shown for ever by what lies between. */
    private static final String A_MONTH = "public, max-age=2592000, immutable";

    private final CardPictures pictures;
    private final LinkSettings domains;
    private final RateLimits limits;
    private final Idempotency idempotency;
    private final Trail trail;

    public CardPicturesApi(
            CardPictures pictures, LinkSettings domains, RateLimits limits, Idempotency idempotency, Trail trail) {
        this.pictures = pictures;
        this.domains = domains;
        this.limits = limits;
        this.idempotency = idempotency;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).ofCampaigns().post(PATH, Scope.LINKS_WRITE, this::create);
        routes.get(PICTURE, this::show);
        routes.head(PICTURE, this::show);
    }

    /** @param url on the default domain; a link shows it from its own */
    private record PictureJson(String id, String url, int width, int height, int bytes) {}

    private void create(Context ctx) {
        Query.none(ctx);
        limits.picture(Guard.admission(ctx).caller())
                .ifPresent(wait -> Guard.refuse(wait, "You upload too many pictures."));
        byte[] file = Bodies.bytes(ctx, CardPictures.LIMIT, TYPES);
        FormedPicture formed = pictures.form(file);
        idempotency.answer(ctx, file, () -> {
            CardPicture picture = pictures.keep(formed);
            String url = domains.pictureUrl(domains.defaultDomain(), picture.name());
            trail.add(
                    ctx,
                    Action.PICTURE_CREATED,
                    Subject.picture(picture.id()),
                    Change.to("bytes", picture.content().length));
            return ApiAnswer.created(
                    url, new PictureJson(picture.id(), url, formed.width(), formed.height(), picture.content().length));
        });
    }

    private void show(Context ctx) {
        String name = ctx.pathParam("name");
        CardPicture picture = PictureAddress.idOf(name)
                .flatMap(pictures::find)
                .filter(found -> found.name().equals(name))
                .orElseThrow(() -> RefusedException.notFound("there is no such picture"));
        String tag = "\"" + picture.id() + "\"";
        ctx.header(Header.CACHE_CONTROL, A_MONTH)
                .header(Header.ETAG, tag)
                .header(SecurityHeaders.RESOURCE_POLICY, SecurityHeaders.ANYBODY);
        String known = ctx.header(Header.IF_NONE_MATCH);
        if (known != null && known.contains(tag)) {
            ctx.status(304);
            return;
        }
        ctx.contentType(picture.type().mediaType()).result(picture.content());
    }
}
