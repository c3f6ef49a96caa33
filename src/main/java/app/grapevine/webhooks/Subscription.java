package app.grapevine.webhooks;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is told what.
 *
 * @param url where messages are sent to
 * @param events which; never empty
 * @param campaigns of which campaigns; empty for all, and for what is of none
 * @param stoppedBy who keeps it from being told anything; null for nobody
 * @param formerSecretUntil until when messages are signed by the secret before as well; null where they are not
 */
public record Subscription(
        String id,
        String url,
        @Nullable String description,
        Set<EventType> events,
        List<String> campaigns,
        @Nullable StoppedBy stoppedBy,
        @Nullable Instant formerSecretUntil,
        Instant createdAt) {
    public Subscription {
        events = Set.copyOf(events);
        campaigns = List.copyOf(campaigns);
    }

    /** Who stopped it. */
    public enum StoppedBy {
        /** An admin. */
        ADMIN,
        /** The receiver, which answered 410 Gone. */
        RECEIVER;

        /** As the API writes it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<StoppedBy> find(String label) {
            return Stream.of(values()).filter(by -> by.label().equals(label)).findFirst();
        }
    }

    public boolean isActive() {
        return stoppedBy == null;
    }

    /** Whether it is for such an event. @param campaign null for none */
    boolean wants(EventType type, @Nullable String campaign) {
        return isActive()
                && events.contains(type)
                && (campaigns.isEmpty() || (campaign != null && campaigns.contains(campaign)));
    }
}
