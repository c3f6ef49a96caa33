package app.grapevine.domains;

import org.jspecify.annotations.Nullable;

/**
 * What is set for a domain; null for what is not.
 *
 * @param host in ASCII and lower case
 * @param rootDestination where {@code /} leads
 * @param unknownDestination where a code that is nobody's leads
 * @param endedDestination where a link leads that is over or used up and does not say it itself
 * @param name shown on recipients' pages
 * @param logo shown beside it, a {@code data:} URI, see {@link Logo}
 * @param cardTitle of the cards of pages that have none of their own
 * @param cardDescription of these
 */
public record Domain(
        String host,
        @Nullable String rootDestination,
        @Nullable String unknownDestination,
        @Nullable String endedDestination,
        @Nullable String name,
        @Nullable String logo,
        @Nullable String cardTitle,
        @Nullable String cardDescription) {

    /** One for which nothing is set. */
    public static Domain plain(String host) {
        return new Domain(host, null, null, null, null, null, null, null);
    }
}
