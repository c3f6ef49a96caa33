package app.grapevine.web.api;

import app.grapevine.links.LinkSettings;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What this installation is, for clients that show it to people. */
public final class AboutApi implements Routes {
    private final @Nullable String version;
    private final BooleanSupplier demo;
    private final BooleanSupplier conversions;
    private final boolean asksPages;
    private final boolean asksSources;
    private final LinkSettings links;
    private final String currency;

    /**
     * @param demo whether the demonstration's data are in it; may throw DatabaseUnavailableException
     * @param conversions whether somebody reports conversions to it; may throw DatabaseUnavailableException
     * @param asksPages whether pages are asked for their cards
     * @param asksSources whether other programs are asked for their links
     * @param currency of reports, ISO 4217
     */
    public AboutApi(
            Optional<String> version,
            BooleanSupplier demo,
            BooleanSupplier conversions,
            boolean asksPages,
            boolean asksSources,
            LinkSettings links,
            String currency) {
        this.version = version.orElse(null);
        this.demo = demo;
        this.conversions = conversions;
        this.asksPages = asksPages;
        this.asksSources = asksSources;
        this.links = links;
        this.currency = currency;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).ofCampaigns().get("/about", null, this::tell);
    }

    private record AboutJson(
            @Nullable String version,
            boolean demo,
            boolean conversionsConnected,
            boolean asksPages,
            boolean asksSources,
            String defaultDomain,
            List<String> domains,
            String currency,
            String publicUrl,
            JsonNode forwardQuery,
            UtmMediumJson utmMedium) {}

    /** What {@code utm_medium} says where nobody says it. */
    private record UtmMediumJson(
            @JsonProperty("private") String ofPrivate,
            @JsonProperty("public") String ofOthers) {}

    private void tell(Context ctx) {
        Query.none(ctx);
        Json.answer(
                ctx,
                200,
                new AboutJson(
                        version,
                        demo.getAsBoolean(),
                        conversions.getAsBoolean(),
                        asksPages,
                        asksSources,
                        links.defaultDomain(),
                        links.domains(),
                        currency,
                        links.publicUrl().toString(),
                        LinkJson.forwardQuery(links.forwardQuery()),
                        new UtmMediumJson(
                                links.media().ofPrivate(), links.media().ofOthers())));
    }
}
