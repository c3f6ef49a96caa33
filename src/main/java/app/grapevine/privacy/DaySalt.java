package app.grapevine.privacy;

import java.util.Arrays;

/**
 * What this node keeps of a day: its salt, and the pair of keys under which other nodes hand the salt on to it.
 *
 * @param agreed whether all nodes have this salt, as far as they have one; one that was only proposed may be lost to another
 * @param salt empty while there is none
 * @param publicKey as X.509 encodes it; empty where there are no other nodes
 * @param privateKey as PKCS #8 encodes it; empty where there are no other nodes
 */
@SuppressWarnings("ArrayRecordComponent") // compared with nothing
record DaySalt(long epochDay, boolean agreed, byte[] salt, byte[] publicKey, byte[] privateKey) {
    private static final byte[] NONE = {};

    /** The salt of a node that has no others. */
    static DaySalt alone(long epochDay, byte[] salt) {
        return new DaySalt(epochDay, true, salt, NONE, NONE);
    }

    boolean hasSalt() {
        return salt.length > 0;
    }

    DaySalt with(byte[] other, boolean isAgreed) {
        return new DaySalt(epochDay, isAgreed, other, publicKey, privateKey);
    }

    /** Overwrites what is secret of it in memory. */
    void destroy() {
        Arrays.fill(salt, (byte) 0);
        Arrays.fill(privateKey, (byte) 0);
    }
}
