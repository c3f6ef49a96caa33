package app.grapevine.base;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses of the network written as such. No name server is asked about anything here. */
public final class AddressLiteral {
    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)");
    /** The shape; what passes and is no address is refused by Java, which in brackets takes it for nothing else. */
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private AddressLiteral() {}

    /** Whether it is four decimal numbers, of which none begins with a zero in vain. */
    public static boolean isIpv4(String text) {
        return IPV4.matcher(text).matches();
    }

    /**
     * The address that a text is: IPv4 in four decimal numbers, or IPv6 with brackets or without. An IPv4 address
     * that is written in IPv6 is that IPv4 address.
     */
    public static Optional<InetAddress> find(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String bare = bracketed ? text.substring(1, text.length() - 1) : text;
        boolean v6 = bare.indexOf(':') >= 0 && IPV6.matcher(bare).matches();
        if (!v6 && (bracketed || !isIpv4(bare))) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(v6 ? "[" + bare + "]" : bare));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
