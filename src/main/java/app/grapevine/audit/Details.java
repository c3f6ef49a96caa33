package app.grapevine.audit;

import app.grapevine.base.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of an entry, apart from the rest of it so that they can be taken away and the chain stays whole: the entry's
 * hash has in it the SHA-256 of a random salt and their text, and nothing else of them. Without the salt, which goes with
 * them, nobody can try which values they were.
 *
 * @param text name, value before and value after of each change with a value, as {@link Netstrings}
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
record Details(byte[] salt, String text) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_BYTES = 16;
    private static final int PARTS = 3;
    /** Of the column. */
    private static final int MOST = 16_000;

    /** Null where no value is told. What does not fit is left out; the names are told elsewhere. */
    static @Nullable Details of(List<Change> changes) {
        List<@Nullable String> parts = new ArrayList<>();
        int length = 0;
        for (Change change : changes) {
            List<@Nullable String> three = Arrays.asList(change.field(), change.before(), change.after());
            length += text(three).length();
            if (change.isTold() && length <= MOST) {
                parts.addAll(three);
            }
        }
        if (parts.isEmpty()) {
            return null;
        }
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new Details(salt, text(parts));
    }

    private static String text(List<@Nullable String> parts) {
        return new String(Netstrings.write(parts), StandardCharsets.UTF_8);
    }

    byte[] hash() {
        MessageDigest digest = Sha256.digest();
        digest.update(salt);
        return digest.digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing for what somebody else has written there. */
    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        try {
            List<@Nullable String> parts = Netstrings.read(text.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i + PARTS <= parts.size(); i += PARTS) {
                changes.add(new Change(String.valueOf(parts.get(i)), parts.get(i + 1), parts.get(i + 2)));
            }
        } catch (IllegalArgumentException e) {
            return List.of();
        }
        return changes;
    }
}
