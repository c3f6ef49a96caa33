package app.grapevine.redirect;

import app.grapevine.attribution.Visibility;
import app.grapevine.links.Link;
import app.grapevine.links.Utm;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds parameters to a destination's query. Nothing but the query is ever touched: what stands before the
 * first {@code ?} or {@code #}, and the fragment, stay byte for byte, so no parameter can change scheme, host
 * or port.
 */
final class Destination {
    /** A visit may add this much; a longer query is left out rather than cut in the middle. */
    private static final int MAX_FORWARDED = 2048;

    private Destination() {}

    /**
     * The destination with the link's utm parameters. Those that the owner did not give default, where a
     * channel is declared, to {@code utm_source=<channel>} and {@code utm_medium=dark-social} or {@code
     * social}; a parameter that the destination has already is its owner's word and stays.
     */
    static String withUtm(Link link) {
        Map<String, String> wanted = new LinkedHashMap<>();
        Utm utm = link.utm();
        put(wanted, "utm_source", utm.source() != null ? utm.source() : link.channel());
        put(wanted, "utm_medium", utm.medium() != null ? utm.medium() : defaultMedium(link));
        put(wanted, "utm_campaign", utm.campaign());
        put(wanted, "utm_term", utm.term());
        put(wanted, "utm_content", utm.content());
        wanted.keySet().removeAll(parameterNames(query(link.destination())));
        if (wanted.isEmpty()) {
            return link.destination();
        }
        StringBuilder added = new StringBuilder();
        wanted.forEach((name, value) -> {
            if (!added.isEmpty()) {
                added.append('&');
            }
            added.append(name).append('=').append(encode(value));
        });
        return append(link.destination(), added.toString());
    }

    private static @Nullable String defaultMedium(Link link) {
        if (link.channel() == null) {
            return null;
        }
        return link.visibility() == Visibility.PRIVATE ? "dark-social" : "social";
    }

    private static void put(Map<String, String> wanted, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            wanted.put(name, value);
        }
    }

    /**
     * {@code location} with the visit's own query added, for links with {@code forwardQuery}.
     *
     * @param query the raw query of the visit, percent-encoded as it came, or null
     */
    static String withForwarded(String location, @Nullable String query) {
        if (query == null || query.isEmpty() || query.length() > MAX_FORWARDED) {
            return location;
        }
        StringBuilder safe = new StringBuilder(query.length());
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c > ' ' && c < 0x7f && c != '#' && c != '"' && c != '<' && c != '>' && c != '\\') {
                safe.append(c);
            } else if (c > 0x7f && !Character.isSurrogate(c)) {
                safe.append(encode(String.valueOf(c)));
            }
        }
        return append(location, safe.toString());
    }

    /** {@code location} with one parameter more, in place of any of that name, which a visit may have brought. */
    static String withParameter(String location, String name, String value) {
        return append(without(location, name), name + "=" + encode(value));
    }

    private static String without(String location, String name) {
        String query = query(location);
        if (!parameterNames(query).contains(name)) {
            return location;
        }
        String kept = Arrays.stream(query.split("&", -1))
                .filter(pair -> !parameterNames(pair).contains(name))
                .collect(Collectors.joining("&"));
        int begin = location.indexOf('?') + 1;
        return location.substring(0, begin) + kept + location.substring(begin + query.length());
    }

    private static String append(String location, String query) {
        int fragment = location.indexOf('#');
        String head = fragment < 0 ? location : location.substring(0, fragment);
        String tail = fragment < 0 ? "" : location.substring(fragment);
        String joint = head.indexOf('?') < 0 ? "?" : head.endsWith("?") || head.endsWith("&") ? "" : "&";
        return head + joint + query + tail;
    }

    private static String query(String url) {
        int fragment = url.indexOf('#');
        String head = fragment < 0 ? url : url.substring(0, fragment);
        int mark = head.indexOf('?');
        return mark < 0 ? "" : head.substring(mark + 1);
    }

    private static Set<String> parameterNames(String query) {
        Set<String> names = new HashSet<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            names.add(decoded(equals < 0 ? pair : pair.substring(0, equals)).toLowerCase(Locale.ROOT));
        }
        return names;
    }

    /** A name as who reads the parameters sees it. */
    private static String decoded(String name) {
        try {
            return name.indexOf('%') < 0 ? name : URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
