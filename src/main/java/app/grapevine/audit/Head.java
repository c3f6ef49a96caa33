package app.grapevine.audit;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a chain stood at a time: to be noted elsewhere, so that it is seen if what was there then is no more.
 *
 * @param sequence of its last entry
 * @param hash of that, in hexadecimal digits
 */
public record Head(String chain, long sequence, String hash) {
    private static final Pattern TEXT = Pattern.compile("([0-9A-Za-z]{1,20}):([0-9]{1,18}):([0-9a-f]{64})");

    static Head of(String chain, long sequence, byte[] hash) {
        return new Head(chain, sequence, HexFormat.of().formatHex(hash));
    }

    /** As {@link #text} writes it; empty for anything else. */
    public static Optional<Head> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new Head(parts.group(1), Long.parseLong(parts.group(2)), parts.group(3)))
                : Optional.empty();
    }

    /** {@code chain:sequence:hash}. */
    public String text() {
        return chain + ":" + sequence + ":" + hash;
    }
}
