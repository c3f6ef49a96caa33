package app.grapevine.stats;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A place in the list of visits, which runs from the newest to the oldest: the visit that was shown last. As
 * text it carries a check sum over itself and the question, so that a cursor of another list, or of the same
 * list with other filters, is noticed; it is no secret.
 */
record VisitCursor(long at, long node, long sequence) {
    private static final int PLACE = 3 * Long.BYTES;
    private static final int SUM = 8;

    String text(Selection selection) {
        byte[] place = ByteBuffer.allocate(PLACE)
                .putLong(at)
                .putLong(node)
                .putLong(sequence)
                .array();
        byte[] all = ByteBuffer.allocate(PLACE + SUM)
                .put(place)
                .put(sum(place, selection))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** Empty for what {@link #text} did not make for this selection. */
    static Optional<VisitCursor> parse(String text, Selection selection) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (all.length != PLACE + SUM) {
            return Optional.empty();
        }
        byte[] sum = sum(Arrays.copyOf(all, PLACE), selection);
        if (!Arrays.equals(sum, 0, SUM, all, PLACE, PLACE + SUM)) {
            return Optional.empty();
        }
        ByteBuffer place = ByteBuffer.wrap(all);
        return Optional.of(new VisitCursor(place.getLong(), place.getLong(), place.getLong()));
    }

    private static byte[] sum(byte[] place, Selection selection) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("visits".getBytes(StandardCharsets.US_ASCII));
            digest.update(place);
            return Arrays.copyOf(digest.digest(selection.toString().getBytes(StandardCharsets.UTF_8)), SUM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
