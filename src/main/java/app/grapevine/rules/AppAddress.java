package app.grapevine.rules;

import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address by which a device opens an app: {@code myapp://item/4711}, or an intent, as Android's browsers read it (AOSP,
 * {@code Intent.parseUri}; developer.chrome.com/docs/android/intents). What it holds behind its scheme is the app's business;
 * an intent for http or https may be opened by a browser too, and is checked as any web address.
 */
public final class AppAddress {
    private static final String INTENT = "intent";
    private static final String FALLBACK = "S.browser_fallback_url=";
    private static final Pattern SHAPE = Pattern.compile("(?i)([a-z][a-z0-9+.-]*):(.+)", Pattern.DOTALL);
    private static final Pattern INTENT_REST = Pattern.compile("([^#]*)#Intent;((?:[^;#]+;)*)end;?");
    private static final Pattern SCHEME_OF_INTENT = Pattern.compile("(?:^|;)scheme=([A-Za-z][A-Za-z0-9+.-]*);");
    /** What no address has as it is, and what would end it in a header, in an attribute or in an intent's own text. */
    private static final String UNFIT = "\"<>\\^`{|}";

    private static final int MAX_LENGTH = 2048;

    private AppAddress() {}

    /** How a web address is checked, as one of a field; null where it will not do, which is among the faults then. */
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
        String inner = scheme.equals(INTENT) ? schemeOfIntent(address) : scheme;
        return inner != null && (isWeb(inner) || schemes.contains(inner));
    }

    private static boolean isWeb(String scheme) {
        return scheme.equals("http") || scheme.equals("https");
    }

    private static @Nullable String schemeOfIntent(String intent) {
        Matcher found = SCHEME_OF_INTENT.matcher(intent.substring(intent.indexOf("#Intent;") + "#Intent".length()));
        return found.find() ? found.group(1).toLowerCase(Locale.ROOT) : null;
    }

    /** The address as it is kept, its scheme in lower case; null where it will not do, which is among the faults then. */
    static @Nullable String checked(Faults faults, String field, String given, Set<String> schemes, WebCheck web) {
        String scheme = scheme(given);
        if (scheme == null) {
            faults.add(field, FaultCode.NOT_HTTP);
            return null;
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
        Matcher intent = INTENT_REST.matcher(rest);
        String scheme = intent.matches() ? schemeOfIntent(rest) : null;
        if (scheme == null || rest.contains(FALLBACK)) {
            faults.add(field, FaultCode.NOT_AN_INTENT);
            return false;
        }
        if (isWeb(scheme)) {
            return web.check(field, scheme + ":" + intent.group(1)) != null;
        }
        if (!schemes.contains(scheme)) {
            faults.add(field, FaultCode.SCHEME_NOT_ALLOWED, Map.of("scheme", scheme));
            return false;
        }
        return true;
    }

    /**
     * The address for Android's browsers, which open a web address where no app does: any app's address is written as an
     * intent for it.
     */
    public static String withFallback(String address, String web) {
        String extra = FALLBACK + URLEncoder.encode(web, StandardCharsets.UTF_8).replace("+", "%20") + ";end";
        if (isIntent(address)) {
            return address.substring(0, address.lastIndexOf("end")) + extra;
        }
        int colon = address.indexOf(':');
        return INTENT + address.substring(colon) + "#Intent;scheme=" + address.substring(0, colon) + ";" + extra;
    }
}
