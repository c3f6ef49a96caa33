package app.grapevine.journal;

import app.grapevine.attribution.Signals;
import app.grapevine.attribution.Visibility;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A visit as bytes. Thread-safe; encoding allocates nothing.
 *
 * <pre>
 * version    1 byte: 2, or 1, which lacks the context
 * flags      1 byte: 1 suppressed, 2 HEAD, 4 has a declared channel, 8 has a country; visibility in bits 4-5; 64 has a rule
 * at, link   8 bytes each
 * channel, country                          strings, where the flags say so
 * visitor, network                          8 bytes each, unless suppressed
 * user agent, referrer, requested with, purpose, fetch metadata, accept language, markers, context
 *                                           strings, unless suppressed
 * rule                                      string, where the flags say so
 * </pre>
 *
 * All numbers are big-endian. A string is its length in bytes (2) and UTF-8; half of a surrogate pair, which
 * UTF-8 cannot hold, becomes U+FFFD. Decoding is strict: any byte too few, too many or out of place is an
 * error, for it means that the bytes are not what was written.
 */
public final class VisitCodec {
    /** More than the longest visit takes: 1,500 characters of three bytes, and the numbers. */
    static final int MAX_BYTES = 8192;

    private static final byte VERSION = 2;
    /** Of the program before the context was recorded; journals of it are read on. */
    private static final byte WITHOUT_CONTEXT = 1;

    private static final int SUPPRESSED = 1;
    private static final int HEAD = 2;
    private static final int CHANNEL = 4;
    private static final int COUNTRY = 8;
    private static final int VISIBILITY_SHIFT = 4;
    private static final int VISIBILITY = 0x30;
    /** Unknown to the program before rules, which sets such a visit aside as one that it cannot read. */
    private static final int RULE = 0x40;

    private static final int ALL_FLAGS = 0x7f;
    private static final int MAX_CHANNEL = 40;
    private static final int MAX_RULE = 64;
    private static final int MAX_COUNTRY = 2;
    private static final Visibility[] VISIBILITIES = Visibility.values();

    private VisitCodec() {}

    /** Writes {@code visit} into {@code target} from {@code from} on, which has {@link #MAX_BYTES} of room; the end. */
    public static int encode(Visit visit, byte[] target, int from) {
        Signals signals = visit.signals();
        String channel = visit.declaredChannel();
        String country = visit.country();
        String rule = visit.rule();
        int to = from;
        target[to++] = VERSION;
        target[to++] = (byte) ((signals == null ? SUPPRESSED : 0)
                | (signals != null && signals.head() ? HEAD : 0)
                | (channel != null ? CHANNEL : 0)
                | (country != null ? COUNTRY : 0)
                | (rule != null ? RULE : 0)
                | visit.declaredVisibility().ordinal() << VISIBILITY_SHIFT);
        to = putLong(visit.atMillis(), target, to);
        to = putLong(visit.linkId(), target, to);
        to = channel == null ? to : putString(channel, MAX_CHANNEL, target, to);
        to = country == null ? to : putString(country, MAX_COUNTRY, target, to);
        if (signals == null) {
            return to;
        }
        to = putLong(visit.visitor(), target, to);
        to = putLong(visit.network(), target, to);
        to = putString(signals.userAgent(), target, to);
        to = putString(signals.referrer(), target, to);
        to = putString(signals.requestedWith(), target, to);
        to = putString(signals.purpose(), target, to);
        to = putString(signals.fetchMetadata(), target, to);
        to = putString(signals.acceptLanguage(), target, to);
        to = putString(signals.markers(), target, to);
        to = putString(signals.context(), target, to);
        return rule == null ? to : putString(rule, MAX_RULE, target, to);
    }

    /** The bytes of {@code visit}: for one that was decoded of this version, those that it was decoded from. */
    public static byte[] encode(Visit visit) {
        byte[] room = new byte[MAX_BYTES];
        return Arrays.copyOf(room, encode(visit, room, 0));
    }

    private static int putLong(long number, byte[] target, int from) {
        for (int i = 0; i < Long.BYTES; i++) {
            target[from + i] = (byte) (number >>> (56 - 8 * i));
        }
        return from + Long.BYTES;
    }

    /** @param text as {@link Signals} has it, cut to size */
    private static int putString(String text, byte[] target, int from) {
        return putString(text, text.length(), target, from);
    }

    private static int putString(String text, int maxLength, byte[] target, int from) {
        int to = from + 2;
        int length = Math.min(text.length(), maxLength);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                target[to++] = (byte) c;
            } else if (c < 0x800) {
                target[to++] = (byte) (0xc0 | c >> 6);
                target[to++] = (byte) (0x80 | (c & 0x3f));
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                target[to++] = (byte) (0xf0 | point >> 18);
                target[to++] = (byte) (0x80 | (point >> 12 & 0x3f));
                target[to++] = (byte) (0x80 | (point >> 6 & 0x3f));
                target[to++] = (byte) (0x80 | (point & 0x3f));
            } else {
                int point = Character.isSurrogate(c) ? 0xfffd : c;
                target[to++] = (byte) (0xe0 | point >> 12);
                target[to++] = (byte) (0x80 | (point >> 6 & 0x3f));
                target[to++] = (byte) (0x80 | (point & 0x3f));
            }
        }
        int bytes = to - from - 2;
        target[from] = (byte) (bytes >>> 8);
        target[from + 1] = (byte) bytes;
        return to;
    }

    /**
     * @param texts where texts that come again are found
     * @throws UndecodableVisitException if {@code bytes} are not exactly one visit
     */
    public static Visit decode(byte[] bytes, RecentTexts texts) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.remaining() < 2 + 2 * Long.BYTES) {
            throw new UndecodableVisitException("too short: " + bytes.length + " bytes");
        }
        int version = in.get();
        int flags = in.get();
        if (version != VERSION && version != WITHOUT_CONTEXT) {
            throw new UndecodableVisitException("version " + version + " is unknown");
        }
        boolean suppressed = (flags & SUPPRESSED) != 0;
        int visibility = (flags & VISIBILITY) >> VISIBILITY_SHIFT;
        if ((flags & ~ALL_FLAGS) != 0
                || visibility >= VISIBILITIES.length
                || (suppressed && (flags & (HEAD | RULE)) != 0)) {
            throw new UndecodableVisitException("flags " + flags + " are unknown");
        }
        long at = in.getLong();
        long link = in.getLong();
        String channel = (flags & CHANNEL) == 0 ? null : getString(in, texts);
        String country = (flags & COUNTRY) == 0 ? null : getString(in, texts);
        long visitor = suppressed ? 0 : getLong(in);
        long network = suppressed ? 0 : getLong(in);
        Signals signals = suppressed ? null : signals(in, (flags & HEAD) != 0, version, texts);
        String rule = (flags & RULE) == 0 ? null : getString(in, texts);
        if (in.hasRemaining()) {
            throw new UndecodableVisitException(in.remaining() + " bytes too many");
        }
        return new Visit(
                at, link, suppressed, channel, VISIBILITIES[visibility], visitor, network, country, signals, rule);
    }

    private static Signals signals(ByteBuffer in, boolean head, int version, RecentTexts texts) {
        return new Signals(
                head,
                getString(in, texts),
                getString(in, texts),
                getString(in, texts),
                getString(in, texts),
                getString(in, texts),
                getString(in, texts),
                getString(in, texts),
                version == WITHOUT_CONTEXT ? "" : getString(in, texts));
    }

    private static long getLong(ByteBuffer in) {
        if (in.remaining() < Long.BYTES) {
            throw new UndecodableVisitException("a number is cut off");
        }
        return in.getLong();
    }

    private static String getString(ByteBuffer in, RecentTexts texts) {
        int length = in.remaining() < 2 ? Integer.MAX_VALUE : in.getShort() & 0xffff;
        if (length > in.remaining()) {
            throw new UndecodableVisitException("a string is cut off");
        }
        int from = in.position();
        in.position(from + length);
        String ascii = length == 0 ? "" : texts.ascii(in.array(), from, length);
        if (ascii != null) {
            return ascii;
        }
        ByteBuffer part = in.slice(from, length);
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(part);
            return text.toString();
        } catch (CharacterCodingException e) {
            throw new UndecodableVisitException("a string is not UTF-8");
        }
    }
}
