package app.grapevine.rules;

import app.grapevine.base.ContactAddress;
import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address by which a device opens an app: {@code myapp://item/4711}, or an intent, as Android's browsers read it (AOSP,
 * {@code Intent.parseUri}; developer.chrome.com/docs/android/intents). What it holds behind its scheme is the app's business;
 * an intent for http or https may be opened by a browser too, and is checked as any web address, and one for a number or a mail as
 * these are.
 */
public final class AppAddress {
    private static final String INTENT = "intent";
    /** Of whatever type it says it is: an extra's name begins with a letter and a dot. */
    private static final String FALLBACK = "browser_fallback_url=";

    private static final Pattern SHAPE = Pattern.compile("(?i)([a-z][a-z0-9+.-]*):(.+)", Pattern.DOTALL);
    private static final Pattern INTENT_REST = Pattern.compile("([^#]*)#Intent;((?:[^;#]+;)*)end;?");
    private static final String SCHEME_OF_INTENT = "scheme=";
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    /** What follows is another intent's, and of a part that begins with {@code end} nothing is read. */
    private static final String SELECTOR = "SEL";

    private static final String END = "end";
    /** What no address has as it is, and what would end it in a header, in an attribute or in an intent's own text. */
    private static final String UNFIT = "\"<>\\^`{|}";

    private static final int MAX_LENGTH = 2048;

    private AppAddress() {}

    /** How a web address is checked, or a mail's or a number's; null where it will not do, which is among the faults then. */
    public interface WebCheck {
        @Nullable
        String check(String field, String url);
    }

    /** Whether it is no web address. */
    static boolean isOne(String address) {
        String scheme = scheme(address);
        return scheme != null && !scheme.equals("http") && !scheme.equals("https");
    }

    static boolean isIntent(String address) {
        return INTENT.equals(scheme(address));
    }

    /** In lower case; null where there is none. */
    static @Nullable String scheme(String address) {
        Matcher shape = SHAPE.matcher(address);
        return shape.matches() ? shape.group(1).toLowerCase(Locale.ROOT) : null;
    }

    /** Whether all schemes of an address are among some. */
    static boolean isAllowed(String address, Set<String> schemes) {
        String scheme = scheme(address);
        if (scheme == null || !schemes.contains(scheme)) {
            return false;
        }
        if (!scheme.equals(INTENT)) {
            return true;
        }
        Intent intent = intent(address);
        return intent != null && (isWeb(intent.scheme()) || schemes.contains(intent.scheme()));
    }

    private static boolean isWeb(String scheme) {
        return scheme.equals("http") || scheme.equals("https");
    }

    /** An intent's data and the scheme that it is for. */
    private record Intent(String scheme, String data) {
        /**
         * Null where it is none, or where a device could read another scheme or another fallback in it than we do: it takes the
         * last scheme of several, and decodes what its extras are called.
         *
         * @param rest behind {@code intent:}
         */
        static @Nullable Intent of(String rest) {
            Matcher intent = INTENT_REST.matcher(rest);
            if (!intent.matches()) {
                return null;
            }
            String scheme = null;
            for (String part : List.of(intent.group(2).split(";"))) {
                boolean isScheme = part.startsWith(SCHEME_OF_INTENT);
                if ((isScheme && scheme != null)
                        || part.equals(SELECTOR)
                        || part.startsWith(END)
                        || decoded(part).substring(Math.min(2, part.length())).startsWith(FALLBACK)) {
                    return null;
                }
                scheme = isScheme ? part.substring(SCHEME_OF_INTENT.length()) : scheme;
            }
            return scheme == null || !SCHEME.matcher(scheme).matches()
                    ? null
                    : new Intent(scheme.toLowerCase(Locale.ROOT), intent.group(1));
        }

        private static String decoded(String part) {
            try {
                return URLDecoder.decode(part, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return part;
            }
        }

        boolean isContact() {
            return ContactAddress.SCHEMES.contains(scheme);
        }
    }

    private static @Nullable Intent intent(String address) {
        return isIntent(address) ? Intent.of(address.substring(INTENT.length() + 1)) : null;
    }

    /** Of an intent for http or https the web address, which a browser may open as well; null for all else. */
    static @Nullable String webOfIntent(String address) {
        Intent intent = intent(address);
        return intent == null || !isWeb(intent.scheme()) ? null : intent.scheme() + ":" + intent.data();
    }

    /** The address as it is kept, its scheme in lower case; null where it will not do, which is among the faults then. */
    static @Nullable String checked(Faults faults, String field, String given, Set<String> schemes, WebCheck web) {
        String scheme = scheme(given);
        if (scheme == null) {
            faults.add(field, FaultCode.NOT_HTTP);
            return null;
        }
        if (ContactAddress.SCHEMES.contains(scheme)) {
            return web.check(field, given);
        }
        if (given.length() > MAX_LENGTH) {
            faults.add(field, FaultCode.TOO_LONG, Map.of("most", MAX_LENGTH));
            return null;
        }
        int bad = given.codePoints()
                .filter(c -> c <= ' ' || c > '~' || UNFIT.indexOf(c) >= 0)
                .findFirst()
                .orElse(-1);
        if (bad >= 0) {
            faults.add(bad == ' ' ? new Fault(field, FaultCode.HAS_SPACES) : Faults.character(field, bad));
            return null;
        }
        if (!schemes.contains(scheme)) {
            faults.add(field, FaultCode.SCHEME_NOT_ALLOWED, Map.of("scheme", scheme));
            return null;
        }
        String rest = given.substring(scheme.length() + 1);
        if (scheme.equals(INTENT) && !isIntentFit(faults, field, rest, schemes, web)) {
            return null;
        }
        return scheme + ":" + rest;
    }

    private static boolean isIntentFit(Faults faults, String field, String rest, Set<String> schemes, WebCheck web) {
        Intent intent = Intent.of(rest);
        if (intent == null) {
            faults.add(field, FaultCode.NOT_AN_INTENT);
            return false;
        }
        String scheme = intent.scheme();
        if (isWeb(scheme)) {
            return web.check(field, scheme + ":" + intent.data()) != null;
        }
        if (!schemes.contains(scheme)) {
            faults.add(field, FaultCode.SCHEME_NOT_ALLOWED, Map.of("scheme", scheme));
            return false;
        }
        if (intent.isContact()
                && ContactAddress.canonical(scheme, intent.data()).isEmpty()) {
            faults.add(field, ContactAddress.fault(scheme));
            return false;
        }
        return true;
    }

    /**
     * The address for Android's browsers, which open a web address where no app does: any app's address is written as an
     * intent for it.
     */
    public static String withFallback(String address, String web) {
        String extra =
                "S." + FALLBACK + URLEncoder.encode(web, StandardCharsets.UTF_8).replace("+", "%20") + ";end";
        if (isIntent(address)) {
            return address.substring(0, address.lastIndexOf("end")) + extra;
        }
        int colon = address.indexOf(':');
        return INTENT + address.substring(colon) + "#Intent;scheme=" + address.substring(0, colon) + ";" + extra;
    }
}
