package app.grapevine.experiment;

import java.util.List;

/**
 * User agents as browsers, views inside apps, and the apps' preview fetchers send them. Versions are arbitrary, the
 * forms are those that the apps build.
 */
public final class Agents {
    public static final String SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
    public static final String CHROME_ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";

    /** Browsers that say nothing of an app. */
    public static final List<String> BROWSERS = List.of(
            SAFARI,
            CHROME_ANDROID,
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0"
                    + " Safari/537.36",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1"
                    + " Safari/605.1.15",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0");

    private static final String IPHONE =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    private static final String IOS_VIEW = IPHONE + " Mobile/15E148";
    private static final String ANDROID_VIEW = "Mozilla/5.0 (Linux; Android 15; Pixel 8 Build/AP4A.250105.002; wv)"
            + " AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0.6778.81 Mobile Safari/537.36";

    static final List<String> IN_TIKTOK = List.of(
            IOS_VIEW + " BytedanceWebview/d8a21c6 musical_ly_33.2.1 JsSdk/2.0 NetType/WIFI Channel/App Store"
                    + " ByteLocale/en Region/US",
            ANDROID_VIEW + " musical_ly_2023303040 JsSdk/1.0 NetType/WIFI Channel/googleplay AppName/musical_ly"
                    + " app_version/33.3.4 ByteLocale/en Region/US BytedanceWebview/d8a21c6");
    static final List<String> IN_WHATSAPP = List.of(
            SAFARI + " [WAiOS/2.25.31]",
            ANDROID_VIEW + " WA4A/2.26.36.74",
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.7390.124 Mobile"
                    + " Safari/537.36 [WA4A/2.25.32.75;]");
    static final List<String> IN_MESSENGER = List.of(
            IOS_VIEW + " [FBAN/MessengerForiOS;FBAV/486.0.0.34.105;FBDV/iPhone15,3;FBMD/iPhone;FBSN/iOS;FBSV/18.1]",
            ANDROID_VIEW + " [FB_IAB/Orca-Android;FBAV/487.0.0.56.73;]");
    static final List<String> IN_FACEBOOK = List.of(
            IOS_VIEW + " [FBAN/FBIOS;FBAV/489.0.0.48.108;FBDV/iPhone15,3;FBMD/iPhone;FBSN/iOS;FBSV/18.1;IABMV/1]",
            ANDROID_VIEW + " [FB_IAB/FB4A;FBAV/489.0.0.66.81;IABMV/1;]");
    static final List<String> IN_INSTAGRAM = List.of(
            IOS_VIEW + " Instagram 355.1.0.36.103 (iPhone15,3; iOS 18_1; en_US; en; scale=3.00; 1290x2796; IABMV/1)",
            ANDROID_VIEW + " Instagram 355.1.0.44.103 Android (35/15; 420dpi; 1080x2205; Google/google; Pixel 8;"
                    + " shiba; shiba; en_US; 658190016)");
    static final List<String> IN_LINKEDIN =
            List.of(IOS_VIEW + " [LinkedInApp]/9.30.1753", ANDROID_VIEW + " [LinkedInApp]/4.1.1025");
    static final List<String> IN_PINTEREST =
            List.of(IOS_VIEW + " [Pinterest/iOS]", ANDROID_VIEW + " [Pinterest/Android]");
    static final List<String> IN_REDDIT = List.of(
            SAFARI + " Reddit/Version 2024.45.0/Build 617796/iOS Version 18.1 (Build 22B83)",
            ANDROID_VIEW + " Reddit/Version 2024.45.0/Build 1864480/Android 15");
    static final List<String> IN_X = List.of(IOS_VIEW + " Twitter for iPhone/10.68", ANDROID_VIEW + " TwitterAndroid");

    /** In Android's view alone; on iOS Telegram leaves no mark. */
    public static final List<String> IN_TELEGRAM =
            List.of(ANDROID_VIEW + " Telegram-Android/11.5.3 (Google Pixel 8; Android 15; SDK 35; HIGH)");

    public static final List<String> IN_WECHAT = List.of(
            IOS_VIEW + " MicroMessenger/8.0.54(0x18003630) NetType/WIFI Language/it",
            ANDROID_VIEW
                    + " MicroMessenger/8.0.54.2760(0x28003653) WeChat/arm64 Weixin NetType/4G Language/it ABI/arm64");
    public static final List<String> IN_SNAPCHAT = List.of(
            SAFARI + " Snapchat/13.16.0.46 (like Safari/8619.2.8.10.7, panda)",
            ANDROID_VIEW + "Snapchat13.16.0.52 (Pixel 8; Android 15#12650793#35; gzip; )");

    static final List<String> META_FETCHES =
            List.of("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)");
    static final List<String> WHATSAPP_FETCHES = List.of("WhatsApp/2.24.24.78 A", "WhatsApp/2.24.23.79 i");
    static final List<String> SLACK_FETCHES = List.of(
            "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
            "Slackbot 1.0 (+https://api.slack.com/robots)");
    /** The second looks like a person's. */
    static final List<String> DISCORD_FETCHES = List.of(
            "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 11.6; rv:92.0) Gecko/20100101 Firefox/92.0");
    /** A post is fetched by every instance that it reaches. */
    static final List<String> MASTODON_FETCHES = List.of(
            "http.rb/5.2.0 (Mastodon/4.3.1; +https://one.example/) Bot",
            "http.rb/5.1.1 (Mastodon/4.2.13; +https://two.example/) Bot",
            "http.rb/5.2.0 (Mastodon/4.3.0; +https://three.example/) Bot");

    static final List<String> LINKEDIN_FETCHES =
            List.of("LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)");
    static final List<String> PINTEREST_FETCHES =
            List.of("Mozilla/5.0 (compatible; Pinterestbot/1.0; +http://www.pinterest.com/bot.html)");
    static final List<String> REDDIT_FETCHES =
            List.of("Mozilla/5.0 (compatible; redditbot/1.0; +http://www.reddit.com/feedback)");
    static final List<String> X_FETCHES = List.of("Twitterbot/1.0");

    public static final List<String> TELEGRAM_FETCHES = List.of("TelegramBot (like TwitterBot)");
    public static final List<String> SIGNAL_FETCHES = List.of("WhatsApp/2");
    public static final List<String> SNAPCHAT_FETCHES =
            List.of("Snap URL Preview Service; bot; snapchat; https://developers.snap.com/robots");
    public static final List<String> SMS_FETCHES = List.of("Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
            + " AppleWebKit/537.36 (KHTML, like Gecko) Chrome/123.0.0.0 Safari/537.36 GoogleMessages/15.1");
    public static final List<String> EMAIL_FETCHES = List.of("MicrosoftPreview/2.0; +https://aka.ms/MicrosoftPreview");

    private Agents() {}
}
