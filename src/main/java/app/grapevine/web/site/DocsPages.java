package app.grapevine.web.site;

import app.grapevine.web.http.Json;
import app.grapevine.web.http.Pages;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.SecurityHeaders;
import app.grapevine.web.http.StaticFile;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/** The pages that say how the API is used; open to all. */
public final class DocsPages implements Routes {
    private static final String FAULTS = "<p><a href=\"/api#faults\">The codes of faults</a></p>\n";

    @Override
    public void addTo(RoutesConfig routes) {
        // Made at the first request: it costs a moment that the start need not wait for.
        StaticFile api = page(() -> OpenApiPage.of(OpenApi.read()));
        api.addTo(routes, "/api");
        api.addTo(routes, "/api/");
        page(VerdictsPage::html).addTo(routes, VerdictsPage.PATH);
        StaticFile.made(() -> OpenApi.read().json(), Json.CONTENT_TYPE, StaticFile.REVALIDATED)
                .with(SecurityHeaders.RESOURCE_POLICY, SecurityHeaders.OURS)
                .addTo(routes, "/api/openapi.json");
        routes.get(ProblemType.BASE + "{problem}", DocsPages::problem);
        routes.head(ProblemType.BASE + "{problem}", DocsPages::problem);
    }

    private static StaticFile page(Supplier<String> html) {
        return StaticFile.made(
                        () -> html.get().getBytes(StandardCharsets.UTF_8), Pages.CONTENT_TYPE, StaticFile.REVALIDATED)
                .with(Pages.headers(Pages.CONTENT_SECURITY_POLICY));
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
}
