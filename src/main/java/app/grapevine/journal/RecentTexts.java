package app.grapevine.journal;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Texts that were read lately, so that what comes again and again, such as the user agent of a common phone, is
 * one object and not one a visit: a batch of visits is held while it is written, and what is held is copied by the
 * garbage collector. Of a fixed size, at most 3 MB; a text that falls on another's place takes it. Not safe for use
 * by many threads.
 */
public final class RecentTexts {
    private static final int PLACES = 4096;

    private final @Nullable String[] texts = new String[PLACES];

    /** The text whose characters are {@code length} bytes from {@code from} on, or null where they are not all ASCII. */
    @Nullable
    String ascii(byte[] bytes, int from, int length) {
        int hash = length;
        int signs = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
            signs |= bytes[i];
        }
        if (signs < 0) {
            return null;
        }
        int place = (hash ^ hash >>> 12 ^ hash >>> 24) & PLACES - 1;
        String known = texts[place];
        if (known != null && isSame(known, bytes, from, length)) {
            return known;
        }
        String text = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        texts[place] = text;
        return text;
    }

    private static boolean isSame(String text, byte[] bytes, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
