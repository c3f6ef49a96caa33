package app.grapevine.attribution;

import java.util.ArrayList;
import java.util.List;

/**
 * A word of a user agent that tells the engine, the device, the system or the browser. Fewer than 64, so that those
 * of a text fit into a long.
 */
enum AgentWord {
    IPHONE("iPhone* | iPod*"),
    IPAD("iPad*"),
    IOS("iOS# | iOS/# | iOS # | CPU OS #"),
    /** What others than Apple call their browsers on iOS, and on nothing else; said when the desktop's pages are asked for, too. */
    IOS_BROWSER("CriOS/# | FxiOS/# | EdgiOS/# | OPiOS/#"),
    ANDROID("*android*"),
    DALVIK("Dalvik/#"),
    WINDOWS_PHONE("Windows Phone* | WPDesktop | IEMobile | Windows CE | Windows Mobile"),
    WINDOWS("Windows | Win# | Win9x"),
    MACINTOSH("Macintosh | Mac OS X | Mac_PowerPC | Darwin/#"),
    CFNETWORK("CFNetwork/#"),
    CHROME_OS("CrOS"),
    LINUX("Linux | X11 | Ubuntu | FreeBSD | OpenBSD | NetBSD"),
    HARMONY_OS("HarmonyOS | OpenHarmony | ArkWeb"),
    KAI_OS("KAIOS"),
    TIZEN("Tizen"),
    BLACKBERRY("BlackBerry* | BB10 | PlayBook"),
    SYMBIAN("Symbian* | SymbOS | Series60 | Series40 | S60*"),
    FEATURE_PHONE(
            "MIDP | *midp-* | J2ME | Nokia* | SonyEricsson* | Obigo* | UP.Browser | UP.Link | Novarra* | DoCoMo/# | SEMC-Browser*"
                    + " | FOMA | MMP/# | WILLCOM | DDIPOCKET | emobile/# | OpenBrowser"
                    + " | ^SAMSUNG* | ^SEC-* | ^LG* | ^MOT-* | ^SIE-* | ^BIRD* | ^ALCATEL* | ^HTC* | ^ZTE* | ^HUAWEI* | ^LENOVO* | ^PANASONIC*"
                    + " | ^SHARP* | ^SANYO* | ^SAGEM* | ^PHILIPS* | ^KDDI* | ^J-PHONE* | ^SOFTBANK* | ^VODAFONE* | ^AMOI* | ^HAIER* | ^BENQ*"
                    + " | ^PANTECH* | ^KYOCERA* | ^PALM* | ^AUDIOVOX* | ^NEC-* | ^ERICSSON* | ^GIONEE* | ^SPICE* | ^MICROMAX* | ^KARBONN*"
                    + " | ^K-TOUCH* | ^TIANYU* | ^TOSHIBA* | WAP Browser | WAP-Browser"),
    CONSOLE("PlayStation | Nintendo | Xbox"),
    TV(
            "SmartTV | SMART-TV | Smart TV | *TV Safari | GoogleTV | Google TV | AppleTV | Apple TV | HbbTV | NetCast | Web0S | webOS"
                    + " | Roku* | CrKey | Viera | BRAVIA | AFT* | CTV | DTV* | InettvBrowser | Sonos/# | Vizio | Streaming Player"
                    + " | NETTV/# | CE-HTML* | Kodi/# | Zeasn/#"),
    OTHER_SYSTEM(
            "*amiga* | MorphOS | AROS | BeOS | Haiku | RISC OS | OS/2 | SunOS | Solaris | IRIX | HP-UX | Plan 9 | Inferno"
                    + " | Syllable | MeeGo | Maemo | Sailfish*"),
    TABLET("Tablet | Kindle | Silk-Accelerated | KF*wi | Nook* | SM-T# | SM-X# | *Pad Build*"),
    MOBILE("Mobile | Mobi | Mobile/*"),

    /** What draws pages, or is known to hand them to what does. */
    ENGINE(
            "*AppleWebKit* | Gecko | like Gecko | KHTML | Trident/# | Presto/# | MSIE* | ; I) | ; I; | ; I ; | (Win95; | (Win98; | (WinNT; | ; U) | NetFront* | Goanna/# | Netscape*"
                    + " | Mosaic/* | NCSA_Mosaic* | Lynx/# | ^Links (* | ELinks* | Links/# | Uzbl | rv:# | nook browser | portalmmm/# | w3m/# | Dillo | NetSurf/# | iCab/# | OmniWeb/#"
                    + " | NetPositive/# | HotJava/# | Midori/# | Galeon/# | Dolfin/# | UCWEB* | *WebView/# | Polaris/# | Teleca*"
                    + " | Ladybird/# | OneBrowser/# | Xombrero/# | jig browser* | ICE Browser/#"
                    + " | Cyberdog/# | Sleipnir/# | ^Avant Browser"),
    KONQUEROR("Konqueror | iCab | OmniWeb | Dillo | NetPositive | IBrowse | ABrowse | NetFront*"),
    /** Said by Internet Explorer and a few of its time; by robots to this day. */
    COMPATIBLE("(compatible"),
    /** Programs of people that open a link themselves, and follow its redirect, before a browser sees it. */
    OFFICE(
            "^Microsoft Office !Discovery | Word/# | Excel/# | PowerPoint/# | ms-office | MSOffice # | ^Outlook-* | Microsoft Outlook # | MozacFetch/# | GoogleApp/#"
                    + " | QuickTime/# | iTunes/#"),

    CHROME("Chrome/# | Chromium/# | CriOS/#"),
    SAFARI("Safari/#"),
    VERSION("Version/#"),
    FIREFOX("Firefox/# | FxiOS/# | Fennec/# | Focus/# | Klar/#"),
    EDGE("Edg/# | Edge/# | EdgA/# | EdgiOS/#"),
    OPERA("OPR/# | Opera/# | OPiOS/# | OPT/# | OPX/# | ^Opera | Opera # | OPRGX/#"),
    OPERA_MINI("Opera Mini"),
    SAMSUNG("SamsungBrowser/#"),
    UC("UCBrowser* | UC Browser* | UBrowser/#"),
    YANDEX("YaBrowser/# | YaSearchBrowser/# | YaApp*"),
    MIUI("MiuiBrowser/# | MiBrowser/#"),
    HUAWEI("HuaweiBrowser/#"),
    VIVO("VivoBrowser/# | HeyTapBrowser/#"),
    DUCKDUCKGO("DuckDuckGo/# | Ddg/#"),
    BRAVE("Brave | Brave/#"),
    VIVALDI("Vivaldi/#"),
    QQ("MQQBrowser/# | QQBrowser/#"),
    WHALE("Whale/#"),
    SILK("Silk/#"),
    ECOSIA("Ecosia"),
    INTERNET_EXPLORER("MSIE* | Trident/#"),
    ANDROID_VIEW("wv)"),
    WEB_VIEW(
            "wv) | GoogleApp/ | GSA/# | FBAN/* | FB_IAB/* | FBAV/# | WebViewApp | *inapp; | Flipboard/# | baiduboxapp/#"
                    + " | BingWeb/# | AliApp( | AlipayClient/# | Weibo (* | *__weibo__* | QQ/# | NewsArticle/# | DingTalk/# | bsb/#"
                    + " | Phantom/ios | Phantom/android | CamScanner/# | GNews | Bing* | WKWebView* | YJApp-* | DaumApps/#");

    final long bit = 1L << ordinal();
    final List<Token> tokens;

    AgentWord(String table) {
        List<Token> parsed = new ArrayList<>();
        for (String written : table.split(" \\| ", -1)) {
            parsed.add(Token.parse(written));
        }
        tokens = List.copyOf(parsed);
    }

    static long bits(AgentWord... words) {
        long bits = 0;
        for (AgentWord word : words) {
            bits |= word.bit;
        }
        return bits;
    }
}
