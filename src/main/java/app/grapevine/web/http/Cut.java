package app.grapevine.web.http;

import java.util.Locale;

/** Why somebody was not served, so that others are. */
public enum Cut {
    /** The head of a request came too slowly. */
    SLOW_HEAD("the heads of their requests came too slowly"),
    /** A body came too slowly. */
    SLOW_BODY("their bodies came too slowly"),
    /** An answer was read too slowly. */
    SLOW_READER("they read their answers too slowly"),
    /** One address had as many connections as one may have, and all of them at work. */
    CONNECTIONS_OF_ADDRESS(
            "their address has too many connections at work (a proxy in front belongs into trusted.proxies)"),
    /** Connections of one address were cut for slowness again and again, and it has as many as are left to it. */
    STUBBORN("connections of their address were cut off for slowness again and again"),
    /** There were as many connections as there may be, and all of them at work. */
    CONNECTIONS("there are too many connections at work"),
    /** A resting connection was closed for another. */
    RESTED("their connections rested, and others came"),
    /** Too many requests came on one connection without a wait for the answers. */
    PIPELINED("they sent too many requests without waiting for the answers"),
    /** One client had as many requests at work as one may have. */
    REQUESTS_OF_CLIENT("they have too many requests at work"),
    /** There were as many requests at work, and waiting, as there may be. */
    REQUESTS("there are too many requests at work");

    private final String words;

    Cut(String words) {
        this.words = words;
    }

    /** The label of the metric. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String words() {
        return words;
    }
}
