package app.grapevine.links;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What stands behind the host of an http or https URL, written as browsers send it (WHATWG URL Standard, sections 1.3
 * and 4.4): a path, if only {@code /}, without segments that mean the same or the upper one; and percent-encoded in each
 * part what browsers encode there. What is encoded stays as it is, in capitals or not.
 */
final class UrlRest {
    private static final Pattern SAME = Pattern.compile("(?i)\\.|%2e");
    private static final Pattern UPPER = Pattern.compile("(?i)(\\.|%2e){2}");

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

    /** @param rest empty, or beginning with a slash, a question mark or a hash; without backslashes in its path */
    static String canonical(String rest) {
        int hash = rest.indexOf('#');
        String beforeHash = hash < 0 ? rest : rest.substring(0, hash);
        String path = path(beforeHash);
        return encoded(resolved(path), IN_PATH)
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
