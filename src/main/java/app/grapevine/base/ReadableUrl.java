package app.grapevine.base;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An address as it is searched for: in the letters that people type, whatever it is kept in. */
public final class ReadableUrl {
    /** Octets of other letters than ASCII's. */
    private static final Pattern ENCODED = Pattern.compile("(?:%[89a-fA-F][0-9a-fA-F])+");

    private ReadableUrl() {}

    /**
     * The URL in letters, {@link Characters#folded}: its host in Unicode, and what is percent-encoded UTF-8 in the letters that
     * it stands for. Null where it has none but ASCII's, which is found as it stands.
     */
    public static @Nullable String folded(String url) {
        String host = ReadableHost.host(url);
        int at = host.isEmpty() ? 0 : url.indexOf("://") + 3;
        String readable = url.substring(0, at)
                + UnicodeHost.toUnicode(host).orElse(host)
                + ENCODED.matcher(url.substring(at + host.length())).replaceAll(ReadableUrl::decoded);
        return readable.chars().allMatch(unit -> unit < 0x80) ? null : Characters.folded(readable);
    }

    private static String decoded(MatchResult octets) {
        byte[] bytes = HexFormat.of().parseHex(octets.group().replace("%", ""));
        try {
            return Matcher.quoteReplacement(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return octets.group(); // another encoding's
        }
    }
}
