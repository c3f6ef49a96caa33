package app.grapevine.web.site;

import static java.util.Objects.requireNonNull;

import app.grapevine.web.http.Pages;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.StaticFile;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files of the marketers' page, served as they lie under {@code web/dashboard} on the class path: there is
 * no build step. They may load nothing but each other, and talk to nothing but this service's API.
 */
public final class DashboardFiles implements Routes {
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String DIRECTORY = "/web/dashboard";
    private static final String STORY = "/dashboard/campaigns/{slug}/story";
    private static final String INDEX = "index.html";
    /** The page of whoever was given the address of a shared report. */
    private static final String SHARED = "shared.html";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "svg", "image/svg+xml;charset=utf-8",
            "png", "image/png",
            "webmanifest", "application/manifest+json");

    @Override
    public void addTo(RoutesConfig routes) {
        for (String file : files()) {
            String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
            if (type == null) {
                continue;
            }
            StaticFile content = StaticFile.of("dashboard/" + file, type, StaticFile.REVALIDATED)
                    .with(Pages.headers(CONTENT_SECURITY_POLICY));
            content.addTo(routes, "/dashboard/" + file);
            if (file.equals(INDEX)) {
                content.addTo(routes, "/dashboard");
                content.addTo(routes, "/dashboard/");
            } else if (file.equals(SHARED)) {
                content.addTo(routes, "/dashboard/shared");
            }
        }
        routes.get(STORY, DashboardFiles::story);
        routes.head(STORY, DashboardFiles::story);
    }

    /** The page keeps its places behind the #, which no request tells; this one has an address that can be read out. */
    private static void story(Context ctx) {
        String slug =
                URLEncoder.encode(ctx.pathParam("slug"), StandardCharsets.UTF_8).replace("+", "%20");
        String query = ctx.queryString();
        ctx.redirect("/dashboard#/campaigns/" + slug + "/story" + (query == null ? "" : "?" + query));
    }

    private static List<String> files() {
        URL directory = requireNonNull(DashboardFiles.class.getResource(DIRECTORY), DIRECTORY);
        try {
            URI uri = directory.toURI();
            if (uri.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                    return files(jar.getPath(DIRECTORY));
                }
            }
            return files(Path.of(uri));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has an address that is none: " + directory, e);
        }
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
