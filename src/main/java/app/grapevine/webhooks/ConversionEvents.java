package app.grapevine.webhooks;

import app.grapevine.conversions.Cancellation;
import app.grapevine.conversions.Conversion;
import app.grapevine.conversions.ConversionWitness;
import app.grapevine.conversions.Money;
import app.grapevine.conversions.UnattributedReason;
import app.grapevine.links.Link;
import app.grapevine.links.LinkStates;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Tells of conversions, in the unit of work that takes them. Safe for use by many threads. */
public final class ConversionEvents implements ConversionWitness {
    private final LinkStates links;
    private final Clock clock;

    public ConversionEvents(LinkStates links, Clock clock) {
        this.links = links;
        this.clock = clock;
    }

    @Override
    public void recorded(Handle handle, Conversion conversion, long linkId) {
        Outbox outbox = Outbox.of(handle);
        if (!outbox.wantsAny(EventType.CONVERSION_RECORDED)) {
            return;
        }
        Link link = link(handle, linkId);
        @Nullable String campaign = conversion.campaign();
        ObjectNode data = data(link, campaign);
        data.put("id", conversion.id());
        data.put("clickId", conversion.clickId());
        UnattributedReason reason = conversion.reason();
        data.put("reason", reason == null ? null : reason.label());
        data.put("event", conversion.event());
        Money value = conversion.value();
        if (value == null) {
            data.putNull("value");
        } else {
            ObjectNode money = data.putObject("value");
            money.put("amount", value.amount().toPlainString());
            money.put("currency", value.currency());
        }
        data.put("externalId", conversion.externalId());
        data.put("heardFrom", conversion.heardFrom());
        data.put("occurredAt", conversion.occurredAt().toString());
        outbox.add(
                List.of(new Event(
                        EventType.CONVERSION_RECORDED,
                        "conversion_" + conversion.id(),
                        campaign,
                        Math.max(0, linkId),
                        conversion.occurredAt(),
                        data)),
                clock.millis());
    }

    @Override
    public void cancelled(Handle handle, Cancellation cancellation, @Nullable Conversion conversion, long linkId) {
        Outbox outbox = Outbox.of(handle);
        if (!outbox.wantsAny(EventType.CONVERSION_CANCELLED)) {
            return;
        }
        Instant now = clock.instant();
        Instant occurredAt = cancellation.occurredAt() == null ? now : cancellation.occurredAt();
        Link link = link(handle, linkId);
        @Nullable String campaign = conversion == null ? null : conversion.campaign();
        ObjectNode data = data(link, campaign);
        data.put("id", conversion == null ? null : conversion.id());
        // An id that waits for its click is of no link yet: an erasure of that would not find it here.
        data.put("clickId", conversion == null || linkId < 1 ? null : conversion.clickId());
        data.put("cancels", cancellation.externalId());
        data.put("occurredAt", occurredAt.toString());
        outbox.add(
                List.of(Event.of(EventType.CONVERSION_CANCELLED, campaign, Math.max(0, linkId), occurredAt, data)),
                now.toEpochMilli());
    }

    private @Nullable Link link(Handle handle, long linkId) {
        return linkId < 1 ? null : links.byId(handle, List.of(linkId)).get(linkId);
    }

    private static ObjectNode data(@Nullable Link link, @Nullable String campaign) {
        if (link != null) {
            return LinkData.name(link);
        }
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.putNull("domain");
        data.putNull("code");
        data.put("campaign", campaign);
        return data;
    }
}
