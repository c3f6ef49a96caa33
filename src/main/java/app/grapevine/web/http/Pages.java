package app.grapevine.web.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small pages made on the server: no script, one style sheet of our own. */
public final class Pages {
    public static final String CONTENT_TYPE = "text/html;charset=utf-8";

    /** What a page of ours may load: our style sheet and our icon. */
    public static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** What a page with a form may load, and post to: this service alone. */
    public static final String FORM_SECURITY_POLICY =
            CONTENT_SECURITY_POLICY.replace("form-action 'none'", "form-action 'self'");

    private static final Map<String, String> HEADERS = headers(CONTENT_SECURITY_POLICY);

    /** A longer list of languages than any browser sends is not read. */
    private static final int LONGEST_LIST = 500;

    private Pages() {}

    /**
     * The first language of {@code Accept-Language}, in the order of their weights, that there are texts in.
     *
     * @param languages those that there are texts in, as HTML writes them; the first is for whom none of them is wanted
     */
    public static String language(@Nullable String acceptLanguage, List<String> languages) {
        String usual = languages.get(0);
        if (acceptLanguage == null || acceptLanguage.length() > LONGEST_LIST) {
            return usual;
        }
        try {
            String found = Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), languages);
            return found == null ? usual : found;
        } catch (IllegalArgumentException e) {
            return usual;
        }
    }

    /** What a page, and what it is made of, has for headers besides those of every answer. @param policy what it may load */
    public static Map<String, String> headers(String policy) {
        return Map.of(
                SecurityHeaders.CONTENT_SECURITY_POLICY,
                policy,
                SecurityHeaders.RESOURCE_POLICY,
                SecurityHeaders.OURS,
                "Cross-Origin-Opener-Policy",
                "same-origin",
                "Permissions-Policy",
                "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");
    }

    public static void answer(Context ctx, String page) {
        HEADERS.forEach(ctx::header);
        ctx.contentType(CONTENT_TYPE).result(page);
    }

    /** A page in English. @param body HTML, of which all that came from outside is {@link #escaped} */
    public static String page(String title, String body) {
        return page("en", title, body);
    }

    public static String page(String language, String title, String body) {
        return page(language, title, "", body);
    }

    /** @param head HTML that goes into the head, made safe like {@code body} */
    public static String page(String language, String title, String head, String body) {
        return """
                <!doctype html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%s</title>
                %s<link rel="icon" href="/favicon.svg" type="image/svg+xml">
                <link rel="stylesheet" href="/assets/page.css">
                </head>
                <body>
                <main>
                %s
                </main>
                </body>
                </html>
                """.formatted(escaped(language), escaped(title), head, body);
    }

    /** A page that says no more than what is wrong. */
    static String error(int status, String title) {
        return page(title, "<p class=\"status\">" + status + "</p>\n<h1>" + escaped(title) + "</h1>");
    }

    /**
     * Text made safe inside HTML, in elements and in quoted attributes. Marks that would turn the direction of
     * the text around it (the embeddings, overrides and isolates of UAX #9) and control characters are left out.
     */
    public static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                    if (!turnsDirection(c) && (!Character.isISOControl(c) || c == '\n' || c == '\t')) {
                        safe.appendCodePoint(c);
                    }
                }
            }
        });
        return safe.toString();
    }

    private static boolean turnsDirection(int c) {
        return (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x200e
                || c == 0x200f
                || c == 0x061c;
    }
}
