package app.grapevine.web.visit;

import app.grapevine.abuse.AbuseReport.Reason;
import app.grapevine.abuse.AbuseReports;
import app.grapevine.links.Link;
import app.grapevine.redirect.Target;
import app.grapevine.web.http.Pages;
import app.grapevine.web.http.SecurityHeaders;
import io.javalin.http.Context;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page that says where a link leads, before one goes there, and takes what is to be reported of it. */
final class WherePage {
    private WherePage() {}

    /** @param open whether the link can be passed on */
    static void answer(Context ctx, Target target, boolean open) {
        String language = RecipientPages.language(ctx);
        String destination = target.location();
        String shown = target.shown();
        String code = Pages.escaped(target.link().code());
        ctx.status(200);
        RecipientPages.page(
                ctx,
                language,
                "",
                """
                <h1>%s</h1>
                %s
                %s
                <p><a class="go" rel="noreferrer nofollow" href="%s">%s</a></p>
                %s%s%s
                """.formatted(
                        text(language, "where.title"),
                        RecipientPages.host(language, "host", shown),
                        RecipientPages.whole(shown),
                        Pages.escaped(destination),
                        text(language, "where.go"),
                        others(language, target.otherLocations()),
                        open
                                ? "<p><a href=\"/%s/share\">%s</a></p>%n".formatted(code, text(language, "share.title"))
                                : "",
                        foot(language, code)),
                RecipientPages.text(language, "where.title"));
        allowForm(ctx);
    }

    /** Where the link leads by its rules. */
    private static String others(String language, List<String> locations) {
        return locations.isEmpty()
                ? ""
                : "<p>%s</p>%n<ul class=\"others\">%n%s</ul>%n"
                        .formatted(
                                text(language, "where.others"),
                                locations.stream()
                                        .map(location -> "<li>%s%s</li>%n"
                                                .formatted(
                                                        RecipientPages.host(language, "other", location),
                                                        RecipientPages.whole(location)))
                                        .collect(Collectors.joining()));
    }

    /** Of a guarded link: nothing on it tells the destination, nor, where it has a password, what it is called. */
    static void veiled(Context ctx, Link link, String shortUrl) {
        String language = RecipientPages.language(ctx);
        String about = link.isProtected() ? "password" : "veiled";
        String own = link.isProtected() ? null : link.card().title();
        String title = own == null ? RecipientPages.text(language, about + ".title") : own;
        ctx.status(200);
        RecipientPages.page(
                ctx,
                language,
                "",
                """
                <h1>%s</h1>
                <p>%s</p>
                <p><a class="go" rel="nofollow" href="%s">%s</a></p>
                %s
                """.formatted(
                                Pages.escaped(title),
                                text(language, link.isProtected() ? "password.veiled" : "veiled.text"),
                                Pages.escaped(shortUrl),
                                text(language, "where.go"),
                                foot(language, Pages.escaped(link.code()))),
                title);
        allowForm(ctx);
    }

    private static String foot(String language, String code) {
        return form(language, code)
                + "\n<p class=\"foot\"><a href=\"/privacy\">%s</a></p>"
                        .formatted(text(language, PrivacyPage.CODE + ".title"));
    }

    private static void allowForm(Context ctx) {
        // The browser is to name this page as the form's origin, which it does not do without any referrer.
        ctx.header(SecurityHeaders.CONTENT_SECURITY_POLICY, Pages.FORM_SECURITY_POLICY)
                .header(SecurityHeaders.REFERRER_POLICY, "same-origin");
    }

    private static String form(String language, String code) {
        return """
                <details class="report"><summary>%s</summary>
                <form method="post" action="/%s/report">
                <fieldset><legend>%s</legend>
                %s</fieldset>
                <p><label for="words">%s</label>
                <textarea id="words" name="words" rows="3" maxlength="%d"></textarea></p>
                <p><label for="contact">%s</label>
                <input id="contact" name="contact" maxlength="%d" autocomplete="email"></p>
                <p class="soft">%s</p>
                <p><button class="go">%s</button></p>
                </form>
                </details>""".formatted(
                        text(language, "report.title"),
                        code,
                        text(language, "report.why"),
                        Stream.of(Reason.values())
                                .map(reason -> choice(language, reason))
                                .collect(Collectors.joining()),
                        text(language, "report.words"),
                        AbuseReports.MAX_WORDS,
                        text(language, "report.contact"),
                        AbuseReports.MAX_CONTACT,
                        text(language, "report.privacy"),
                        text(language, "report.send"));
    }

    private static String choice(String language, Reason reason) {
        return "<label class=\"choice\"><input type=\"radio\" name=\"reason\" value=\"%s\" required> %s</label>%n"
                .formatted(reason.label(), text(language, "report." + reason.label()));
    }

    private static String text(String language, String key) {
        return Pages.escaped(RecipientPages.text(language, key));
    }
}
