package app.grapevine.base;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses of IPv6 as they stand in a URL, between brackets: read and written as browsers do (WHATWG URL Standard,
 * sections 3.5 and 3.6; RFC 5952 but for addresses that have one of IPv4 in them, which are written in hexadecimal).
 */
public final class Ipv6Literal {
    private static final int PIECES = 8;
    private static final int OCTET_BITS = 8;
    private static final Pattern PIECE = Pattern.compile("[0-9a-fA-F]{1,4}");

    private Ipv6Literal() {}

    /** The one way to write the address, with its brackets; empty for what is none. */
    public static Optional<String> canonical(String bracketed) {
        if (!bracketed.startsWith("[") || !bracketed.endsWith("]")) {
            return Optional.empty();
        }
        List<Integer> pieces = new ArrayList<>();
        return read(bracketed.substring(1, bracketed.length() - 1), pieces)
                ? Optional.of("[" + written(pieces) + "]")
                : Optional.empty();
    }

    private static boolean read(String text, List<Integer> pieces) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return addPieces(text, pieces, true) && pieces.size() == PIECES;
        }
        String head = text.substring(0, gap);
        String tail = text.substring(gap + 2);
        List<Integer> last = new ArrayList<>();
        boolean whole = (head.isEmpty() || addPieces(head, pieces, false))
                && (tail.isEmpty() || addPieces(tail, last, true))
                && pieces.size() + last.size() < PIECES;
        if (whole) {
            while (pieces.size() + last.size() < PIECES) {
                pieces.add(0);
            }
            pieces.addAll(last);
        }
        return whole;
    }

    /** @param ends whether the address ends with these, for its end alone may be written as one of IPv4 */
    private static boolean addPieces(String text, List<Integer> pieces, boolean ends) {
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            if (PIECE.matcher(parts[i]).matches()) {
                pieces.add(Integer.parseInt(parts[i], 16));
            } else if (ends && i == parts.length - 1 && AddressLiteral.isIpv4(parts[i])) {
                addIpv4(parts[i], pieces);
            } else {
                return false;
            }
        }
        return true;
    }

    private static void addIpv4(String text, List<Integer> pieces) {
        String[] octets = text.split("\\.", -1);
        for (int i = 0; i < octets.length; i += 2) {
            pieces.add(Integer.parseInt(octets[i]) << OCTET_BITS | Integer.parseInt(octets[i + 1]));
        }
    }

    /** The first of the longest runs of zeros, of two at least, is written as a gap. */
    private static String written(List<Integer> pieces) {
        int gap = -1;
        int longest = 1;
        for (int from = 0; from < PIECES; from++) {
            int to = from;
            while (to < PIECES && pieces.get(to) == 0) {
                to++;
            }
            if (to - from > longest) {
                gap = from;
                longest = to - from;
            }
        }
        return gap < 0
                ? joined(pieces)
                : joined(pieces.subList(0, gap)) + "::" + joined(pieces.subList(gap + longest, PIECES));
    }

    private static String joined(List<Integer> pieces) {
        return String.join(":", pieces.stream().map(Integer::toHexString).toList());
    }
}
