package app.grapevine.links;

import app.grapevine.base.AddressLiteral;
import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.HostName;
import java.net.IDN;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The policy which addresses may be linked: http and https to a host that is not this service. Immutable.
 *
 * <p>An accepted address is kept as it was given, byte for byte, but for three things: scheme and host are
 * written in lower case, the host in ASCII (punycode), and what is not ASCII behind it percent-encoded as
 * UTF-8. So it can stand in a {@code Location} header. It need not be a {@link URI} in the eyes of java.net,
 * which refuses much that is in use, such as {@code ?q=100%}.
 *
 * <p>What browsers read in another way than it is written is refused and not mended, for a person who checks a
 * link must see where it leads: user names ({@code https://bank.example@evil.example/}), backslashes before the
 * path, numbers in place of an IPv4 address ({@code http://0x7f.1/}), missing and surplus slashes, and control
 * and invisible characters, which browsers drop (WHATWG URL Standard, sections 3.5 and 4.4).
 */
public final class Destinations {
    /** The longest address, in characters, as given and as kept. */
    public static final int MAX_LENGTH = 2048;

    private static final Pattern SHAPE = Pattern.compile("(?i)(https?)://([^/?#]*)(.*)", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*]|[^:\\[\\]]*)(?::(.*))?");
    private static final Pattern HOST = Pattern.compile("[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\\.?");
    private static final Pattern NUMERIC_LABEL = Pattern.compile("\\d+|0x[0-9a-f]*");

    /** ß, ς and the joiners mean one host to IDNA 2003, which Java has, and another to browsers (UTS #46). */
    private static final Pattern AMBIGUOUS_IN_HOST = Pattern.compile("[\u00df\u03c2\u200c\u200d]");

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    /** What the policy says of an address. */
    public sealed interface Answer {}

    /** @param url the address as it is kept: ASCII, at most {@link #MAX_LENGTH} characters */
    public record Accepted(String url) implements Answer {}

    /** Why not. */
    public record Refused(Fault fault) implements Answer {
        Refused(FaultCode code) {
            this(new Fault("", code));
        }

        /** As a fault of a field. */
        Fault fault(String field) {
            return fault.at(field);
        }
    }

    private final LinkSettings own;

    /**
     * @param own what this service is reached at. With a port in its public URL only that port of the host is this
     *     service, without one every port
     */
    public Destinations(LinkSettings own) {
        this.own = own;
    }

    /** Whether {@code given} may be linked, and how it is written. */
    public Answer check(String given) {
        if (given.isEmpty()) {
            return new Refused(FaultCode.EMPTY);
        }
        if (given.length() > MAX_LENGTH) {
            return tooLong(FaultCode.TOO_LONG);
        }
        int bad = given.codePoints().filter(Destinations::isUnfit).findFirst().orElse(-1);
        if (bad >= 0) {
            return bad == ' ' ? new Refused(FaultCode.HAS_SPACES) : new Refused(Faults.character("", bad));
        }
        Matcher shape = SHAPE.matcher(given);
        if (!shape.matches()) {
            return new Refused(FaultCode.NOT_HTTP);
        }
        return checkAuthority(shape.group(1).toLowerCase(Locale.ROOT), shape.group(2), shape.group(3));
    }

    private Answer checkAuthority(String scheme, String authority, String rest) {
        if (authority.indexOf('@') >= 0) {
            return new Refused(FaultCode.HAS_USER_INFO);
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches() || parts.group(1).isEmpty()) {
            return new Refused(FaultCode.NOT_A_HOST);
        }
        int port = scheme.equals("http") ? 80 : 443;
        String portText = parts.group(2);
        if (portText != null) {
            port = portText.matches("\\d{1,5}") ? Integer.parseInt(portText) : 0;
            if (port < 1 || port > 65_535) {
                return new Refused(FaultCode.NOT_A_PORT);
            }
        }
        Answer answer = checkHost(parts.group(1));
        if (!(answer instanceof Accepted host)) {
            return answer;
        }
        if (isOwn(host.url(), port)) {
            return new Refused(FaultCode.OWN_ADDRESS);
        }
        String url = scheme + "://" + host.url() + (portText == null ? "" : ":" + portText) + encoded(rest);
        return url.length() <= MAX_LENGTH ? new Accepted(url) : tooLong(FaultCode.TOO_LONG_ENCODED);
    }

    private static Refused tooLong(FaultCode code) {
        return new Refused(new Fault("", code, Map.of("most", MAX_LENGTH)));
    }

    /** A host as it is kept, in an {@link Accepted}. */
    private static Answer checkHost(String given) {
        Refused refused = new Refused(FaultCode.NOT_A_HOST);
        if (given.startsWith("[")) {
            return AddressLiteral.find(given).isPresent() ? new Accepted(given.toLowerCase(Locale.ROOT)) : refused;
        }
        if (AMBIGUOUS_IN_HOST.matcher(given).find()) {
            return new Refused(FaultCode.HOST_NOT_ASCII);
        }
        String host;
        try {
            host = IDN.toASCII(given).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return refused;
        }
        if (host.length() > 253 || !HOST.matcher(host).matches() || host.contains("..")) {
            return refused;
        }
        List<String> labels = List.of(HostName.withoutFinalDot(host).split("\\.", -1));
        if (labels.stream().anyMatch(label -> label.length() > 63)) {
            return refused;
        }
        boolean numeric = NUMERIC_LABEL.matcher(labels.get(labels.size() - 1)).matches();
        return numeric && !AddressLiteral.isIpv4(host) ? new Refused(FaultCode.NOT_IPV4) : new Accepted(host);
    }

    private boolean isOwn(String host, int port) {
        String name = HostName.withoutFinalDot(host);
        if (own.domains().contains(name)) {
            return true;
        }
        String ownHost = own.defaultDomain();
        int ownPort = own.publicUrl().getPort();
        boolean sameHost = name.equals(ownHost)
                || (isThisMachine(name) && isThisMachine(ownHost))
                || (AddressLiteral.find(name).isPresent()
                        && AddressLiteral.find(name).equals(AddressLiteral.find(ownHost)));
        return sameHost && (ownPort == -1 || ownPort == port);
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || AddressLiteral.find(host)
                        .filter(address -> address.isLoopbackAddress() || address.isAnyLocalAddress())
                        .isPresent();
    }

    /** Spaces, controls, halves of surrogate pairs, and what is not seen; the joiners are letters in some scripts. */
    private static boolean isUnfit(int codePoint) {
        if (codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER) {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static String encoded(String rest) {
        StringBuilder result = new StringBuilder(rest.length());
        for (byte octet : rest.getBytes(StandardCharsets.UTF_8)) {
            if (octet >= 0) {
                result.append((char) octet);
            } else {
                result.append('%').append(String.format("%02X", octet));
            }
        }
        return result.toString();
    }
}
