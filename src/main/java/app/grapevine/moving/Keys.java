package app.grapevine.moving;

import app.grapevine.base.HostName;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Short URLs taken apart, and by what a link is known again in its source. */
final class Keys {
    private static final Pattern SHORT_URL =
            Pattern.compile("(?:https?://)?([^/?#\\s]+)/([^?#\\s]+?)/?(?:[?#].*)?", Pattern.CASE_INSENSITIVE);

    private Keys() {}

    /** A code on a host, both as the source writes them. @param domain null for the source's only one */
    public record Address(@Nullable String domain, String code) {}

    /** @param domain null for the source's only one */
    static String of(@Nullable String domain, String code) {
        return (domain == null ? "" : HostName.plain(domain)) + "/" + code;
    }

    /** Host and code of a short URL; null for what is none. A code in which bytes are written by their numbers is read. */
    static @Nullable Address address(String url) {
        Matcher parts = SHORT_URL.matcher(url.strip());
        return parts.matches() ? new Address(HostName.plain(parts.group(1)), decoded(parts.group(2))) : null;
    }

    /** As it can stand in a segment of a path, or in a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A code as it is, of one in which bytes may be written by their numbers; one whose percent sign means itself stays. */
    static String decoded(String code) {
        if (code.indexOf('%') < 0) {
            return code;
        }
        try {
            return URLDecoder.decode(code.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return code;
        }
    }
}
