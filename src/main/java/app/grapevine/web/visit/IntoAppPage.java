package app.grapevine.web.visit;

import static java.util.Objects.requireNonNull;

import app.grapevine.redirect.Led;
import app.grapevine.web.http.Pages;
import app.grapevine.web.http.SecurityHeaders;
import io.javalin.http.Context;

/**
 * The page that leads into an app where a redirect is known to fail: without a script, with the app's own address and the one in
 * the web. What the destination hears of where it came from is what it hears of any redirect.
 */
final class IntoAppPage {
    private IntoAppPage() {}

    /** @param led into an app by a rule */
    static void answer(Context ctx, Led led, boolean onAndroid, boolean opens) {
        String opener = Pages.escaped(led.opener(onAndroid));
        String web = requireNonNull(led.web());
        String language = RecipientPages.language(ctx);
        String title = text(language, "intoApp.title");
        ctx.status(200);
        RecipientPages.page(
                ctx,
                language,
                opens ? "<meta http-equiv=\"refresh\" content=\"0;url=%s\">%n".formatted(opener) : "",
                """
                <h1>%s</h1>
                <p>%s</p>
                <p><a class="go" rel="nofollow" href="%s">%s</a></p>
                <p><a class="quiet" rel="nofollow" href="%s">%s</a></p>
                %s
                """.formatted(
                                Pages.escaped(title),
                                Pages.escaped(text(language, "intoApp.text")),
                                opener,
                                Pages.escaped(text(language, "intoApp.open")),
                                Pages.escaped(web),
                                Pages.escaped(text(language, "intoApp.stay")),
                                RecipientPages.host(language, "site", web)),
                title);
        ctx.header(SecurityHeaders.REFERRER_POLICY, SecurityHeaders.REDIRECT_REFERRER);
    }

    private static String text(String language, String key) {
        return RecipientPages.text(language, key);
    }
}
