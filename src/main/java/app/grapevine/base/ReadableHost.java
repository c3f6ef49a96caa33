package app.grapevine.base;

import com.ibm.icu.text.SpoofChecker;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How people are shown a host. What can be taken for another name is shown in ASCII alone, where no letter looks like
 * another: a name that mixes scripts (UTS #39, less than highly restrictive), one whose letters all look like those of
 * ASCII ({@code аррӏе.example} in Cyrillic letters), and one with joiners, which are not seen.
 *
 * <p>A name of one script under a top-level domain of other letters than ASCII's, such as {@code .рф}, is not taken
 * for one of ASCII, whatever its letters look like.
 *
 * @param ascii as it stands in addresses
 * @param unicode the same name in its own letters, where it has others than ASCII's and is no look-alike
 * @param isLookAlike whether it can be taken for another name
 */
public record ReadableHost(String ascii, @Nullable String unicode, boolean isLookAlike) {
    private static final Pattern JOINERS = Pattern.compile("[\u200c\u200d]");

    /** Loaded with the first name that is not plain: ICU's tables of characters that look alike. */
    private static final class Icu {
        static final SpoofChecker CHECKER = new SpoofChecker.Builder()
                .setChecks(SpoofChecker.RESTRICTION_LEVEL
                        | SpoofChecker.INVISIBLE
                        | SpoofChecker.MIXED_NUMBERS
                        | SpoofChecker.HIDDEN_OVERLAY)
                .setRestrictionLevel(SpoofChecker.RestrictionLevel.HIGHLY_RESTRICTIVE)
                .build();

        private Icu() {}
    }

    /** Whether an address is of http or https, which alone have a host that is a site. */
    public static boolean isWeb(String url) {
        return url.regionMatches(true, 0, "https://", 0, 8) || url.regionMatches(true, 0, "http://", 0, 7);
    }

    /** The host of an address as it is stored; an empty one where it has none. */
    public static ReadableHost of(String url) {
        String host = host(url);
        if (UnicodeHost.isPlain(host)) {
            return new ReadableHost(host, null, false);
        }
        Optional<String> unicode = UnicodeHost.toUnicode(host);
        boolean lookAlike = unicode.filter(ReadableHost::looksLikeAnother).isPresent();
        return new ReadableHost(host, lookAlike ? null : unicode.orElse(null), lookAlike);
    }

    /** The host of an address as it stands there, without its port; empty where it has none. */
    public static String host(String url) {
        if (!isWeb(url)) {
            return "";
        }
        String behindScheme = url.substring(url.indexOf("://") + 3);
        return HostName.withoutPort(behindScheme.split("[/?#]", 2)[0]);
    }

    /** Where an address leads without saying who is there: its host, or else its scheme, such as {@code mailto:}. */
    public static String place(String url) {
        return isWeb(url) ? host(url) : url.substring(0, url.indexOf(':') + 1);
    }

    private static boolean looksLikeAnother(String unicode) {
        List<String> labels =
                Arrays.stream(HostName.withoutFinalDot(unicode).split("\\.")).toList();
        boolean endsLikeAscii = labels.isEmpty() || looksLikeAscii(labels.get(labels.size() - 1));
        return labels.stream()
                .filter(label -> !UnicodeHost.isPlain(label))
                .anyMatch(label -> JOINERS.matcher(label).find()
                        || Icu.CHECKER.failsChecks(label)
                        || (endsLikeAscii && looksLikeAscii(label)));
    }

    private static boolean looksLikeAscii(String label) {
        return UnicodeHost.isPlain(label) || UnicodeHost.isPlain(Icu.CHECKER.getSkeleton(label));
    }
}
