package app.grapevine.links;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What is said when a link is shared, and the URI that opens an app to say it.
 *
 * @param text the owner's words, in which {@code {url}} stands for the short URL; or null for none
 * @param url the short URL
 */
record ShareText(@Nullable String text, String url) {
    private static final String URL = "{url}";
    private static final String TEXT = "{text}";

    /** The words with the short URL in its place, or else at the end. */
    String withUrl() {
        if (text == null) {
            return url;
        }
        return text.contains(URL) ? text.replace(URL, url) : text + " " + url;
    }

    /**
     * The words for an app that is told the URL apart: alone where it stands at their begin or end; where it stands among them,
     * with it, for a sentence without its object says nothing.
     */
    private String beside() {
        if (text == null) {
            return "";
        }
        String words = text.strip();
        boolean among = !words.startsWith(URL) && !words.endsWith(URL) && words.contains(URL);
        return among
                ? withUrl()
                : words.replace(URL, "").replaceAll(" {2,}", " ").strip();
    }

    /**
     * The share URI, filled in and percent-encoded by RFC 3986: a space is {@code %20}, for in {@code mailto:} and
     * {@code sms:} a plus is a plus. The short URL is in it once, or twice where the words have it in their middle.
     *
     * @param template of the channel, see {@link app.grapevine.attribution.Channel}; null where it has none
     */
    @Nullable
    String shareUri(@Nullable String template) {
        if (template == null) {
            return null;
        }
        String words = template.contains(URL) ? beside() : withUrl();
        // RFC 6068, section 5: a line of mail ends with CR and LF.
        String lines = template.startsWith("mailto:") ? words.replace("\n", "\r\n") : words;
        StringBuilder uri = new StringBuilder();
        int from = 0;
        while (from < template.length()) {
            if (template.startsWith(URL, from)) {
                uri.append(encoded(url));
                from += URL.length();
            } else if (template.startsWith(TEXT, from)) {
                uri.append(encoded(lines));
                from += TEXT.length();
            } else {
                uri.append(template.charAt(from));
                from++;
            }
        }
        return uri.toString();
    }

    private static String encoded(String given) {
        StringBuilder result = new StringBuilder();
        for (byte octet : given.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            boolean unreserved = (character >= 'A' && character <= 'Z')
                    || (character >= 'a' && character <= 'z')
                    || (character >= '0' && character <= '9')
                    || "-._~".indexOf(character) >= 0;
            if (unreserved) {
                result.append(character);
            } else {
                result.append('%').append(String.format("%02X", octet));
            }
        }
        return result.toString();
    }
}
