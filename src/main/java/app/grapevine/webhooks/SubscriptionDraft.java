package app.grapevine.webhooks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as somebody asks for it, unchecked: {@link SubscriptionCheck} checks it.
 *
 * @param events the labels of which; see {@link EventType}
 * @param campaigns the slugs; none for all
 * @param active whether it is told anything
 */
public record SubscriptionDraft(
        @Nullable String url,
        @Nullable String description,
        List<String> events,
        List<String> campaigns,
        boolean active) {
    public SubscriptionDraft {
        events = List.copyOf(events);
        campaigns = List.copyOf(campaigns);
    }

    /** The draft that would make it again. */
    public static SubscriptionDraft of(Subscription subscription) {
        return new SubscriptionDraft(
                subscription.url(),
                subscription.description(),
                subscription.events().stream().map(EventType::label).sorted().toList(),
                subscription.campaigns(),
                subscription.isActive());
    }
}
