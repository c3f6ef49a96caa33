package app.grapevine.webhooks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be told. The labels are kept: receivers decide by them. */
public enum EventType {
    /** The clicks of a campaign within a second. */
    CLICK_RECORDED,
    /** An app fetched a link's preview for the first time: it was put into a chat. */
    LINK_FIRST_PREVIEW,
    LINK_CREATED,
    LINK_CHANGED,
    /** Deleted, switched off, or past its time. */
    LINK_ENDED,
    CONVERSION_RECORDED,
    CONVERSION_CANCELLED,
    /** The figures of a campaign, once the UTC day is over. */
    DAILY_SUMMARY,
    /** Sent when somebody asks for it, whatever a subscription is for. */
    PING;

    /** As it is sent, and as the API writes it: {@code link.first-preview}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".").replace('_', '-');
    }

    /** Those that a subscription can be for. */
    public static List<EventType> all() {
        return Arrays.stream(values()).filter(type -> type != PING).toList();
    }

    /** One that a subscription can be for. */
    public static Optional<EventType> find(String label) {
        return all().stream().filter(type -> type.label().equals(label)).findFirst();
    }

    /** Whether it is made of visits. */
    boolean isOfVisits() {
        return this == CLICK_RECORDED || this == LINK_FIRST_PREVIEW;
    }
}
