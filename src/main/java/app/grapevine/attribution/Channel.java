package app.grapevine.attribution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place where links are shared: one row of the catalogue. What apps reveal is data, so that a channel is
 * added by a row.
 *
 * <p>Tokens are looked for whatever their case, at a word's edges: no letter stands beside a letter of theirs. {@code
 * *} at an end lifts that edge, {@code #} at the end asks for a digit after it, {@code ^} at the beginning for the user
 * agent's beginning, {@code =} for the user agent as a whole; {@code A !B} is A where there is no B. A host stands
 * for those below it too, {@code =discord.com} for itself alone, and {@code mail.yahoo.*} for every country's.
 *
 * @param id the word for it in links, reports and utm_source: {@code whatsapp}
 * @param name as people call it: {@code WhatsApp}
 * @param visibility whether a link that is issued for it is taken to be meant in private; its owner may say otherwise
 * @param mixed whether posts and messages pass through the same app, so that a click seen there tells neither
 * @param family the company's apps whose fetchers and identifiers cannot be told apart, such as {@code meta};
 *     or null
 * @param marks the tokens of its in-app browser in a user agent
 * @param packages its Android packages, as X-Requested-With and android-app referrers name them
 * @param hosts hosts of its own web client, a strong sign
 * @param publicHosts hosts of its pages that anybody can read, and that are no chat
 * @param redirectors hosts of its redirector, which names the network, and not whether it was a post or a
 *     message
 * @param parameters query identifiers it adds
 * @param fetchers the tokens of its preview fetcher in a user agent
 * @param fetchedBy whose machine fetches: {@code sender}, {@code vendor}, {@code recipient}, or empty
 * @param infers whether a preview that it alone fetched says where a click that shows nothing came from: not where others
 *     fetch under the same name, nor of a place whose pages send a referrer
 * @param cacheMinutes how long a preview is typically cached, in minutes; 0 where it is not known
 * @param shareUri the URI that opens the app to share, with {@code {url}} and {@code {text}} to be filled in
 *     percent-encoded; or null
 */
public record Channel(
        String id,
        String name,
        Visibility visibility,
        boolean mixed,
        @Nullable String family,
        List<String> marks,
        List<String> packages,
        List<String> hosts,
        List<String> publicHosts,
        List<String> redirectors,
        List<String> parameters,
        List<String> fetchers,
        String fetchedBy,
        boolean infers,
        int cacheMinutes,
        @Nullable String shareUri) {
    /** The channel of who read a link's address off its QR code, whatever the link was issued for. */
    public static final String SCAN = "qr";

    public Channel {
        marks = List.copyOf(marks);
        packages = List.copyOf(packages);
        hosts = List.copyOf(hosts);
        publicHosts = List.copyOf(publicHosts);
        redirectors = List.copyOf(redirectors);
        parameters = List.copyOf(parameters);
        fetchers = List.copyOf(fetchers);
    }

    /** @throws IllegalArgumentException saying what is wrong with a token of {@code marks} or {@code fetchers} */
    public static void checkToken(String written) {
        Token.parse(written);
    }

    /** What a click seen in this channel tells, whatever the link was issued for. */
    public Visibility seenVisibility() {
        return mixed ? Visibility.UNKNOWN : visibility;
    }
}
