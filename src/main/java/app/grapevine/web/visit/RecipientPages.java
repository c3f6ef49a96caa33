package app.grapevine.web.visit;

import app.grapevine.base.ReadableHost;
import app.grapevine.domains.Domain;
import app.grapevine.links.Card;
import app.grapevine.links.Link;
import app.grapevine.web.http.Pages;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The small pages that recipients see, in their language where it is known, else in English. They show
 * nothing of a link but, on the page that is asked for it, its destination, unless the link is guarded; they need no script and no cookie.
 */
final class RecipientPages {
    /** Longer than this, in characters, an address may fill more lines than are shown at once on a phone. */
    private static final int LONG = 160;

    private static final List<String> LANGUAGES = List.of("en", "it", "de", "fr", "es", "pt");
    private static final Map<String, Properties> TEXTS =
            LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), RecipientPages::texts));

    private RecipientPages() {}

    private static Properties texts(String language) {
        Properties texts = new Properties();
        String file = "recipient/" + language + ".properties";
        try (var in = Objects.requireNonNull(RecipientPages.class.getResourceAsStream(file), file);
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /** What short links are, for who opens a domain itself: a chat may have lost the code. */
    static void root(Context ctx) {
        String language = language(ctx);
        String title = text(language, "root.title");
        ctx.status(200);
        page(
                ctx,
                language,
                "",
                """
                <h1>%s</h1>
                <p>%s</p>
                <p>%s</p>
                <p class="foot"><a href="/privacy">%s</a> · <a href="/api">API</a></p>
                """.formatted(
                                Pages.escaped(title),
                                Pages.escaped(text(language, "root.text")),
                                Pages.escaped(text(language, "root.notFollowed")),
                                Pages.escaped(text(language, PrivacyPage.CODE + ".title"))),
                title);
    }

    static void notFound(Context ctx) {
        message(ctx, 404, "notFound");
    }

    static void gone(Context ctx, boolean usedUp) {
        message(ctx, 410, usedUp ? "usedUp" : "gone");
    }

    /** Says when a link opens, to the minute, in the reader's language; where the reader is nobody knows, so in UTC. */
    static void notYet(Context ctx, Instant from) {
        String language = language(ctx);
        String title = text(language, "notYet.title");
        String when = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(Locale.forLanguageTag(language.equals("en") ? "en-GB" : language))
                .format(from.atOffset(ZoneOffset.UTC));
        String shown = "<time datetime=\"%s\">%s UTC</time>".formatted(from, Pages.escaped(when));
        ctx.status(404);
        page(
                ctx,
                language,
                "",
                """
                <h1>%s</h1>
                <p>%s</p>
                """.formatted(
                                Pages.escaped(title),
                                Pages.escaped(text(language, "notYet.text")).replace("{when}", shown)),
                title);
    }

    /** Switched off, by whomever and for whatever reason. */
    static void disabled(Context ctx) {
        message(ctx, 410, "disabled");
    }

    static void unavailable(Context ctx, Duration again) {
        ctx.header(Header.RETRY_AFTER, seconds(again));
        message(ctx, 503, "unavailable");
    }

    /** @param name of the texts, as in {@link #message} */
    static void tooMany(Context ctx, Duration wait, String name) {
        ctx.header(Header.RETRY_AFTER, seconds(wait));
        message(ctx, 429, name);
    }

    /** As {@code Retry-After} has it. */
    static String seconds(Duration wait) {
        return Long.toString(wait.plusMillis(999).toSeconds());
    }

    /** What {@link #tooMany} says to who asked for too many codes that are nobody's: the same on each domain. */
    static String unknownAgain(String language) {
        return Pages.page(language, text(language, "unknownAgain.title"), says(language, "unknownAgain"));
    }

    /**
     * Leads on to a destination that is too long for a header, by itself and without a script. What the destination hears of
     * where it came from is for the caller to say.
     */
    static void onward(Context ctx, String destination) {
        String language = language(ctx);
        String title = text(language, "onward.title");
        ctx.status(200);
        page(
                ctx,
                language,
                "<meta http-equiv=\"refresh\" content=\"0;url=%s\">%n".formatted(Pages.escaped(destination)),
                """
                <h1>%s</h1>
                %s
                <p><a class="go" rel="nofollow" href="%s">%s</a></p>
                """.formatted(
                                Pages.escaped(title),
                                host(language, "host", destination),
                                Pages.escaped(destination),
                                Pages.escaped(text(language, "where.go"))),
                title);
    }

    /**
     * Leads on to what another app opens, such as one for mail. Browsers within apps fail at a redirect to it
     * (react-native-webview#1084), and some at a tap too; so who is written to or called stands there, to be copied.
     */
    static void otherApp(Context ctx, String destination) {
        String language = language(ctx);
        String title = text(language, "otherApp.title");
        ctx.status(200);
        page(
                ctx,
                language,
                "",
                """
                <h1>%s</h1>
                %s
                <p><a class="go" rel="nofollow" href="%s">%s</a></p>
                <p class="soft">%s</p>
                """.formatted(
                                Pages.escaped(title),
                                host(language, "host", destination),
                                Pages.escaped(destination),
                                Pages.escaped(text(language, "where.go")),
                                Pages.escaped(text(language, "otherApp.text"))),
                title);
    }

    /** A page that says no more than the texts {@code name.title} and {@code name.text}. */
    static void message(Context ctx, int status, String name) {
        String language = language(ctx);
        ctx.status(status);
        page(ctx, language, "", says(language, name), text(language, name + ".title"));
    }

    private static String says(String language, String name) {
        return """
                <h1>%s</h1>
                <p>%s</p>
                """.formatted(
                        Pages.escaped(text(language, name + ".title")), Pages.escaped(text(language, name + ".text")));
    }

    /**
     * The host as it stands in the address; below it the same in its own letters, or, where these look like those of
     * another, that they do.
     *
     * @param style of the page's style sheet
     */
    static String host(String language, String style, String destination) {
        ReadableHost host = ReadableHost.of(destination);
        String shown = "<p class=\"%s\">%s</p>".formatted(style, Pages.escaped(host(destination)));
        if (host.isLookAlike()) {
            return shown + "%n<p class=\"warning\">%s</p>".formatted(Pages.escaped(text(language, "where.lookAlike")));
        }
        return host.unicode() == null
                ? shown
                : shown + "%n<p class=\"site\"><bdi>%s</bdi></p>".formatted(Pages.escaped(host.unicode()));
    }

    /** The whole address; one of many lines is moved in its place, by the keyboard too, and hides nothing below it. */
    static String whole(String destination) {
        return "<p class=\"destination\"%s>%s</p>"
                .formatted(destination.length() > LONG ? " tabindex=\"0\"" : "", Pages.escaped(destination));
    }

    /** The link's own card, with a way on for a person who was taken for a fetcher. */
    static void card(Context ctx, Card card, String shortUrl, String destination) {
        String language = language(ctx);
        String title = card.title() == null ? host(destination) : card.title();
        String description = card.description() == null ? "" : card.description();
        card(ctx, language, tags(card, shortUrl), title, description, destination);
    }

    /**
     * The card of a guarded link, or a page instead of one, neutral where it has a password: nothing on it tells the destination. The way on is the link
     * itself, for a person whose browser fetched it ahead; so it takes a use as any tap does.
     */
    static void veiled(Context ctx, Link link, String shortUrl) {
        String language = language(ctx);
        if (link.isProtected()) {
            locked(ctx, language, shortUrl);
            return;
        }
        Card card = link.card();
        Domain domain = DomainLook.of(ctx);
        String own = card.title() == null && domain != null ? domain.cardTitle() : card.title();
        String title = own == null ? text(language, "veiled.title") : own;
        String description =
                card.description() == null && domain != null ? domain.cardDescription() : card.description();
        Card shown = new Card(title, description, card.image());
        card(ctx, language, tags(shown, shortUrl), title, text(language, "veiled.text"), shortUrl);
    }

    /** The same for each link with a password: not even its card's words are for who does not know it. */
    private static void locked(Context ctx, String language, String shortUrl) {
        Card neutral = new Card(text(language, "password.title"), text(language, "password.veiled"), null);
        card(
                ctx,
                language,
                tags(neutral, shortUrl),
                text(language, "password.title"),
                text(language, "password.veiled"),
                shortUrl);
    }

    private static String tags(Card card, String shortUrl) {
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

    private static void card(
            Context ctx, String language, String tags, String title, String description, String wayOn) {
        ctx.status(200);
        page(
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
                                Pages.escaped(text(language, "where.go"))),
                title);
    }

    private static void tag(StringBuilder tags, String attribute, String name, @Nullable String value) {
        if (value != null) {
            tags.append("<meta %s=\"%s\" content=\"%s\">%n".formatted(attribute, name, Pages.escaped(value)));
        }
    }

    /** Of every page of recipients', besides those of {@link Pages}. */
    static Map<String, String> headers(String language) {
        return Map.of(
                Header.CACHE_CONTROL, "private, no-store",
                Header.CONTENT_LANGUAGE, language,
                Header.VARY, "Accept-Language");
    }

    static void page(Context ctx, String language, String head, String body, String title) {
        headers(language).forEach(ctx::header);
        String card = head.contains("property=\"og:") ? head : head + domainsCard(ctx);
        Pages.answer(ctx, Pages.page(language, title, card, DomainLook.top(ctx) + body));
    }

    /** Of a page that has none of its own. */
    private static String domainsCard(Context ctx) {
        Domain domain = DomainLook.of(ctx);
        if (domain == null || (domain.cardTitle() == null && domain.cardDescription() == null)) {
            return "";
        }
        StringBuilder tags = new StringBuilder();
        tag(tags, "property", "og:title", domain.cardTitle() == null ? domain.name() : domain.cardTitle());
        tag(tags, "property", "og:description", domain.cardDescription());
        tag(tags, "property", "og:site_name", domain.name());
        return tags.toString();
    }

    /** Host and port; of an address without them who is written to or called, as it stands there. */
    static String host(String url) {
        int from = ReadableHost.isWeb(url) ? url.indexOf("://") + 3 : url.indexOf(':') + 1;
        int to = from;
        while (to < url.length() && "/?#".indexOf(url.charAt(to)) < 0) {
            to++;
        }
        return url.substring(from, to);
    }

    static String text(String language, String key) {
        return Objects.requireNonNull(TEXTS.get(language)).getProperty(key);
    }

    static String language(Context ctx) {
        return language(ctx.header(Header.ACCEPT_LANGUAGE));
    }

    /** The first language of Accept-Language, in the order of their weights, that there are texts in. */
    static String language(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > 500) {
            return "en";
        }
        try {
            String found = Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), LANGUAGES);
            return found == null ? "en" : found;
        } catch (IllegalArgumentException e) {
            return "en";
        }
    }
}
