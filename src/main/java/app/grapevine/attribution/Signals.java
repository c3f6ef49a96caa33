package app.grapevine.attribution;

/**
 * What a request reveals that bears on attribution, cut to size at the border. An absent header is an empty
 * string. There is no address in it, no path of a referrer, and no value of a query identifier that could
 * name a person.
 *
 * @param head whether the method was HEAD
 * @param userAgent User-Agent, at most {@value #MAX_USER_AGENT} characters
 * @param referrer the Referer's origin in lower case: {@code https://l.facebook.com} or {@code
 *     android-app://com.whatsapp}; at most {@value #MAX_REFERRER} characters
 * @param requestedWith X-Requested-With, at most {@value #MAX_SHORT} characters
 * @param purpose Sec-Purpose, or else Purpose or X-Purpose, at most {@value #MAX_SHORT} characters
 * @param fetchMetadata the values of Sec-Fetch-Site, -Mode, -Dest and -User joined by {@code /}; empty where
 *     none was sent
 * @param acceptLanguage Accept-Language, at most {@value #MAX_SHORT} characters
 * @param markers the query parameters by which apps mark a link ({@code fbclid}, {@code from=timeline}),
 *     joined by {@code &}, identifiers without their values; see {@link Attributor#markers}
 * @param context what else is known of the request, as {@link RequestContext} writes it, at most
 *     {@value #MAX_SHORT} characters; empty where nothing is
 */
public record Signals(
        boolean head,
        String userAgent,
        String referrer,
        String requestedWith,
        String purpose,
        String fetchMetadata,
        String acceptLanguage,
        String markers,
        String context) {
    public static final int MAX_USER_AGENT = 512;
    public static final int MAX_REFERRER = 256;
    public static final int MAX_SHORT = 128;

    public Signals {
        userAgent = cut(userAgent, MAX_USER_AGENT);
        referrer = cut(referrer, MAX_REFERRER);
        requestedWith = cut(requestedWith, MAX_SHORT);
        purpose = cut(purpose, MAX_SHORT);
        fetchMetadata = cut(fetchMetadata, MAX_SHORT);
        acceptLanguage = cut(acceptLanguage, MAX_SHORT);
        markers = cut(markers, MAX_SHORT);
        context = cut(context, MAX_SHORT);
    }

    /** A visit of which only the user agent is known. */
    public static Signals ofUserAgent(String userAgent) {
        return new Signals(false, userAgent, "", "", "", "", "", "", "");
    }

    /** The same request, of which it is known whose the referrer is. */
    public Signals referredBy(RequestContext.Referring referring) {
        return referring == RequestContext.Referring.OTHER
                ? this
                : new Signals(
                        head,
                        userAgent,
                        referrer,
                        requestedWith,
                        purpose,
                        fetchMetadata,
                        acceptLanguage,
                        markers,
                        RequestContext.referredBy(context, referring));
    }

    /** The first {@code length} characters. */
    static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
