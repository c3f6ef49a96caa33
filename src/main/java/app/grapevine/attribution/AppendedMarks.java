package app.grapevine.attribution;

/**
 * What some networks append to a browser's user agent on its way: a word that is another each time ({@code … ||| ReqID 0f3c…}), by
 * which one visitor would be as many as their visits, and the recipient's own address ({@code … [ip:192.0.2.1]}), of which nothing
 * may be kept. Neither says anything of the browser.
 */
public final class AppendedMarks {
    private static final String REQUEST_ID = "||| ReqID";
    private static final String ADDRESS = "[ip:";
    private static final int NONE = -1;

    private AppendedMarks() {}

    /** The user agent as its browser sent it. */
    public static String takenFrom(String userAgent) {
        int bar = userAgent.indexOf('|');
        int id = bar < 0 ? NONE : userAgent.indexOf(REQUEST_ID, bar);
        String text = id < 0 ? userAgent : userAgent.substring(0, id).stripTrailing();
        for (int at = address(text, 0); at >= 0; at = address(text, at)) {
            int end = at + ADDRESS.length();
            while (end < text.length() && isOfAddress(text.charAt(end))) {
                end++;
            }
            end += end < text.length() && text.charAt(end) == ']' ? 1 : 0;
            text = text.substring(0, at).stripTrailing() + text.substring(end);
            at = Math.min(at, text.length());
        }
        return text;
    }

    private static int address(String text, int from) {
        for (int at = text.indexOf('[', from); at >= 0; at = text.indexOf('[', at + 1)) {
            if (text.regionMatches(true, at, ADDRESS, 0, ADDRESS.length())) {
                return at;
            }
        }
        return NONE;
    }

    /** IPv4 and IPv6, with a port, and what a name or a list may have. */
    private static boolean isOfAddress(char c) {
        return c != ']' && c != '[' && c != ';' && c != ')';
    }
}
