package app.grapevine.webhooks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.tsid.TsidCreator;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, to be told.
 *
 * @param id the {@code webhook-id}, by which a receiver knows what it has had: what may be made twice has one that follows from
 *     what it tells
 * @param campaign whose it is; null for none
 * @param linkId the one link that it is about; 0 for several or none
 * @param at when it happened
 * @param data what is told of it
 */
record Event(EventType type, String id, @Nullable String campaign, long linkId, Instant at, ObjectNode data) {
    static final String NO_CAMPAIGN = "";

    /** One with an id of its own. */
    static Event of(EventType type, @Nullable String campaign, long linkId, Instant at, ObjectNode data) {
        return new Event(type, newId(), campaign, linkId, at, data);
    }

    static String newId() {
        return "msg_" + TsidCreator.getTsid().toLowerCase();
    }

    /** The line that it is sent in. */
    String line() {
        return campaign == null ? NO_CAMPAIGN : campaign;
    }

    /** What is sent: type, time and data. */
    String body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", type.label());
        body.put("timestamp", at.toString());
        body.set("data", data);
        return body.toString();
    }
}
