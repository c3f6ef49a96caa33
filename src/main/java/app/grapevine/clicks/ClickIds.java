package app.grapevine.clicks;

import app.grapevine.base.Base62;
import app.grapevine.storage.Database;
import app.grapevine.storage.StoredValues;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The public ids of recorded visits: 22 characters of 0-9, A-Z, a-z. An id is (node, sequence) as one block of
 * AES under a key that all nodes share, written in base 62. So it needs no storage and no index, says nothing
 * about how many visits there are, and cannot be made up by somebody who has seen others; each visit has
 * exactly one. Safe for use by many threads.
 */
public final class ClickIds {
    /** What an id stands for. */
    public record ClickKey(long node, long sequence) {}

    public static final int LENGTH = 22;
    /** The name that the key is stored under. */
    private static final String KEY = "click-id-key";

    private static final int KEY_BYTES = 16;
    private static final int BLOCK_BYTES = 16;

    private final SecretKeySpec key;
    /** One block, so no chaining; ECB of a single block is the bare permutation. */
    private final ThreadLocal<Cipher> encrypting = ThreadLocal.withInitial(() -> cipher(Cipher.ENCRYPT_MODE));

    private final ThreadLocal<Cipher> decrypting = ThreadLocal.withInitial(() -> cipher(Cipher.DECRYPT_MODE));

    ClickIds(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * With the key of this installation, which is made on the first start.
     *
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
     */
    public static ClickIds open(Database database) {
        byte[] proposed = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(proposed);
        return new ClickIds(database.<byte[]>write(handle -> StoredValues.agree(handle, KEY, proposed)));
    }

    public String encode(long node, long sequence) {
        byte[] block =
                ByteBuffer.allocate(BLOCK_BYTES).putLong(node).putLong(sequence).array();
        return Base62.text(run(encrypting.get(), block), LENGTH);
    }

    /** What an id stands for; empty for what never was one, or was made under another key. */
    public Optional<ClickKey> decode(String id) {
        Optional<byte[]> block = id.length() == LENGTH ? Base62.number(id, BLOCK_BYTES) : Optional.empty();
        return block.flatMap(this::read);
    }

    private Optional<ClickKey> read(byte[] block) {
        ByteBuffer plain = ByteBuffer.wrap(run(decrypting.get(), block));
        long node = plain.getLong();
        long sequence = plain.getLong();
        return node > 0 && sequence > 0 ? Optional.of(new ClickKey(node, sequence)) : Optional.empty();
    }

    private Cipher cipher(int mode) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, key);
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES", e);
        }
    }

    private static byte[] run(Cipher cipher, byte[] block) {
        try {
            return cipher.doFinal(block);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a block of 16 bytes can always be encrypted", e);
        }
    }
}
