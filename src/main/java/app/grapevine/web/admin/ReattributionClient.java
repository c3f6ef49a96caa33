package app.grapevine.web.admin;

import app.grapevine.reattribution.Reattribution;
import app.grapevine.web.http.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Asks a running service to judge visits anew. */
public final class ReattributionClient {
    private final AdminClient client;

    /**
     * @param service such as {@code http://localhost:8080}
     * @param key an API key with the scope admin
     */
    public ReattributionClient(URI service, String key) {
        this.client = new AdminClient(service, key);
    }

    /**
     * Enters a run or a rehearsal, see {@code POST /api/v1/reattributions}.
     *
     * @throws DeclinedException if the service does not do it
     * @throws app.grapevine.client.UnreachableException if nobody answers
     */
    public Reattribution enter(@Nullable Instant from, @Nullable Instant to, boolean dryRun)
            throws InterruptedException {
        ObjectNode body = Json.MAPPER.createObjectNode();
        if (from != null) {
            body.put("from", from.toString());
        }
        if (to != null) {
            body.put("to", to.toString());
        }
        body.put("dryRun", dryRun);
        return client.post(ReattributionsApi.PATH, body, ReattributionJson.class, ReattributionJson::toRun);
    }

    /**
     * The run as it stands.
     *
     * @throws DeclinedException if the service does not do it
     * @throws app.grapevine.client.UnreachableException if nobody answers
     */
    public Reattribution get(String id) throws InterruptedException {
        return client.get(ReattributionsApi.PATH + "/" + id, ReattributionJson.class, ReattributionJson::toRun);
    }
}
