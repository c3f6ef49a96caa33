package app.grapevine.web.admin;

import app.grapevine.webhooks.EventType;
import app.grapevine.webhooks.Standing;
import app.grapevine.webhooks.Subscription;
import app.grapevine.webhooks.Webhooks;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A webhook as the API writes it. */
record WebhookJson(
        String id,
        String url,
        @Nullable String description,
        List<String> events,
        List<String> campaigns,
        boolean active,
        @Nullable String stoppedBy,
        @Nullable Instant formerSecretUntil,
        Instant createdAt,
        StateJson state) {
    /** How the telling stands. */
    record StateJson(
            long waiting,
            long givenUp,
            long delivered,
            @Nullable Instant lastDeliveredAt,
            @Nullable Instant failingSince,
            @Nullable String lastFailure,
            @Nullable Integer lastStatus,
            @Nullable Instant lastFailedAt,
            @Nullable Instant nextAttemptAt) {
        static StateJson of(Standing.State state) {
            return new StateJson(
                    state.waiting(),
                    state.givenUp(),
                    state.delivered(),
                    state.lastDeliveredAt(),
                    state.failingSince(),
                    state.lastFailure(),
                    state.lastStatus(),
                    state.lastFailedAt(),
                    state.nextAttemptAt());
        }
    }

    static WebhookJson of(Standing standing) {
        Subscription one = standing.subscription();
        Subscription.StoppedBy stoppedBy = one.stoppedBy();
        return new WebhookJson(
                one.id(),
                one.url(),
                one.description(),
                one.events().stream().map(EventType::label).sorted().toList(),
                one.campaigns(),
                one.isActive(),
                stoppedBy == null ? null : stoppedBy.label(),
                one.formerSecretUntil(),
                one.createdAt(),
                StateJson.of(standing.state()));
    }

    /** One at a moment when its secret is told. */
    record WithSecret(@JsonUnwrapped WebhookJson webhook, String secret) {
        static WithSecret of(Webhooks.Made made) {
            return new WithSecret(WebhookJson.of(made.standing()), made.secret());
        }
    }

    record PingJson(String outcome, @Nullable Integer status) {
        static PingJson of(Webhooks.Pinged pinged) {
            return new PingJson(pinged.outcome(), pinged.status());
        }
    }

    record DeliveryJson(
            String id,
            String type,
            @Nullable String campaign,
            Instant at,
            int attempts,
            @Nullable Instant givenUpAt) {
        static DeliveryJson of(Webhooks.Delivery delivery) {
            return new DeliveryJson(
                    delivery.id(),
                    delivery.type(),
                    delivery.campaign(),
                    delivery.at(),
                    delivery.attempts(),
                    delivery.givenUpAt());
        }
    }

    record ReplayJson(int replayed) {}
}
