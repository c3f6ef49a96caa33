package app.grapevine.web.site;

import app.grapevine.web.http.Json;
import app.grapevine.web.http.Pages;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The pages that say what this is, and how the API is used; open to all. */
public final class DocsPages implements Routes {
    private static final String HOME = Pages.page("Grapevine", """
            <h1>Grapevine</h1>
            <p>Short links for private chats: a link carries the channel that it was shared in, and the report says
            where each click came from, how sure that is, and why.</p>
            <p>Recipients are not followed: no cookies, no stored addresses.</p>
            <p><a href="/api">The API</a></p>
            """);

    private static final String FAULTS = "<p><a href=\"/api#faults\">The codes of faults</a></p>\n";

    /** Made at the first request: it costs a moment that the start need not wait for. */
    private @Nullable Made made;

    @SuppressWarnings("ArrayRecordComponent")
    private record Made(String page, byte[] json) {}

    @Override
    public void addTo(RoutesConfig routes) {
        add(routes, "/", ctx -> Pages.answer(ctx, HOME));
        add(routes, "/api", ctx -> Pages.answer(ctx, made().page()));
        add(routes, "/api/", ctx -> Pages.answer(ctx, made().page()));
        add(
                routes,
                "/api/openapi.json",
                ctx -> ctx.contentType(Json.CONTENT_TYPE).result(made().json()));
        add(routes, ProblemType.BASE + "{problem}", DocsPages::problem);
    }

    private static void add(RoutesConfig routes, String path, Handler handler) {
        routes.get(path, handler);
        routes.head(path, handler);
    }

    private static void problem(Context ctx) {
        String slug = ctx.pathParam("problem");
        ProblemType type = Arrays.stream(ProblemType.values())
                .filter(one -> one.slug().equals(slug))
                .findFirst()
                .orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND, "There is no such type of problem."));
        Pages.answer(
                ctx,
                Pages.page(
                        type.title(),
                        "<p class=\"status\">" + type.status() + "</p>\n<h1>" + Pages.escaped(type.title())
                                + "</h1>\n<p>" + Pages.escaped(type.meaning())
                                + "</p>\n" + (type == ProblemType.INVALID ? FAULTS : "")
                                + "<p><a href=\"/api#problems\">All problems of the API</a></p>"));
    }

    private synchronized Made made() {
        Made present = made;
        if (present == null) {
            OpenApi api = OpenApi.read();
            present = new Made(OpenApiPage.of(api), api.json());
            made = present;
        }
        return present;
    }
}
