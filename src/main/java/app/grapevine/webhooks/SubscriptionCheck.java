package app.grapevine.webhooks;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.campaigns.Labels;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks what somebody wants to be told, and where. What a name leads to is seen when it is connected to, and not before. */
final class SubscriptionCheck {
    private static final int MOST_DESCRIPTION = 200;
    static final int MOST_CAMPAIGNS = 100;

    private final ReceiverUrl receivers;

    SubscriptionCheck(WebhookSettings settings) {
        this.receivers = new ReceiverUrl(settings);
    }

    /** A draft that will do. */
    record Checked(String url, @Nullable String description, Set<EventType> events, List<String> campaigns) {}

    /** @throws app.grapevine.base.RefusedException INVALID with every fault */
    Checked check(SubscriptionDraft draft) {
        Faults faults = new Faults();
        String url = draft.url() == null ? "" : draft.url().trim();
        receivers.check(faults, "url", url);
        String description = faults.line("description", draft.description(), MOST_DESCRIPTION);
        Set<EventType> events = events(faults, draft.events());
        List<String> campaigns = campaigns(faults, draft.campaigns());
        faults.refuseIfAny();
        return new Checked(url, description, events, campaigns);
    }

    private static Set<EventType> events(Faults faults, List<String> labels) {
        Set<EventType> events = EnumSet.noneOf(EventType.class);
        if (labels.isEmpty()) {
            faults.add("events", FaultCode.NONE_NAMED);
        }
        for (int i = 0; i < labels.size(); i++) {
            String field = "events[" + i + "]";
            EventType.find(labels.get(i))
                    .ifPresentOrElse(
                            events::add,
                            () -> faults.add(
                                    field,
                                    FaultCode.UNKNOWN_EVENT,
                                    Map.of(
                                            "known",
                                            EventType.all().stream()
                                                    .map(EventType::label)
                                                    .collect(Collectors.joining(", ")))));
        }
        return events;
    }

    private static List<String> campaigns(Faults faults, List<String> slugs) {
        if (slugs.size() > MOST_CAMPAIGNS) {
            faults.add("campaigns", FaultCode.TOO_MANY, Map.of("most", MOST_CAMPAIGNS));
        }
        List<String> campaigns = new ArrayList<>();
        for (int i = 0; i < slugs.size(); i++) {
            Labels.slug(faults, "campaigns[" + i + "]", slugs.get(i));
            if (!campaigns.contains(slugs.get(i))) {
                campaigns.add(slugs.get(i));
            }
        }
        return campaigns;
    }
}
