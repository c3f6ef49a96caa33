package app.grapevine.privacy;

import java.net.InetAddress;

/**
 * Pseudonyms that live one day: a hash of the visitor's address and user agent, keyed with a random salt of
 * the UTC day, which is destroyed within 48 hours of its making. Safe for use by many threads; does not block.
 */
public interface Pseudonyms {
    /** Of a person on a link; never 0. */
    long visitor(long atMillis, long linkId, InetAddress address, String userAgent);

    /** Of a network: the address's /24 in IPv4, /48 in IPv6; never 0. */
    long network(long atMillis, InetAddress address);
}
