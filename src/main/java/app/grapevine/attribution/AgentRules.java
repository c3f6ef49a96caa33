package app.grapevine.attribution;

import static app.grapevine.attribution.AgentWord.*;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Device, system and browser from the words of a user agent: three ordered tables, the first row that has one of its
 * words wins. The vocabularies are bounded.
 */
final class AgentRules {
    /** @param any the words of which one is enough */
    private record Row(String family, long any) {
        Row(String family, AgentWord... words) {
            this(family, bits(words));
        }
    }

    private static final List<Row> DEVICES = List.of(
            new Row("console", CONSOLE),
            new Row("tv", TV),
            new Row("tablet", IPAD, TABLET),
            new Row(
                    "mobile",
                    IPHONE,
                    WINDOWS_PHONE,
                    BLACKBERRY,
                    SYMBIAN,
                    FEATURE_PHONE,
                    KAI_OS,
                    OPERA_MINI,
                    MOBILE,
                    DALVIK),
            // That says it is a Mac: what iPads say by default, and phones when they are told to.
            new Row("tablet", IOS_BROWSER));

    private static final List<Row> SYSTEMS = List.of(
            new Row("windows", WINDOWS_PHONE),
            new Row("ios", IPHONE, IPAD, IOS, IOS_BROWSER),
            new Row("harmonyos", HARMONY_OS),
            new Row("kaios", KAI_OS),
            new Row("tizen", TIZEN),
            new Row("android", ANDROID, DALVIK, SILK),
            new Row("blackberry", BLACKBERRY),
            new Row("symbian", SYMBIAN),
            new Row("chromeos", CHROME_OS),
            new Row("windows", WINDOWS),
            new Row("macos", MACINTOSH),
            new Row("linux", LINUX));

    private static final List<Row> BROWSERS = List.of(
            new Row("in-app", WEB_VIEW),
            new Row("opera-mini", OPERA_MINI),
            new Row("edge", EDGE),
            new Row("opera", OPERA),
            new Row("samsung", SAMSUNG),
            new Row("uc", UC),
            new Row("yandex", YANDEX),
            new Row("miui", MIUI),
            new Row("huawei", HUAWEI),
            new Row("vivo", VIVO),
            new Row("duckduckgo", DUCKDUCKGO),
            new Row("brave", BRAVE),
            new Row("vivaldi", VIVALDI),
            new Row("qq", QQ),
            new Row("whale", WHALE),
            new Row("silk", SILK),
            new Row("ecosia", ECOSIA),
            new Row("firefox", FIREFOX),
            new Row("chrome", CHROME),
            new Row("ie", INTERNET_EXPLORER),
            new Row("safari", SAFARI));

    private static final long IOS_DEVICES = bits(IPHONE, IPAD);
    private static final long DESKTOPS = bits(WINDOWS, MACINTOSH, LINUX, CHROME_OS);

    private AgentRules() {}

    static Set<String> systems() {
        return SYSTEMS.stream().map(Row::family).collect(Collectors.toUnmodifiableSet());
    }

    /** @param inApp whether a channel's in-app mark was found */
    static Agent agent(long words, boolean inApp) {
        String browser = first(BROWSERS, words);
        if (inApp || bareWebKitOnIos(words, browser)) {
            browser = "in-app";
        }
        return new Agent(device(words), first(SYSTEMS, words), browser);
    }

    /** Android's tablets are those that do not say Mobile. */
    private static String device(long words) {
        String device = first(DEVICES, words);
        if (!device.equals("unknown")) {
            return device;
        }
        if (has(words, ANDROID)) {
            return "tablet";
        }
        return (words & DESKTOPS) != 0 ? "desktop" : "unknown";
    }

    /**
     * Whether the page is shown by a view inside an app, as the user agent alone tells. Android's says {@code wv}; before
     * that, and where apps take it out, it gives the old browser's version beside Chrome's.
     */
    static boolean isView(long words) {
        return has(words, ANDROID_VIEW)
                || has(words, ANDROID) && has(words, VERSION) && has(words, CHROME)
                || (words & IOS_DEVICES) != 0 && has(words, ENGINE) && !has(words, SAFARI) && !has(words, CHROME);
    }

    /** On iOS a browser ends in Safari; a view inside an app says Mobile and stops there. */
    private static boolean bareWebKitOnIos(long words, String browser) {
        return (words & IOS_DEVICES) != 0 && has(words, ENGINE) && !has(words, SAFARI) && browser.equals("unknown");
    }

    private static String first(List<Row> rows, long words) {
        for (Row row : rows) {
            if ((row.any & words) != 0) {
                return row.family;
            }
        }
        return "unknown";
    }

    private static boolean has(long words, AgentWord word) {
        return (words & word.bit) != 0;
    }
}
