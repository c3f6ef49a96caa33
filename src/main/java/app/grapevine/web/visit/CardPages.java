package app.grapevine.web.visit;

import app.grapevine.domains.Domain;
import app.grapevine.links.Card;
import app.grapevine.links.Link;
import app.grapevine.web.http.Pages;
import io.javalin.http.Context;

/** The pages that apps draw cards of; for whoever else comes by, they lead on. */
final class CardPages {
    private CardPages() {}

    /** The link's own card, with a way on for a person who was taken for a fetcher. */
    static void card(Context ctx, Card card, String shortUrl, String destination) {
        String language = RecipientPages.language(ctx);
        String title = card.title() == null ? RecipientPages.host(destination) : card.title();
        String description = card.description() == null ? "" : card.description();
        card(ctx, language, CardTags.of(card, shortUrl), title, description, destination);
    }

    /**
     * The card of a guarded link, or a page instead of one, neutral where it has a password: nothing on it tells the
     * destination. The way on is the link itself, for a person whose browser fetched it ahead; so it takes a use as any tap
     * does.
     */
    static void veiled(Context ctx, Link link, String shortUrl) {
        String language = RecipientPages.language(ctx);
        if (link.isProtected()) {
            locked(ctx, language, shortUrl);
            return;
        }
        Card card = link.card();
        Domain domain = DomainLook.of(ctx);
        String own = card.title() == null && domain != null ? domain.cardTitle() : card.title();
        String title = own == null ? RecipientPages.text(language, "veiled.title") : own;
        String description =
                card.description() == null && domain != null ? domain.cardDescription() : card.description();
        Card shown = new Card(title, description, card.image());
        card(
                ctx,
                language,
                CardTags.of(shown, shortUrl),
                title,
                RecipientPages.text(language, "veiled.text"),
                shortUrl);
    }

    /** The same for each link with a password: not even its card's words are for who does not know it. */
    private static void locked(Context ctx, String language, String shortUrl) {
        Card neutral = new Card(
                RecipientPages.text(language, "password.title"),
                RecipientPages.text(language, "password.veiled"),
                null);
        card(
                ctx,
                language,
                CardTags.of(neutral, shortUrl),
                RecipientPages.text(language, "password.title"),
                RecipientPages.text(language, "password.veiled"),
                shortUrl);
    }

    private static void card(
            Context ctx, String language, String tags, String title, String description, String wayOn) {
        ctx.status(200);
        RecipientPages.page(
                ctx,
                language,
                tags,
                """
                <h1>%s</h1>
                <p>%s</p>
                <p><a class="go" rel="nofollow" href="%s">%s</a></p>
                """.formatted(
                                Pages.escaped(title),
                                Pages.escaped(description),
                                Pages.escaped(wayOn),
                                Pages.escaped(RecipientPages.text(language, "where.go"))),
                title);
    }
}
