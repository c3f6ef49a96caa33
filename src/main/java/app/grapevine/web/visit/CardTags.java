package app.grapevine.web.visit;

import app.grapevine.domains.Domain;
import app.grapevine.links.Card;
import app.grapevine.web.http.Pages;
import org.jspecify.annotations.Nullable;

/** What a page tells the apps that draw a card of it: Open Graph, and what Twitter reads beside it. */
final class CardTags {
    private CardTags() {}

    static String of(Card card, String shortUrl) {
        StringBuilder tags = new StringBuilder();
        tag(tags, "property", "og:type", "website");
        tag(tags, "property", "og:url", shortUrl);
        tag(tags, "property", "og:title", card.title());
        tag(tags, "property", "og:description", card.description());
        tag(tags, "property", "og:image", card.image());
        tag(tags, "name", "description", card.description());
        tag(tags, "name", "twitter:card", card.image() == null ? "summary" : "summary_large_image");
        tag(tags, "name", "twitter:title", card.title());
        tag(tags, "name", "twitter:description", card.description());
        tag(tags, "name", "twitter:image", card.image());
        return tags.toString();
    }

    /** Of a page that has none of its own; empty where its domain has none either. */
    static String ofDomain(@Nullable Domain domain) {
        if (domain == null || (domain.cardTitle() == null && domain.cardDescription() == null)) {
            return "";
        }
        StringBuilder tags = new StringBuilder();
        tag(tags, "property", "og:title", domain.cardTitle() == null ? domain.name() : domain.cardTitle());
        tag(tags, "property", "og:description", domain.cardDescription());
        tag(tags, "property", "og:site_name", domain.name());
        return tags.toString();
    }

    private static void tag(StringBuilder tags, String attribute, String name, @Nullable String value) {
        if (value != null) {
            tags.append("<meta %s=\"%s\" content=\"%s\">%n".formatted(attribute, name, Pages.escaped(value)));
        }
    }
}
