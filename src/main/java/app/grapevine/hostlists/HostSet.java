package app.grapevine.hostlists;

import app.grapevine.base.LongSet;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A set of hosts, each with its subdomains, of which only hashes are kept, ascending, eight bytes a host. That a host is taken
 * for another one of half a million happens once in 10^13 hosts, and to nobody on purpose, for each process draws a key of its
 * own. Immutable.
 */
final class HostSet {
    private static final SipHash HASH = keyed(new SecureRandom());

    static final HostSet EMPTY = new HostSet(new LongSet());

    private final long[] hashes;

    private HostSet(LongSet hashes) {
        this.hashes = hashes.sorted();
    }

    private static SipHash keyed(SecureRandom random) {
        return new SipHash(random.nextLong(), random.nextLong());
    }

    /** Gathers a set. Not safe for use by many threads. */
    static final class Builder {
        private final LongSet hashes = new LongSet();

        /** @param host as {@link HostLine} writes it */
        void add(String host) {
            hashes.add(HASH.of(host, 0));
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
            if (Arrays.binarySearch(hashes, HASH.of(host, begin)) >= 0) {
                return true;
            }
            begin = host.indexOf('.', begin) + 1;
        } while (begin > 0);
        return false;
    }

    int size() {
        return hashes.length;
    }
}
