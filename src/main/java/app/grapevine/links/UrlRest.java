package app.grapevine.links;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind the host of an http or https URL, written as browsers send it (WHATWG URL Standard, sections 1.3
 * and 4.4): a path, if only {@code /}, without segments that mean the same or the upper one; and percent-encoded in each
 * part what browsers encode there. What is encoded stays as it is, in capitals or not.
 */
final class UrlRest {
    private static final Pattern SAME = Pattern.compile("(?i)\\.|%2e");
    private static final Pattern UPPER = Pattern.compile("(?i)(\\.|%2e){2}");

    /** See {@code app.grapevine.redirect.Placeholders}, which fills them in. */
    private static final Pattern FILLED = Pattern.compile("\\{(?:click|code)}");

    private static final BitSet IN_PATH = characters("\"<>^`{}");
    private static final BitSet IN_QUERY = characters("\"<>'");
    private static final BitSet IN_FRAGMENT = characters("\"<>`");

    private UrlRest() {}

    private static BitSet characters(String all) {
        BitSet set = new BitSet();
        all.chars().forEach(set::set);
        return set;
    }

    /** The path alone, as it is written. */
    static String path(String rest) {
        return rest.split("[?#]", 2)[0];
    }

    /**
     * @param rest empty, or beginning with a slash, a question mark or a hash; without backslashes in its path
     * @param filled whether the braces of {@code {click}} and {@code {code}} stay in the path, since no browser sees them
     */
    static String canonical(String rest, boolean filled) {
        int hash = rest.indexOf('#');
        String beforeHash = hash < 0 ? rest : rest.substring(0, hash);
        String path = path(beforeHash);
        return (filled ? encodedAround(resolved(path)) : encoded(resolved(path), IN_PATH))
                + encoded(beforeHash.substring(path.length()), IN_QUERY)
                + (hash < 0 ? "" : encoded(rest.substring(hash), IN_FRAGMENT));
    }

    private static String resolved(String path) {
        List<String> kept = new ArrayList<>();
        boolean ends = false;
        for (String segment : (path.isEmpty() ? "" : path.substring(1)).split("/", -1)) {
            boolean upper = UPPER.matcher(segment).matches();
            if (upper && !kept.isEmpty()) {
                kept.remove(kept.size() - 1);
            }
            ends = !upper && !SAME.matcher(segment).matches();
            if (ends) {
                kept.add(segment);
            }
        }
        // What ends with a segment that names none is a folder: a/b/.. is a/
        return "/" + String.join("/", kept) + (ends || kept.isEmpty() ? "" : "/");
    }

    /** A path, encoded but for what stands for something. */
    private static String encodedAround(String path) {
        StringBuilder result = new StringBuilder(path.length());
        int from = 0;
        Matcher places = FILLED.matcher(path);
        while (places.find()) {
            result.append(encoded(path.substring(from, places.start()), IN_PATH))
                    .append(places.group());
            from = places.end();
        }
        return result.append(encoded(path.substring(from), IN_PATH)).toString();
    }

    private static String encoded(String part, BitSet further) {
        StringBuilder result = new StringBuilder(part.length());
        for (byte octet : part.getBytes(StandardCharsets.UTF_8)) {
            if (octet >= 0 && !further.get(octet)) {
                result.append((char) octet);
            } else {
                result.append('%').append(String.format("%02X", octet));
            }
        }
        return result.toString();
    }
}
