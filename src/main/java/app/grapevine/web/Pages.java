package app.grapevine.web;

import io.javalin.http.Context;

/** Small pages made on the server: no script, one style sheet of our own. */
final class Pages {
    static final String CONTENT_TYPE = "text/html; charset=utf-8";

    /** What a page of ours may load: our style sheet and our icon. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private Pages() {}

    static void answer(Context ctx, String page) {
        ctx.header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .contentType(CONTENT_TYPE)
                .result(page);
    }

    /** A page in English. @param body HTML, of which all that came from outside is {@link #escaped} */
    static String page(String title, String body) {
        return page("en", title, body);
    }

    static String page(String language, String title, String body) {
        return """
                <!doctype html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%s</title>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml">
                <link rel="stylesheet" href="/assets/page.css">
                </head>
                <body>
                <main>
                %s
                </main>
                </body>
                </html>
                """.formatted(escaped(language), escaped(title), body);
    }

    /** A page that says no more than what is wrong. */
    static String error(int status, String title) {
        return page(title, "<p class=\"status\">" + status + "</p>\n<h1>" + escaped(title) + "</h1>");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
