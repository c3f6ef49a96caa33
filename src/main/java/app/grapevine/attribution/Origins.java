package app.grapevine.attribution;

import app.grapevine.attribution.Elsewhere.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a referrer or a package that is no channel's says: that the click came from another site, or another app. Whatever is
 * not known to say less is taken to be somewhere else. Immutable.
 */
final class Origins {
    private static final String TRANSLATED = ".translate.goog";

    private final Map<String, Place> hosts = new HashMap<>();
    private final Map<String, Place> packages = new HashMap<>();
    private final List<String> privateSuffixes = List.copyOf(words(OriginTables.PRIVATE_SUFFIXES));

    Origins() {
        words(OriginTables.ARCHIVES).forEach(host -> hosts.put(host, Place.SITE));
        words(OriginTables.CLOSED_SITES).forEach(host -> hosts.put(host, Place.CLOSED_SITE));
        words(OriginTables.FORWARDERS).forEach(host -> hosts.put(host, Place.PASSING));
        words(OriginTables.WRAPPERS).forEach(host -> hosts.put(host, Place.PASSING));
        words(OriginTables.BROWSERS).forEach(name -> packages.put(name, Place.BROWSER));
        words(OriginTables.SEARCH_APPS).forEach(name -> packages.put(name, Place.SITE));
    }

    private static Set<String> words(String table) {
        Set<String> words = new HashSet<>();
        for (String line : table.split("\n", -1)) {
            for (String word : line.split(" \\| ", -1)) {
                if (!word.isBlank()) {
                    words.add(word.strip());
                }
            }
        }
        return words;
    }

    /** Whether more is known of the host than that it is one. @param host in lower case */
    boolean isKnown(String host) {
        return known(host) != null;
    }

    private @Nullable Place known(String host) {
        String rest = host;
        while (true) {
            Place place = hosts.get(rest);
            int dot = rest.indexOf('.');
            if (place != null || dot < 0) {
                return place;
            }
            rest = rest.substring(dot + 1);
        }
    }

    /** Of a page of the web. @param host in lower case */
    Elsewhere ofHost(String host) {
        Place known = known(host);
        Place place = known != null ? known : isPrivate(host) ? Place.CLOSED_SITE : Place.SITE;
        return new Elsewhere(
                place, new Evidence("referrer", place == Place.PASSING ? "passed-through" : "another-site", host));
    }

    /** A name without a dot, of a network of somebody's own, or an address. */
    private boolean isPrivate(String host) {
        if (host.indexOf('.') < 0 || Token.isDigit(host.charAt(host.length() - 1))) {
            return true;
        }
        for (String suffix : privateSuffixes) {
            if (host.endsWith(suffix)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The page's own host of one that Google's translator shows: in {@code news-example-com.translate.goog} a hyphen is a dot,
     * and two are a hyphen (Google's documents for owners of sites). Any other host is its own.
     */
    static String translated(String host) {
        if (!host.endsWith(TRANSLATED) || host.length() == TRANSLATED.length()) {
            return host;
        }
        String page = host.substring(0, host.length() - TRANSLATED.length());
        return page.replace("--", "\0").replace('-', '.').replace('\0', '-');
    }

    /** Of an app. @param name its package in lower case @param kind where it was seen, as {@link Evidence#kind} */
    Elsewhere ofPackage(String name, String kind) {
        Place place = packages.getOrDefault(name, Place.APP);
        String rule = switch (place) {
            case BROWSER -> "browser-app";
            case SITE -> "search-app";
            default -> "another-app";
        };
        return new Elsewhere(place, new Evidence(kind, rule, name));
    }
}
