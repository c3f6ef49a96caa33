package app.grapevine.channels;

import java.util.Locale;

/** What the number of an app's previews, without those that its cache explains, tells of shares. */
public enum SharesAre {
    /** The sender's own device fetches, while one types: not everything was sent. */
    ATTEMPTS,
    /** The vendor's servers fetch, and keep the preview for a while: there may have been more. */
    LOWER_BOUND,
    /** Recipients' devices fetch: the link arrived there, however often it was shared. */
    DELIVERIES,
    /** Nobody knows whose machine fetches, or it differs within a family of apps. */
    UNKNOWN;

    /** As the API writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** By {@code fetchedBy} of a row of the catalogue. */
    static SharesAre of(String fetchedBy) {
        return switch (fetchedBy) {
            case "sender" -> ATTEMPTS;
            case "vendor" -> LOWER_BOUND;
            case "recipient" -> DELIVERIES;
            default -> UNKNOWN;
        };
    }
}
