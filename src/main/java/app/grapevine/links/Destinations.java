package app.grapevine.links;

import app.grapevine.base.AddressLiteral;
import app.grapevine.base.ContactAddress;
import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.HostName;
import app.grapevine.base.Ipv6Literal;
import app.grapevine.base.PrivateAddresses;
import app.grapevine.base.UnicodeHost;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The policy which addresses may be linked: http and https to a host that is not this service, nor of a private
 * network, unless that is allowed, nor one that the operator's lists refuse; and what writes to somebody or calls, where the
 * operator allows it ({@link ContactAddress}). Safe for use by many threads.
 *
 * <p>What is accepted is kept as browsers read it, byte for byte what they make of it (the {@code href} of the WHATWG
 * URL Standard): scheme and host in lower case, the host in ASCII ({@link UnicodeHost}), without the port that the
 * scheme means anyway, and behind it what {@link UrlRest} says. So two ways to write an address are one, it can stand
 * in a {@code Location} header, and whoever checks a link sees where it leads. It need not be a {@link java.net.URI} in
 * the eyes of java.net, which refuses much that is in use, such as {@code ?q=100%}.
 *
 * <p>What browsers read as something else than a person does is refused and not mended: user names ({@code
 * https://bank.example@evil.example/}), backslashes in host and path, numbers in place of an IPv4 address ({@code
 * http://0x7f.1/}), percent signs in a host, missing and surplus slashes, and control and invisible characters, which
 * browsers drop (sections 3.5 and 4.4).
 *
 * <p>No name server is asked: a name that leads to a private network is not found out, but for {@code localhost}.
 */
public final class Destinations {
    /** The longest address, in characters, as given and as kept. */
    public static final int MAX_LENGTH = 2048;

    private static final Pattern SHAPE = Pattern.compile("(?i)(https?)://([^/?#]*)(.*)", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*]|[^:\\[\\]]*)(?::(.*))?");
    private static final Pattern HOST = Pattern.compile("[a-z0-9_-]{1,63}(?:\\.[a-z0-9_-]{1,63})*\\.?");
    private static final int LONGEST_HOST = 253;
    private static final Pattern NUMERIC_LABEL = Pattern.compile("\\d+|0x[0-9a-f]*");

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

    /** Whether {@code given} may be linked, and how it is written: an address of http or https. */
    public Answer check(String given) {
        return check(given, false, false);
    }

    /**
     * The same of where a link leads: to other schemes too, as far as the operator allows them, and with {@code {click}} and
     * {@code {code}} as they are given.
     *
     * @param filled whether these are filled in before a browser sees the address
     */
    Answer checkOfLink(String given, boolean filled) {
        return check(given, true, filled);
    }

    private Answer check(String given, boolean others, boolean filled) {
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
            return others ? checkContact(given) : new Refused(FaultCode.NOT_HTTP);
        }
        return checkAuthority(shape.group(1).toLowerCase(Locale.ROOT), shape.group(2), shape.group(3), filled);
    }

    private Answer checkContact(String given) {
        int colon = given.indexOf(':');
        String scheme = colon < 0 ? "" : given.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!ContactAddress.SCHEMES.contains(scheme)) {
            return new Refused(FaultCode.NOT_HTTP);
        }
        if (!own.destinations().schemes().contains(scheme)) {
            return new Refused(new Fault("", FaultCode.SCHEME_NOT_ALLOWED, Map.of("scheme", scheme)));
        }
        return ContactAddress.canonical(scheme, given.substring(colon + 1))
                .map(url -> url.length() <= MAX_LENGTH ? new Accepted(url) : tooLong(FaultCode.TOO_LONG_ENCODED))
                .orElse(new Refused(ContactAddress.fault(scheme)));
    }

    private Answer checkAuthority(String scheme, String authority, String rest, boolean filled) {
        if (authority.indexOf('@') >= 0) {
            return new Refused(FaultCode.HAS_USER_INFO);
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches() || parts.group(1).isEmpty()) {
            return new Refused(FaultCode.NOT_A_HOST);
        }
        int usualPort = scheme.equals("http") ? 80 : 443;
        int port = usualPort;
        String portText = parts.group(2);
        if (portText != null) {
            port = portText.matches("\\d{1,5}") ? Integer.parseInt(portText) : 0;
            if (port < 1 || port > 65_535) {
                return new Refused(FaultCode.NOT_A_PORT);
            }
        }
        Answer answer = checkHost(parts.group(1), port);
        if (!(answer instanceof Accepted host)) {
            return answer;
        }
        if (UrlRest.path(rest).indexOf('\\') >= 0) {
            return new Refused(Faults.character("", '\\'));
        }
        String url =
                scheme + "://" + host.url() + (port == usualPort ? "" : ":" + port) + UrlRest.canonical(rest, filled);
        return url.length() <= MAX_LENGTH ? new Accepted(url) : tooLong(FaultCode.TOO_LONG_ENCODED);
    }

    private static Refused tooLong(FaultCode code) {
        return new Refused(new Fault("", code, Map.of("most", MAX_LENGTH)));
    }

    /** A host as it is kept, in an {@link Accepted}, if it may be linked. */
    private Answer checkHost(String given, int port) {
        Answer answer = given.startsWith("[")
                ? Ipv6Literal.canonical(given).<Answer>map(Accepted::new).orElse(new Refused(FaultCode.NOT_A_HOST))
                : checkName(given);
        if (!(answer instanceof Accepted host)) {
            return answer;
        }
        String name = HostName.withoutFinalDot(host.url());
        if (isOwn(name, port)) {
            return new Refused(FaultCode.OWN_ADDRESS);
        }
        if (!own.destinations().mayBePrivate() && isPrivate(name)) {
            return new Refused(FaultCode.PRIVATE_ADDRESS);
        }
        return switch (own.destinations().hosts().verdict(name)) {
            case FREE -> host;
            case BLOCKED -> ofList(FaultCode.BLOCKED_HOST, name);
            case SHORTENER -> ofList(FaultCode.OTHER_SHORTENER, name);
            case UNLISTED -> ofList(FaultCode.UNLISTED_HOST, name);
        };
    }

    private static Refused ofList(FaultCode code, String host) {
        return new Refused(new Fault("", code, Map.of("host", host)));
    }

    private static Answer checkName(String given) {
        String host = UnicodeHost.toAscii(given).orElse("");
        if (!HOST.matcher(host).matches() || HostName.withoutFinalDot(host).length() > LONGEST_HOST) {
            return new Refused(FaultCode.NOT_A_HOST);
        }
        List<String> labels = List.of(HostName.withoutFinalDot(host).split("\\.", -1));
        boolean numeric = NUMERIC_LABEL.matcher(labels.get(labels.size() - 1)).matches();
        return numeric && !AddressLiteral.isIpv4(host) ? new Refused(FaultCode.NOT_IPV4) : new Accepted(host);
    }

    private boolean isOwn(String name, int port) {
        if (own.domains().contains(name) || own.destinations().listener().is(name, port)) {
            return true;
        }
        String ownHost = own.defaultDomain();
        int ownPort = own.publicUrl().getPort();
        boolean atOwnPort = ownPort == -1
                || ownPort == port
                || own.destinations().listener().port() == port;
        return atOwnPort
                && (name.equals(ownHost)
                        || (isThisMachine(name) && isThisMachine(ownHost))
                        || (AddressLiteral.find(name).isPresent()
                                && AddressLiteral.find(name).equals(AddressLiteral.find(ownHost))));
    }

    private static boolean isThisMachine(String host) {
        return isLocalName(host)
                || AddressLiteral.find(host)
                        .filter(address -> address.isLoopbackAddress() || address.isAnyLocalAddress())
                        .isPresent();
    }

    /** RFC 6761, section 6.3. */
    private static boolean isLocalName(String host) {
        return host.equals("localhost") || host.endsWith(".localhost");
    }

    private static boolean isPrivate(String host) {
        Optional<InetAddress> address = AddressLiteral.find(host);
        return isLocalName(host) || address.filter(PrivateAddresses::contain).isPresent();
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
}
