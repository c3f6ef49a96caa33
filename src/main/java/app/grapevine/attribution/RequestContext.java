package app.grapevine.attribution;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request beside its user agent, referrer and mode: whether it came encrypted, what its browser says of
 * itself in client hints, what it accepts, and whether the referrer is one of the link's own. Kept with a visit as a few
 * words of a bounded vocabulary, so that it can be judged anew.
 *
 * <pre>https page apng exchange Chromium/138 Android_WebView/138 on/Windows</pre>
 *
 * <p>{@code https}: the recipient's side is encrypted; without it that is not known, and browsers send no client hints.
 * {@code page}, {@code apng}, {@code exchange}: Accept names HTML, APNG, signed exchanges; {@code no-page}: it was sent and
 * names no HTML. {@code NAME/MAJOR}: a brand of Sec-CH-UA, without those that are made up. {@code on/NAME}:
 * Sec-CH-UA-Platform. {@code from-self}: the referrer is the short domain. {@code from-destination}: it is the site that the
 * link leads to.
 *
 * @param https whether the recipient's side is known to be encrypted
 * @param page whether Accept names HTML; false also where it was not sent
 * @param noPage whether Accept was sent and names no HTML
 * @param apng whether Accept names APNG, as Chromium's does for a navigation
 * @param exchange whether Accept names signed exchanges, likewise
 * @param chromium the major version of the brand Chromium; 0 where there is no such brand
 * @param brands whether Sec-CH-UA was sent
 * @param webView whether a brand is Android's web view
 * @param headless whether a brand is Chromium without a screen
 * @param platform of Sec-CH-UA-Platform in lower case; null where none was sent
 * @param fromSelf whether the referrer is the short domain
 * @param fromDestination whether the referrer is the destination's site
 */
public record RequestContext(
        boolean https,
        boolean page,
        boolean noPage,
        boolean apng,
        boolean exchange,
        int chromium,
        boolean brands,
        boolean webView,
        boolean headless,
        @Nullable String platform,
        boolean fromSelf,
        boolean fromDestination) {
    /** Of a request of which nothing more is known. */
    static final RequestContext NONE = read("");

    private static final String FROM_SELF = "from-self";
    private static final String FROM_DESTINATION = "from-destination";
    /** Leaves room for whose the referrer is. */
    private static final int MAX_WRITTEN = Signals.MAX_SHORT - FROM_DESTINATION.length() - 1;

    private static final int MAX_BRANDS = 4;
    private static final int MAX_BRAND = 24;

    /** Whose the referrer is. */
    public enum Referring {
        /** Nobody's that the link knows. */
        OTHER,
        /** The domain of the short link. */
        SELF,
        /** The site that the link leads to. */
        DESTINATION
    }

    /**
     * The words for a request.
     *
     * @param https whether the recipient's side is known to be encrypted
     * @param accept Accept, or null
     * @param brands Sec-CH-UA, or null
     * @param platform Sec-CH-UA-Platform, or null
     */
    public static String write(
            boolean https, @Nullable String accept, @Nullable String brands, @Nullable String platform) {
        StringBuilder words = new StringBuilder(64);
        if (https) {
            word(words, "https");
        }
        if (accept != null && !accept.isEmpty()) {
            writeAccept(words, accept);
        }
        if (brands != null) {
            writeBrands(words, brands);
        }
        if (platform != null) {
            String name = name(platform, 0, platform.length());
            if (!name.isEmpty()) {
                word(words, "on/");
                words.append(name);
            }
        }
        return words.length() <= MAX_WRITTEN ? words.toString() : words.substring(0, MAX_WRITTEN);
    }

    /** Words as of {@link #write}, with whose the referrer is. */
    static String referredBy(String words, Referring referring) {
        String word = switch (referring) {
            case SELF -> FROM_SELF;
            case DESTINATION -> FROM_DESTINATION;
            case OTHER -> "";
        };
        return word.isEmpty() || words.isEmpty() ? words + word : words + " " + word;
    }

    private static void word(StringBuilder words, String word) {
        if (words.length() > 0) {
            words.append(' ');
        }
        words.append(word);
    }

    private static void writeAccept(StringBuilder words, String accept) {
        if (accept.contains("text/html")) {
            word(words, "page");
        } else {
            word(words, "no-page");
        }
        if (accept.contains("image/apng")) {
            word(words, "apng");
        }
        if (accept.contains("application/signed-exchange")) {
            word(words, "exchange");
        }
    }

    /**
     * {@code "Not)A;Brand";v="8", "Chromium";v="138"}: names in quotation marks, each followed by its version in
     * quotation marks. One that is made up so that nobody relies on the list has "Not" and "Brand" in it.
     */
    private static void writeBrands(StringBuilder words, String list) {
        int written = 0;
        int from = 0;
        while (written < MAX_BRANDS) {
            int open = list.indexOf('"', from);
            int close = open < 0 ? -1 : list.indexOf('"', open + 1);
            int version = close < 0 ? -1 : list.indexOf('"', close + 1);
            int end = version < 0 ? -1 : list.indexOf('"', version + 1);
            if (end < 0) {
                break;
            }
            if (!isMadeUp(list, open + 1, close)) {
                String name = name(list, open + 1, close);
                if (!name.isEmpty()) {
                    word(words, name);
                    words.append('/').append(major(list, version + 1, end));
                    written++;
                }
            }
            from = end + 1;
        }
        if (written == 0) {
            word(words, "brands/0");
        }
    }

    private static boolean isMadeUp(String list, int from, int to) {
        int not = list.indexOf("Not", from);
        int brand = list.indexOf("Brand", from);
        return not >= 0 && not < to && brand >= 0 && brand < to;
    }

    /** Letters and digits; what is between them becomes one low line. */
    private static String name(String text, int from, int to) {
        StringBuilder name = new StringBuilder(MAX_BRAND);
        boolean gap = false;
        for (int i = from; i < to && name.length() < MAX_BRAND; i++) {
            char c = text.charAt(i);
            if (Token.isLetter(c) || Token.isDigit(c)) {
                if (gap && name.length() > 0) {
                    name.append('_');
                }
                name.append(c);
                gap = false;
            } else {
                gap = true;
            }
        }
        return name.toString();
    }

    private static int major(String text, int from, int to) {
        int major = 0;
        for (int i = from; i < to && i < from + 4 && Token.isDigit(text.charAt(i)); i++) {
            major = 10 * major + text.charAt(i) - '0';
        }
        return major;
    }

    /** What words as of {@link #write} say; words that are unknown say nothing. */
    static RequestContext read(String words) {
        boolean https = false;
        boolean page = false;
        boolean noPage = false;
        boolean apng = false;
        boolean exchange = false;
        int chromium = 0;
        boolean brands = false;
        boolean webView = false;
        boolean headless = false;
        String platform = null;
        boolean fromSelf = false;
        boolean fromDestination = false;
        for (String word : words.split(" ", -1)) {
            switch (word) {
                case "https" -> https = true;
                case "page" -> page = true;
                case "no-page" -> noPage = true;
                case "apng" -> apng = true;
                case "exchange" -> exchange = true;
                case FROM_SELF -> fromSelf = true;
                case FROM_DESTINATION -> fromDestination = true;
                default -> {
                    int slash = word.indexOf('/');
                    if (slash > 0 && word.startsWith("on/")) {
                        platform = word.substring(3).toLowerCase(Locale.ROOT);
                    } else if (slash > 0) {
                        brands = true;
                        chromium = word.startsWith("Chromium/") ? major(word, slash + 1, word.length()) : chromium;
                        webView |= word.startsWith("Android_WebView/");
                        headless |= word.startsWith("HeadlessChrome/");
                    }
                }
            }
        }
        return new RequestContext(
                https,
                page,
                noPage,
                apng,
                exchange,
                chromium,
                brands,
                webView,
                headless,
                platform,
                fromSelf,
                fromDestination);
    }
}
