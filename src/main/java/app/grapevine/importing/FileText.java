package app.grapevine.importing;

import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The characters of a file, and the encoding that its bytes tell. A mark at its begin decides; without one, zero bytes in every
 * other place are UTF-16, and what is UTF-8 in more places than it is not is UTF-8: no text of another encoding is by chance. All
 * else is windows-1252, in which spreadsheets of Windows write.
 *
 * @param text with {@link #UNREADABLE} where bytes are no character
 */
record FileText(String text, Charset charset) {
    static final char UNREADABLE = '\uFFFD';

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    /** So many bytes show whether every other one is zero. */
    private static final int SAMPLE = 4096;

    /** How files of programs begin: what is zipped (xlsx, ods, numbers), Office of before, gzip, PDF, RTF. */
    private static final List<String> NO_TEXTS =
            List.of("PK\u0003\u0004", "\u00D0\u00CF\u0011\u00E0", "\u001F\u008B", "%PDF-", "{\\rtf");

    /** @throws RefusedException INVALID for a spreadsheet's own file, and whatever else is no text */
    static FileText of(byte[] bytes) {
        String begin = new String(bytes, 0, Math.min(bytes.length, 8), StandardCharsets.ISO_8859_1);
        if (NO_TEXTS.stream().anyMatch(begin::startsWith)) {
            throw RefusedException.invalid("file", FaultCode.NOT_A_TEXT);
        }
        if (begins(bytes, 0xEF, 0xBB, 0xBF)) {
            return of(bytes, 3, StandardCharsets.UTF_8);
        }
        if (begins(bytes, 0xFF, 0xFE)) {
            return of(bytes, 2, StandardCharsets.UTF_16LE);
        }
        if (begins(bytes, 0xFE, 0xFF)) {
            return of(bytes, 2, StandardCharsets.UTF_16BE);
        }
        if (zeros(bytes, 1) > zeros(bytes, 0)) {
            return of(bytes, 0, StandardCharsets.UTF_16LE);
        }
        if (zeros(bytes, 0) > zeros(bytes, 1)) {
            return of(bytes, 0, StandardCharsets.UTF_16BE);
        }
        return of(bytes, 0, isUtf8(bytes) ? StandardCharsets.UTF_8 : WINDOWS);
    }

    private static FileText of(byte[] bytes, int from, Charset charset) {
        return new FileText(new String(bytes, from, bytes.length - from, charset), charset);
    }

    private static boolean begins(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** How many of the first bytes at even places, or at odd ones, are zero, if that is a fifth of them; else 0. */
    private static int zeros(byte[] bytes, int first) {
        int length = Math.min(SAMPLE, bytes.length);
        int zeros = 0;
        for (int i = first; i < length; i += 2) {
            zeros += bytes[i] == 0 ? 1 : 0;
        }
        return zeros * 10 >= length ? zeros : 0;
    }

    private static boolean isUtf8(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(SAMPLE);
        long right = 0;
        long wrong = 0;
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            right += beyondAscii(out);
            if (result.isUnderflow()) {
                return right >= wrong;
            }
            if (result.isError()) {
                wrong++;
                in.position(in.position() + result.length());
            }
        }
    }

    private static int beyondAscii(CharBuffer out) {
        out.flip();
        int count = 0;
        while (out.hasRemaining()) {
            count += out.get() > 0x7F ? 1 : 0;
        }
        out.clear();
        return count;
    }
}
