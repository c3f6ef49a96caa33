package app.grapevine.redirect;

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

/**
 * Adds parameters to a destination's query. Nothing but the query is ever touched: what stands before the
 * first {@code ?} or {@code #}, and the fragment, stay byte for byte, so no parameter can change scheme, host
 * or port.
 */
final class Destination {
    private Destination() {}

    /**
     * {@code destination} with the parameters of {@code wanted}, but for those that it has already: these are its owner's
     * word and stay.
     */
    static String withParameters(String destination, Map<String, String> wanted) {
        if (wanted.isEmpty()) {
            return destination;
        }
        Map<String, String> missing = new LinkedHashMap<>(wanted);
        missing.keySet().removeAll(parameterNames(query(destination)));
        String added = missing.entrySet().stream()
                .map(one -> one.getKey() + "=" + encode(one.getValue()))
                .collect(Collectors.joining("&"));
        return added.isEmpty() ? destination : append(destination, added);
    }

    /** {@code location} with one parameter more, in place of any of that name, which a visit may have brought. */
    static String withParameter(String location, String name, String value) {
        return append(without(location, name), name + "=" + encode(value));
    }

    /** As {@link #withParameter}, with a value that stands as it is. */
    static String withPlace(String location, String name, String place) {
        return append(without(location, name), name + "=" + place);
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
