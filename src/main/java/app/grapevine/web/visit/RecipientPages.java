package app.grapevine.web.visit;

import app.grapevine.base.ReadableHost;
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

    /** Of every page of recipients', besides those of {@link Pages}. */
    static Map<String, String> headers(String language) {
        return Map.of(
                Header.CACHE_CONTROL, "private, no-store",
                Header.CONTENT_LANGUAGE, language,
                Header.VARY, "Accept-Language");
    }

    static void page(Context ctx, String language, String head, String body, String title) {
        headers(language).forEach(ctx::header);
        String card = head.contains("property=\"og:") ? head : head + CardTags.ofDomain(DomainLook.of(ctx));
        Pages.answer(ctx, Pages.page(language, title, card, DomainLook.top(ctx) + body));
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

    /** What a channel is called: apps have their names in every language, some others are words. */
    static String called(String language, String channel) {
        return Objects.requireNonNull(TEXTS.get(language)).getProperty("channel." + channel, channel);
    }

    static String language(Context ctx) {
        return language(ctx.header(Header.ACCEPT_LANGUAGE));
    }

    /** @param acceptLanguage as {@link Pages#language} reads it */
    static String language(@Nullable String acceptLanguage) {
        return Pages.language(acceptLanguage, LANGUAGES);
    }
}
