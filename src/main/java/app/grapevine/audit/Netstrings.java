package app.grapevine.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts one after another, so that no two lists of them are the same bytes: each as a netstring (D. J. Bernstein, 1997), its
 * length in bytes of UTF-8 in decimal digits, a colon, the bytes, a comma. What is absent is {@code -,}.
 */
final class Netstrings {
    private Netstrings() {}

    static byte[] write(List<@Nullable String> texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String text : texts) {
            if (text == null) {
                out.write('-');
            } else {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeBytes((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                out.writeBytes(bytes);
            }
            out.write(',');
        }
        return out.toByteArray();
    }

    /** @throws IllegalArgumentException for what {@link #write} did not write */
    static List<@Nullable String> read(byte[] bytes) {
        List<@Nullable String> texts = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int begin = at;
            int end;
            if (bytes[at] == '-') {
                end = at + 1;
                texts.add(null);
            } else {
                long length = 0;
                while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && length <= bytes.length) {
                    length = 10 * length + bytes[at++] - '0';
                }
                if (at == begin || at >= bytes.length || bytes[at] != ':' || length > bytes.length - at - 1L) {
                    throw new IllegalArgumentException("not a list of netstrings");
                }
                end = at + 1 + (int) length;
                texts.add(new String(bytes, at + 1, (int) length, StandardCharsets.UTF_8));
            }
            if (end >= bytes.length || bytes[end] != ',') {
                throw new IllegalArgumentException("not a list of netstrings");
            }
            at = end + 1;
        }
        return texts;
    }
}
