package app.grapevine.web.visit;

import app.grapevine.web.http.Pages;
import io.javalin.http.Context;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is recorded of whoever taps a link, in their language: of this installation, by its settings. Immutable. */
final class PrivacyPage {
    /** Its path's only segment, which no link can have any more; one from before has its own way. */
    static final String CODE = "privacy";

    private static final int SALT_DAYS = 2;

    private final PrivacySettings settings;

    PrivacyPage(PrivacySettings settings) {
        this.settings = settings;
    }

    void answer(Context ctx) {
        String language = RecipientPages.language(ctx);
        ctx.status(200);
        RecipientPages.page(
                ctx, language, "", body(language, ctx.host()), RecipientPages.text(language, CODE + ".title"));
    }

    private String body(String language, String host) {
        return """
                <h1>%s</h1>
                <p>%s</p>
                <div class="table"><table>
                <thead><tr><th>%s</th><th>%s</th></tr></thead>
                <tbody>
                %s
                </tbody>
                </table></div>
                <p>%s</p>
                <p>%s</p>
                <p>%s</p>
                <p>%s</p>
                <p>%s</p>
                """.formatted(
                        text(language, "title"),
                        text(language, "intro").replace("{host}", Pages.escaped(host == null ? "" : host)),
                        text(language, "what"),
                        text(language, "howLong"),
                        Stream.of(PrivacyFact.values())
                                .filter(fact -> fact != PrivacyFact.COUNTRY || settings.countries())
                                .map(fact -> row(language, fact))
                                .collect(Collectors.joining("\n")),
                        text(language, "not"),
                        text(language, "objection"),
                        text(language, "sums"),
                        text(language, "rights"),
                        settings.contact()
                                .map(contact -> text(language, "contact").replace("{contact}", Pages.escaped(contact)))
                                .orElseGet(() -> text(language, "noContact")));
    }

    private String row(String language, PrivacyFact fact) {
        return "<tr><td>%s</td><td>%s</td></tr>"
                .formatted(Pages.escaped(RecipientPages.text(language, fact.key())), stay(language, fact.stay()));
    }

    private String stay(String language, PrivacyFact.Stay stay) {
        int days = switch (stay) {
            case VISIT -> settings.visitDays();
            case DETAILS -> settings.detailDays();
            case DAYS -> SALT_DAYS;
            case ERASED -> 0;
        };
        return days == 0 ? text(language, "forGood") : text(language, "days").replace("{days}", Integer.toString(days));
    }

    private static String text(String language, String name) {
        return Pages.escaped(RecipientPages.text(language, CODE + "." + name));
    }
}
