package app.grapevine.notices;

import java.util.Locale;

/** What became of an attempt to send a message. */
public enum Delivery {
    TAKEN,
    /** For good: to be tried again would be of no use. */
    REFUSED,
    /** Asked to be tried again. */
    DEFERRED,
    /** The server of mail does not let this service in. */
    LOGIN,
    /** The way there could not be made private. */
    TLS,
    /** Nobody answers, or not in time. */
    UNREACHABLE,
    /** The settings name no server of mail any more. */
    OFF;

    /** As the API writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether all that goes the same way would fail alike. */
    boolean isOfTheWay() {
        return this == LOGIN || this == TLS || this == UNREACHABLE || this == OFF;
    }
}
