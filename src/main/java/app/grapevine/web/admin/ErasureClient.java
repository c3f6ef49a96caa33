package app.grapevine.web.admin;

import app.grapevine.erasure.Erasure;
import app.grapevine.web.http.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;

/** Asks a running service to take away what was recorded. */
public final class ErasureClient {
    private final AdminClient client;

    /**
     * @param service such as {@code http://localhost:8080}
     * @param key an API key with the scope admin
     */
    public ErasureClient(URI service, String key) {
        this.client = new AdminClient(service, key);
    }

    /**
     * Enters an erasure, see {@code POST /api/v1/erasures}.
     *
     * @param fields of the request's body, by name
     * @throws DeclinedException if the service does not do it
     * @throws app.grapevine.client.UnreachableException if nobody answers
     */
    public Erasure enter(Map<String, String> fields, boolean linksToo) throws InterruptedException {
        ObjectNode body = Json.MAPPER.createObjectNode();
        fields.forEach(body::put);
        body.put("linksToo", linksToo);
        return client.post(ErasuresApi.PATH, body, ErasureJson.class, ErasureJson::toErasure);
    }

    /**
     * The erasure as it stands.
     *
     * @throws DeclinedException if the service does not do it
     * @throws app.grapevine.client.UnreachableException if nobody answers
     */
    public Erasure get(String id) throws InterruptedException {
        return client.get(ErasuresApi.PATH + "/" + id, ErasureJson.class, ErasureJson::toErasure);
    }
}
