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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds parameters to a destination's query. Nothing but the query is ever touched: what stands before the
 * first {@code ?} or {@code #}, and the fragment, stay byte for byte, so no parameter can change scheme, host
 * or port.
 */
final class Destination {
    private Destination() {}

    /**
     * The destination with the link's utm parameters. Those that the owner did not give default, where a
     * channel is declared, to {@code utm_source=<channel>} and {@code utm_medium=dark-social} or {@code
     * social}; a parameter that the destination has already is its owner's word and stays.
     */
    static String withUtm(Link link) {
        return withUtm(link, link.channel());
    }

    /** The same with another channel in the place of the one that the link was issued for. */
    static String withUtm(Link link, @Nullable String channel) {
        Map<String, String> wanted = new LinkedHashMap<>();
        Utm utm = link.utm();
        put(wanted, "utm_source", utm.source() != null ? utm.source() : channel);
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

    /** {@code location} with one parameter more, in place of any of that name, which a visit may have brought. */
    static String withParameter(String location, String name, String value) {
        return append(without(location, name), name + "=" + encode(value));
    }

    private static String without(String location, String name) {
        return without(location, pair -> parameterNames(pair).contains(name));
    }

    /** {@code location} without the parameters that are to be {@code dropped}, each as {@code name=value}. */
    static String without(String location, Predicate<String> dropped) {
        String query = query(location);
        if (Arrays.stream(query.split("&", -1)).noneMatch(dropped)) {
            return location;
        }
        String kept =
                Arrays.stream(query.split("&", -1)).filter(dropped.negate()).collect(Collectors.joining("&"));
        int begin = location.indexOf('?') + 1;
        return location.substring(0, begin) + kept + location.substring(begin + query.length());
    }

    /** {@code location} with more of a query. */
    static String append(String location, String query) {
        int fragment = location.indexOf('#');
        String head = fragment < 0 ? location : location.substring(0, fragment);
        String tail = fragment < 0 ? "" : location.substring(fragment);
        String joint = head.indexOf('?') < 0 ? "?" : head.endsWith("?") || head.endsWith("&") ? "" : "&";
        return head + joint + query + tail;
    }

    /** The query of an address; empty where there is none. */
    static String query(String url) {
        int fragment = url.indexOf('#');
        String head = fragment < 0 ? url : url.substring(0, fragment);
        int mark = head.indexOf('?');
        return mark < 0 ? "" : head.substring(mark + 1);
    }

    private static Set<String> parameterNames(String query) {
        Set<String> names = new HashSet<>();
        for (String pair : query.split("&", -1)) {
            names.add(name(pair).toLowerCase(Locale.ROOT));
        }
        return names;
    }

    /** The name of {@code name=value}, as who reads the parameters sees it. */
    static String name(String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
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
