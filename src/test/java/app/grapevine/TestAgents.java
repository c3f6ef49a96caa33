package app.grapevine;

/** User agents that tests send: one of each sort, as it comes from a phone. */
public final class TestAgents {
    /** A person's browser, which says nothing of an app. */
    public static final String IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
    /** Likewise, of the other kind. */
    public static final String ANDROID = "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36";
    /** And from a desk. */
    public static final String DESKTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    /** A person in the view inside WhatsApp, which names itself. */
    public static final String IN_WHATSAPP = "Mozilla/5.0 (Linux; Android 15; Pixel 8; wv) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Version/4.0 Chrome/131.0.6778.81 Mobile Safari/537.36 WA4A/2.25.32.75";
    /** A person in the view inside WeChat. */
    public static final String IN_WECHAT = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)"
            + " AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50";
    /** What builds the cards of links in Telegram. */
    public static final String TELEGRAM_FETCHER = "TelegramBot (like TwitterBot)";
    /** What builds the cards of links in WhatsApp. */
    public static final String WHATSAPP_FETCHER = "WhatsApp/2.24.20.89 A";
    /** A program that is no app. */
    public static final String BOT = "curl/8.5.0";

    private TestAgents() {}
}
