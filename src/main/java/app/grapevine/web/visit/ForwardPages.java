package app.grapevine.web.visit;

import app.grapevine.attribution.Channel;
import app.grapevine.links.Forwards;
import app.grapevine.links.Link;
import app.grapevine.redirect.Target;
import app.grapevine.web.http.Pages;
import app.grapevine.web.http.SecurityHeaders;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two pages of passing a link on: choosing the app, and the new link with what opens the app. */
final class ForwardPages {
    private ForwardPages() {}

    static void choose(Context ctx, Target target, Forwards forwards) {
        String language = RecipientPages.language(ctx);
        Link link = target.link();
        List<Channel> apps = forwards.apps(link);
        String likely = buttons(
                language,
                apps.stream().filter(app -> forwards.isLikely(link, app)).toList());
        String further = buttons(
                language,
                apps.stream().filter(app -> !forwards.isLikely(link, app)).toList());
        String title = RecipientPages.text(language, "share.title");
        ctx.status(200);
        RecipientPages.page(
                ctx,
                language,
                "",
                """
                <h1>%s</h1>
                <p class="soft">%s</p>
                %s
                <form method="post" action="/%s/share">
                <p>%s</p>
                <div class="apps">
                %s</div>
                <details><summary>%s</summary>
                <div class="apps">
                %s</div></details>
                <p><button class="quiet" name="channel" value="">%s</button></p>
                </form>
                <p class="soft">%s</p>
                """.formatted(
                                Pages.escaped(title),
                                escapedText(language, "where.title"),
                                what(language, link, target.shown()),
                                Pages.escaped(link.code()),
                                escapedText(language, "share.choose"),
                                likely,
                                escapedText(language, "share.more"),
                                further,
                                escapedText(language, "share.other"),
                                escapedText(language, "share.privacy")),
                title);
        // The browser is to name this page as the form's origin, which it does not do without any referrer.
        ctx.header(SecurityHeaders.CONTENT_SECURITY_POLICY, Pages.FORM_SECURITY_POLICY)
                .header(SecurityHeaders.REFERRER_POLICY, "same-origin");
    }

    private static String what(String language, Link link, String destination) {
        String title = Forwards.title(link);
        return (title == null ? "" : "<p class=\"host\">%s</p>\n".formatted(Pages.escaped(title)))
                + RecipientPages.host(language, title == null ? "host" : "site", destination)
                + "\n"
                + RecipientPages.whole(destination);
    }

    private static String buttons(String language, List<Channel> apps) {
        StringBuilder buttons = new StringBuilder();
        for (Channel app : apps) {
            buttons.append("<button class=\"go\" name=\"channel\" value=\"%s\">%s</button>%n"
                    .formatted(Pages.escaped(app.id()), Pages.escaped(RecipientPages.called(language, app.name()))));
        }
        return buttons.toString();
    }

    /** @param app the app's name; null where it is not known */
    static void made(Context ctx, Forwards.Forwarded made, String shortUrl, @Nullable String app) {
        String language = RecipientPages.language(ctx);
        String title = RecipientPages.text(language, "shared.title");
        ctx.status(201).header(Header.LOCATION, shortUrl);
        RecipientPages.page(
                ctx,
                language,
                "",
                """
                <h1>%s</h1>
                %s<p class="soft">%s</p>
                <p class="copy">%s</p>
                %s<p class="soft">%s</p>
                """.formatted(
                        Pages.escaped(title),
                        opener(language, made.share().uri(), app),
                        escapedText(language, made.share().uri() == null ? "shared.copy" : "shared.orCopy"),
                        Pages.escaped(shortUrl),
                        made.share().text().equals(shortUrl)
                                ? ""
                                : "<p class=\"copy\">%s</p>%n"
                                        .formatted(Pages.escaped(made.share().text())),
                        escapedText(language, "share.privacy")),
                title);
    }

    private static String opener(String language, @Nullable String shareUri, @Nullable String app) {
        return shareUri == null || app == null
                ? ""
                : "<p><a class=\"go wide\" rel=\"noreferrer nofollow\" href=\"%s\">%s</a></p>%n"
                        .formatted(
                                Pages.escaped(shareUri),
                                Pages.escaped(RecipientPages.text(language, "shared.open")
                                        .replace("{app}", RecipientPages.called(language, app))));
    }

    private static String escapedText(String language, String key) {
        return Pages.escaped(RecipientPages.text(language, key));
    }
}
