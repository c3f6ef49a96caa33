package app.grapevine.cards;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses as a client of HTTP asks for them. What links and redirects say need not be a {@link URI} in the eyes of java.net, which
 * refuses much that browsers take, such as {@code ?q=100%} and {@code |}; and what stands behind a # is asked of nobody.
 */
final class PageUrl {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    /** What stands in an address as it is, beside letters, digits and %, by RFC 3986; brackets do in its host alone. */
    private static final String PLAIN = "-._~:/?@!$&'()*+,;=";

    private static final Pattern HOST = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/?]*");

    private PageUrl() {}

    static Optional<URI> of(String address) {
        int end = address.indexOf('#');
        String asked = end < 0 ? address : address.substring(0, end);
        try {
            return Optional.of(new URI(asked));
        } catch (URISyntaxException e) {
            int host = hostEnd(asked);
            return parsed(asked.substring(0, host) + escaped(asked.substring(host)));
        }
    }

    private static Optional<URI> parsed(String address) {
        try {
            return Optional.of(new URI(address));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Where the host ends; 0 of an address that is told from another. */
    private static int hostEnd(String address) {
        Matcher host = HOST.matcher(address);
        return host.lookingAt() ? host.end() : 0;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean isPlain = (c < 0x80 && Character.isLetterOrDigit(c)) || PLAIN.indexOf(c) >= 0 || c == '%';
            if (isPlain) {
                escaped.append(c);
            } else {
                escaped.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return escaped.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    }
}
