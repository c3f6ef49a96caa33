package app.grapevine.ops;

import app.grapevine.base.AddressLiteral;
import java.net.InetAddress;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Text as it may stand in the log, wherever it came from. What would begin a line, move a terminal's cursor, turn the direction
 * of the text around it or not be seen is written as in a Java string: so nobody forges
 * a record. Addresses and API keys, which some library's message may quote, are left out; this machine's own addresses stay.
 */
final class LogText {
    private static final Pattern IPV4 = Pattern.compile("(?<![0-9.])(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?!\\.?[0-9])");
    /** The shape, with more that has it, such as a time of the day; what is an address is seen by parsing it. */
    private static final Pattern IPV6 = Pattern.compile(
            "(?<![0-9A-Za-z:])(?:[0-9A-Fa-f]{0,4}:){2,8}(?:(?:[0-9]{1,3}\\.){3}[0-9]{1,3}|[0-9A-Fa-f]{0,4})"
                    + "(?![0-9A-Za-z:])");

    private static final Pattern KEY = Pattern.compile("gv_[0-9A-Za-z]{20,}");

    private LogText() {}

    static String safe(String text) {
        String known = KEY.matcher(text).replaceAll("[key]");
        known = IPV6.matcher(known).replaceAll(LogText::withoutAddress);
        return escaped(IPV4.matcher(known).replaceAll(LogText::withoutAddress));
    }

    private static String withoutAddress(MatchResult found) {
        String text = found.group();
        return AddressLiteral.find(text).filter(LogText::isAnothers).isPresent() ? "[address]" : text;
    }

    private static boolean isAnothers(InetAddress address) {
        return !address.isLoopbackAddress() && !address.isAnyLocalAddress();
    }

    private static String escaped(String text) {
        int at = 0;
        while (at < text.length() && isPlain(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, at);
        text.codePoints().skip(at).forEach(character -> append(escaped, character));
        return escaped.toString();
    }

    private static boolean isPlain(char character) {
        return character >= ' ' && character <= '~';
    }

    private static void append(StringBuilder escaped, int character) {
        switch (character) {
            case '\n' -> escaped.append("\\n");
            case '\r' -> escaped.append("\\r");
            case '\t' -> escaped.append("\\t");
            default -> {
                if (isUnseen(character)) {
                    for (char unit : Character.toChars(character)) {
                        escaped.append(String.format("\\u%04x", (int) unit));
                    }
                } else {
                    escaped.appendCodePoint(character);
                }
            }
        }
    }

    private static boolean isUnseen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
