package app.grapevine.web.api;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import app.grapevine.domains.Domains;
import app.grapevine.links.Link;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Links;
import app.grapevine.links.Share;
import app.grapevine.links.ShareSets;
import app.grapevine.qr.Logo;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.QrCodes;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What its owner needs to share a link: the words with what opens the app to say them, and the QR code. Unlike the
 * recipients' {@code /{code}.qr}, the code is there on whatever host the owner works, and before the link is valid.
 */
public final class SharingApi implements Routes {
    private static final String LINK = "/links/{code}";
    /** Whether the logo is the domain's. */
    private static final Map<String, Boolean> LOGOS = Map.of("none", false, "domain", true);

    private static final List<String> PICTURES = List.of("image/png", "image/jpeg");

    private final Links links;
    private final ShareSets shareSets;
    private final LinkSettings settings;
    private final Domains sites;

    public SharingApi(Links links, ShareSets shareSets, LinkSettings settings, Domains sites) {
        this.links = links;
        this.shareSets = shareSets;
        this.settings = settings;
        this.sites = sites;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .ofCampaigns()
                .get(LINK + "/share", Scope.LINKS_READ, this::share)
                .get(LINK + "/qr", Scope.LINKS_READ, this::qr)
                .post(LINK + "/qr", Scope.LINKS_READ, this::qrWithLogo);
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
        Link link = link(ctx, parameters.single("domain"));
        boolean ofDomain = Boolean.TRUE.equals(parameters.choice("logo", LOGOS));
        Logo logo = ofDomain ? logo(link.domain()) : null;
        QrCodes.Wanted wanted = QrCodes.Wanted.of(parameters, logo);
        parameters.finish();
        picture(ctx, link, wanted);
    }

    private Logo logo(String domain) {
        String uri = sites.find(domain).logo();
        if (uri == null) {
            throw RefusedException.invalid("logo", FaultCode.NO_LOGO);
        }
        return Logo.read(Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1)));
    }

    /** With the body as the logo; nothing of it is kept. */
    private void qrWithLogo(Context ctx) {
        Parameters parameters = Query.of(ctx);
        Link link = link(ctx, parameters.single("domain"));
        Logo logo = Logo.read(Bodies.bytes(ctx, Logo.LIMIT, PICTURES));
        QrCodes.Wanted wanted = QrCodes.Wanted.of(parameters, logo);
        parameters.finish();
        picture(ctx, link, wanted);
    }

    private void picture(Context ctx, Link link, QrCodes.Wanted wanted) {
        ctx.header(Header.CACHE_CONTROL, "private, no-cache");
        QrCodes.answer(ctx, settings.scannedUrl(link.domain(), link.code()), wanted);
    }

    private Link link(Context ctx, @Nullable String domain) {
        return links.get(LinkPaths.link(ctx, domain, settings), Guard.reach(ctx));
    }
}
