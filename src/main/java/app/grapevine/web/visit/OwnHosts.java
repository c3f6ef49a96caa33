package app.grapevine.web.visit;

import app.grapevine.attribution.RequestContext.Referring;
import app.grapevine.base.ReadableHost;
import app.grapevine.links.Link;

/** Whether a referrer is one of the link's own: the short domain, or the site that the link leads to. */
final class OwnHosts {
    private static final String WWW = "www.";
    private static final String SCHEME_END = "://";

    private OwnHosts() {}

    /** @param origin of the referrer, in lower case; empty where there is none */
    static Referring referring(String origin, Link link) {
        if (origin.isEmpty()) {
            return Referring.OTHER;
        }
        if (isAt(origin, link.domain(), 0, hostEnd(link.domain(), 0))) {
            return Referring.SELF;
        }
        String destination = link.destination();
        int from = destination.indexOf(SCHEME_END) + SCHEME_END.length();
        boolean web = ReadableHost.isWeb(destination);
        return web && isAt(origin, destination, from, hostEnd(destination, from))
                ? Referring.DESTINATION
                : Referring.OTHER;
    }

    private static int hostEnd(String text, int from) {
        int end = from;
        while (end < text.length() && "/?#:".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** Whether an origin is that of the host between two places, with or without {@code www.} before either. */
    private static boolean isAt(String origin, String text, int from, int to) {
        int at = origin.indexOf(SCHEME_END) + SCHEME_END.length();
        at = origin.startsWith(WWW, at) ? at + WWW.length() : at;
        int start = text.regionMatches(true, from, WWW, 0, WWW.length()) ? from + WWW.length() : from;
        int length = to - start;
        return length > 0 && origin.length() - at == length && origin.regionMatches(true, at, text, start, length);
    }
}
