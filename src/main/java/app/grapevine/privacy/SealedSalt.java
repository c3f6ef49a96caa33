package app.grapevine.privacy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A salt that one node hands on to another through the database, which can be opened with the other's private key alone, and
 * by nobody once that key is destroyed: X25519 (RFC 7748) with a key made for the one message, and AES-GCM under a key drawn
 * from both (HMAC-SHA256 over the two public keys and the day). Neither says who sealed it: whoever can write to the database
 * is one of the nodes.
 */
final class SealedSalt {
    private static final String CURVE = "X25519";
    private static final String HMAC = "HmacSHA256";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;

    private SealedSalt() {}

    /** A day's entry with a new pair of keys and no salt yet. */
    static DaySalt newKeys(long epochDay) {
        KeyPair pair = pair();
        return new DaySalt(
                epochDay,
                false,
                new byte[0],
                pair.getPublic().getEncoded(),
                pair.getPrivate().getEncoded());
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance(CURVE).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java from 11 on has " + CURVE, e);
        }
    }

    /**
     * @param publicKey of who is to open it
     * @throws GeneralSecurityException if that is no such key
     */
    static byte[] seal(long epochDay, byte[] salt, byte[] publicKey) throws GeneralSecurityException {
        PublicKey receiver = KeyFactory.getInstance(CURVE).generatePublic(new X509EncodedKeySpec(publicKey));
        KeyPair once = pair();
        byte[] sender = once.getPublic().getEncoded();
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key(once.getPrivate(), receiver, sender, publicKey, epochDay))
                .doFinal(salt);
        return ByteBuffer.allocate(1 + sender.length + sealed.length)
                .put((byte) sender.length)
                .put(sender)
                .put(sealed)
                .array();
    }

    /** @throws GeneralSecurityException if it was not sealed for {@code mine} and its day, or was changed */
    static byte[] open(byte[] sealed, DaySalt mine) throws GeneralSecurityException {
        int length = sealed.length == 0 ? 0 : sealed[0] & 0xff;
        if (sealed.length <= 1 + length) {
            throw new GeneralSecurityException("it is cut off");
        }
        byte[] sender = Arrays.copyOfRange(sealed, 1, 1 + length);
        KeyFactory keys = KeyFactory.getInstance(CURVE);
        PrivateKey own = keys.generatePrivate(new PKCS8EncodedKeySpec(mine.privateKey()));
        PublicKey once = keys.generatePublic(new X509EncodedKeySpec(sender));
        return cipher(Cipher.DECRYPT_MODE, key(own, once, sender, mine.publicKey(), mine.epochDay()))
                .doFinal(sealed, 1 + length, sealed.length - 1 - length);
    }

    /** A nonce of zeros, for the key is used once. */
    private static Cipher cipher(int mode, byte[] key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, new byte[NONCE_BYTES]));
        return cipher;
    }

    private static byte[] key(PrivateKey own, PublicKey other, byte[] sender, byte[] receiver, long epochDay)
            throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance(CURVE);
        agreement.init(own);
        agreement.doPhase(other, true);
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(agreement.generateSecret(), HMAC));
        mac.update(sender);
        mac.update(receiver);
        mac.update(ByteBuffer.allocate(Long.BYTES).putLong(epochDay).array());
        return mac.doFinal();
    }
}
