package app.grapevine.base;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Whom limits are for. */
public final class Subscriber {
    private static final int IPV6_SUBSCRIBER_BYTES = 8;
    private static final int IPV6_SITE_BYTES = 6;

    private Subscriber() {}

    /** The address; of an IPv6 address the /64, which is what one subscriber has. In hex, for telling apart alone. */
    public static String of(InetAddress address) {
        return beginning(address, IPV6_SUBSCRIBER_BYTES);
    }

    /**
     * The address; of an IPv6 address the /48, the most that one site is given (RFC 6177), among whose /64 it can choose.
     * Mobile networks give theirs to thousands, so it takes a larger share than one subscriber. In hex, for telling apart
     * alone.
     */
    public static String networkOf(InetAddress address) {
        return beginning(address, IPV6_SITE_BYTES);
    }

    private static String beginning(InetAddress address, int bytesOfIpv6) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(bytes.length > 4 ? Arrays.copyOf(bytes, bytesOfIpv6) : bytes);
    }
}
