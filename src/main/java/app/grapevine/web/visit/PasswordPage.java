package app.grapevine.web.visit;

import app.grapevine.links.Link;
import app.grapevine.web.http.Pages;
import app.grapevine.web.http.SecurityHeaders;
import io.javalin.http.Context;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** The page that asks for a link's password. It says nothing of the link, and needs no script and no cookie. */
final class PasswordPage {
    /**
     * Without a word on where forms may lead: Chromium holds a form's redirect to it too (w3c/webappsec-csp#8), and to name the
     * destination there would tell it. Nothing on the page is anybody's but ours, so there is no other form to be kept in.
     */
    private static final String POLICY = Pages.CONTENT_SECURITY_POLICY.replace(" form-action 'none';", "");

    private PasswordPage() {}

    static void ask(Context ctx, Link link, FirstRequest first) {
        page(ctx, 200, link, first, "");
    }

    static void wrong(Context ctx, Link link, FirstRequest first) {
        String language = RecipientPages.language(ctx);
        page(
                ctx,
                403,
                link,
                first,
                "<p class=\"warning\" id=\"wrong\" role=\"alert\">%s</p>%n"
                        .formatted(Pages.escaped(RecipientPages.text(language, "password.wrong"))));
    }

    private static void page(Context ctx, int status, Link link, FirstRequest first, String wrong) {
        String language = RecipientPages.language(ctx);
        String title = RecipientPages.text(language, "password.title");
        ctx.status(status);
        RecipientPages.page(
                ctx,
                language,
                "",
                """
                <h1>%s</h1>
                <p>%s</p>
                %s<form class="report" method="post" action="%s">
                %s<p><label for="password">%s</label>
                <input id="password" name="password" type="password" required autofocus autocomplete="off" autocapitalize="none" spellcheck="false"%s></p>
                <p><button class="go">%s</button></p>
                </form>
                <p class="foot"><a href="/privacy">%s</a></p>
                """.formatted(
                                Pages.escaped(title),
                                escaped(language, "password.text"),
                                wrong,
                                Pages.escaped(action(ctx, link)),
                                first.fields(),
                                escaped(language, "password.label"),
                                wrong.isEmpty() ? "" : " aria-invalid=\"true\" aria-describedby=\"wrong\"",
                                escaped(language, "password.go"),
                                escaped(language, PrivacyPage.CODE + ".title")),
                title);
        ctx.header(SecurityHeaders.CONTENT_SECURITY_POLICY, POLICY)
                .header(SecurityHeaders.REFERRER_POLICY, SecurityHeaders.NOTHING_AS_REFERRER);
    }

    /** The link itself as it was asked for, scanned or not, with what apps and chats have added to it. */
    static String action(Context ctx, Link link) {
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
        String query = request.getHttpURI().getQuery();
        return "/" + link.code() + PastedPath.scanMark(request) + (query == null ? "" : "?" + query);
    }

    private static String escaped(String language, String key) {
        return Pages.escaped(RecipientPages.text(language, key));
    }
}
