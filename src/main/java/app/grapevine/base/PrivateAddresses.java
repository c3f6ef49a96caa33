package app.grapevine.base;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses that mean another machine in each network, or this one: nobody else reaches by them what its author
 * means. The blocks are those of the registries of special-purpose addresses (RFC 6890) that lead to a machine.
 */
public final class PrivateAddresses {
    private static final List<AddressBlock> BLOCKS = Stream.of(
                    "0.0.0.0/8", // this network, and unspecified (RFC 1122)
                    "10.0.0.0/8", // private (RFC 1918)
                    "100.64.0.0/10", // behind a carrier's translation (RFC 6598)
                    "127.0.0.0/8", // loopback (RFC 1122)
                    "169.254.0.0/16", // link-local (RFC 3927)
                    "172.16.0.0/12", // private (RFC 1918)
                    "192.168.0.0/16", // private (RFC 1918)
                    "::/128", // unspecified (RFC 4291)
                    "::1/128", // loopback (RFC 4291)
                    "64:ff9b:1::/48", // translation within a network (RFC 8215)
                    "fc00::/7", // unique local (RFC 4193)
                    "fe80::/10", // link-local (RFC 4291)
                    "fec0::/10") // site-local, which unique local replaced (RFC 3879)
            .map(AddressBlock::parse)
            .toList();

    /** Where in an address of IPv6 one of IPv4 stands. {@link AddressLiteral#find} knows those of ::ffff:0:0/96. */
    private static final List<Embedding> EMBEDDINGS = List.of(
            new Embedding("::/96", 12, 0), // IPv4-compatible (RFC 4291)
            new Embedding("::ffff:0:0:0/96", 12, 0), // translated (RFC 2765)
            new Embedding("64:ff9b::/96", 12, 0), // NAT64 (RFC 6052)
            new Embedding("2002::/16", 2, 0), // 6to4 (RFC 3056)
            new Embedding("2001::/32", 12, 0xff)); // Teredo, with every bit turned (RFC 4380)

    private static final int IPV4_OCTETS = 4;

    private record Embedding(AddressBlock block, int from, int mask) {
        Embedding(String block, int from, int mask) {
            this(AddressBlock.parse(block), from, mask);
        }

        InetAddress ipv4(InetAddress address) {
            byte[] octets = Arrays.copyOfRange(address.getAddress(), from, from + IPV4_OCTETS);
            for (int i = 0; i < octets.length; i++) {
                octets[i] ^= (byte) mask;
            }
            return address(octets);
        }
    }

    private PrivateAddresses() {}

    /** Whether it is loopback, unspecified, link-local, or of a private network, also as part of an address of IPv6. */
    public static boolean contain(InetAddress address) {
        return BLOCKS.stream().anyMatch(block -> block.contains(address))
                || (address instanceof Inet6Address
                        && EMBEDDINGS.stream()
                                .anyMatch(one -> one.block.contains(address) && contain(one.ipv4(address))));
    }

    private static InetAddress address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(octets.length + " octets are no address", e);
        }
    }
}
