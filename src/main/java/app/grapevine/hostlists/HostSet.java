package app.grapevine.hostlists;

import app.grapevine.base.LongSet;
import app.grapevine.base.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A set of hosts, each with its subdomains, of which only hashes are kept: the first 64 bits of SHA-256, ascending, eight
 * bytes a host. That a host is taken for another one of half a million happens once in 10^13 hosts. Immutable.
 */
final class HostSet {
    static final HostSet EMPTY = new HostSet(new LongSet());

    private final long[] hashes;

    private HostSet(LongSet hashes) {
        this.hashes = hashes.sorted();
    }

    /** Gathers a set. Not safe for use by many threads. */
    static final class Builder {
        private final LongSet hashes = new LongSet();

        /** @param host as {@link HostLine} writes it */
        void add(String host) {
            hashes.add(hash(host));
        }

        HostSet set() {
            return new HostSet(hashes);
        }
    }

    /** Whether the host, or one that it is a subdomain of, is in it: a look-up for each of its labels. */
    boolean contains(String host) {
        if (hashes.length == 0) {
            return false;
        }
        int begin = 0;
        do {
            if (Arrays.binarySearch(hashes, hash(host.substring(begin))) >= 0) {
                return true;
            }
            begin = host.indexOf('.', begin) + 1;
        } while (begin > 0);
        return false;
    }

    int size() {
        return hashes.length;
    }

    private static long hash(String host) {
        return ByteBuffer.wrap(Sha256.of(host)).getLong();
    }
}
