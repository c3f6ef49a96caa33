package app.grapevine.web.api;

import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** The channels that links can be issued for. */
public final class ChannelsApi implements Routes {
    private final ChannelCatalogue channels;

    public ChannelsApi(ChannelCatalogue channels) {
        this.channels = channels;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).ofCampaigns().get("/channels", Scope.LINKS_READ, this::list);
    }

    private record ChannelJson(String id, String name, String visibility) {}

    private void list(Context ctx) {
        Query.none(ctx);
        Json.answer(
                ctx,
                200,
                channels.all().stream()
                        .map(channel -> new ChannelJson(
                                channel.id(),
                                channel.name(),
                                channel.visibility().label()))
                        .toList());
    }
}
