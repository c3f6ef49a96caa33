package app.grapevine.attribution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place where links are shared: one row of the catalogue. What apps reveal is data, so that a channel is
 * added by a row.
 *
 * @param id the word for it in links, reports and utm_source: {@code whatsapp}
 * @param name as people call it: {@code WhatsApp}
 * @param visibility whether what is said there is private
 * @param family the company's apps whose fetchers and identifiers cannot be told apart, such as {@code meta};
 *     or null
 * @param marks the tokens of its in-app browser in a user agent
 * @param packages its Android packages, as X-Requested-With and android-app referrers name them
 * @param hosts hosts of its own web client, a strong sign
 * @param redirectors hosts of its redirector, which names the network, and not whether it was a post or a
 *     message
 * @param parameters query identifiers it adds
 * @param fetchers the tokens of its preview fetcher in a user agent
 * @param fetchedBy whose machine fetches: {@code sender}, {@code vendor}, {@code recipient}, or empty
 * @param cacheMinutes how long a preview is typically cached, in minutes; 0 where it is not known
 * @param shareUri the URI that opens the app to share, with {@code {url}} and {@code {text}} to be filled in
 *     percent-encoded; or null
 */
public record Channel(
        String id,
        String name,
        Visibility visibility,
        @Nullable String family,
        List<String> marks,
        List<String> packages,
        List<String> hosts,
        List<String> redirectors,
        List<String> parameters,
        List<String> fetchers,
        String fetchedBy,
        int cacheMinutes,
        @Nullable String shareUri) {
    public Channel {
        marks = List.copyOf(marks);
        packages = List.copyOf(packages);
        hosts = List.copyOf(hosts);
        redirectors = List.copyOf(redirectors);
        parameters = List.copyOf(parameters);
        fetchers = List.copyOf(fetchers);
    }
}
