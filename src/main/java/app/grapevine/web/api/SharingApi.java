package app.grapevine.web.api;

import app.grapevine.base.Parameters;
import app.grapevine.links.Link;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Links;
import app.grapevine.links.Share;
import app.grapevine.links.ShareSets;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.QrCodes;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What its owner needs to share a link: the words with what opens the app to say them, and the QR code. Unlike the
 * recipients' {@code /{code}.qr}, the code is there on whatever host the owner works, and before the link is valid.
 */
public final class SharingApi implements Routes {
    private static final String LINK = "/links/{code}";

    private enum Format {
        SVG,
        PNG
    }

    private static final Map<String, Format> FORMATS = Map.of("svg", Format.SVG, "png", Format.PNG);

    private final Links links;
    private final ShareSets shareSets;
    private final LinkSettings settings;

    public SharingApi(Links links, ShareSets shareSets, LinkSettings settings) {
        this.links = links;
        this.shareSets = shareSets;
        this.settings = settings;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .ofCampaigns()
                .get(LINK + "/share", Scope.LINKS_READ, this::share)
                .get(LINK + "/qr", Scope.LINKS_READ, this::qr);
    }

    private record ShareJson(String shareText, @Nullable String shareUri) {}

    private void share(Context ctx) {
        Parameters parameters = Query.of(ctx);
        String domain = parameters.single("domain");
        String text = parameters.single("text");
        parameters.finish();
        Share share = shareSets.share(link(ctx, domain), text);
        Json.answer(ctx, 200, new ShareJson(share.text(), share.uri()));
    }

    private void qr(Context ctx) {
        Parameters parameters = Query.of(ctx);
        String domain = parameters.single("domain");
        Format format = parameters.choice("format", FORMATS);
        int size = QrCodes.size(parameters);
        int margin = QrCodes.margin(parameters);
        parameters.finish();
        Link link = link(ctx, domain);
        String url = settings.shortUrl(link.domain(), link.code());
        ctx.header(Header.CACHE_CONTROL, "private, no-cache");
        if (format == Format.PNG) {
            QrCodes.png(ctx, url, size, margin);
        } else {
            QrCodes.svg(ctx, url, size, margin);
        }
    }

    private Link link(Context ctx, @Nullable String domain) {
        return links.get(LinkPaths.link(ctx, domain, settings), Guard.reach(ctx));
    }
}
