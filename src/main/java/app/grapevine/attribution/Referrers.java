package app.grapevine.attribution;

import java.util.Locale;

/** What is kept of a Referer. */
public final class Referrers {
    static final String APP_SCHEME = "android-app://";

    private Referrers() {}

    /**
     * The origin of a Referer in lower case, such as {@code https://l.facebook.com} or {@code
     * android-app://com.whatsapp}: no path, no query, no user name, no port; empty where it is none of http, https
     * and android-app, or names nothing. At most {@value Signals#MAX_REFERRER} characters.
     */
    public static String origin(String referer) {
        int start;
        if (referer.regionMatches(true, 0, "https://", 0, 8)) {
            start = 8;
        } else if (referer.regionMatches(true, 0, "http://", 0, 7)) {
            start = 7;
        } else if (referer.regionMatches(true, 0, APP_SCHEME, 0, APP_SCHEME.length())) {
            start = APP_SCHEME.length();
        } else {
            return "";
        }
        int limit = Math.min(referer.length(), start + Signals.MAX_REFERRER);
        int from = start;
        int end = start;
        while (end < limit && !isEnd(referer.charAt(end))) {
            if (referer.charAt(end) == '@') {
                from = end + 1;
            }
            end++;
        }
        int colon = referer.indexOf(':', from);
        if (colon >= 0 && colon < end) {
            end = colon;
        }
        if (end == from || end - from + start > Signals.MAX_REFERRER || !isName(referer, from, end)) {
            return "";
        }
        return (referer.substring(0, start) + referer.substring(from, end)).toLowerCase(Locale.ROOT);
    }

    private static boolean isEnd(char c) {
        return c == '/' || c == '?' || c == '#' || c == '\\';
    }

    /** Hosts in a Referer are ASCII: browsers send the names of others in Punycode. */
    private static boolean isName(String text, int from, int end) {
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (!Token.isLetter(c) && !Token.isDigit(c) && c != '.' && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }
}
